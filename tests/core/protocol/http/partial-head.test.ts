import { describe, expect, test } from 'vitest';
import { toLatin1 } from '#core/bytes/text.ts';
import {
  decodeHttpHead,
  isRequestHead,
  isResponseHead,
  type HeadPart,
  type RequestHead,
  type ResponseHead,
} from '#core/protocol/http/http-head.ts';
import { isUnknownIn, mayHaveField } from '#core/protocol/http/partial-head.ts';
import { judgeOpeningResponse } from '#core/protocol/opening/opening-judgement.ts';
import { checkOpeningRequest } from '#core/protocol/opening/opening-request.ts';
import { checkOpeningResponse } from '#core/protocol/opening/opening-response.ts';

const LACKS: readonly HeadPart[] = ['method', 'target', 'status', 'version', 'fields'];

function headOf(lines: readonly string[], lacks?: readonly HeadPart[]) {
  const reading = decodeHttpHead(toLatin1([...lines, '', ''].join('\r\n')));
  if (reading.kind !== 'head') throw new Error(`expected a head, got ${reading.kind}`);
  return lacks ? { ...reading.head, lacks } : reading.head;
}

function requestOf(fields: readonly string[], lacks?: readonly HeadPart[]): RequestHead {
  const head = headOf(['GET / HTTP/1.1', ...fields], lacks);
  if (!isRequestHead(head)) throw new Error('expected a request');
  return head;
}

function responseOf(fields: readonly string[], lacks?: readonly HeadPart[]): ResponseHead {
  const head = headOf(['HTTP/1.1 101 Switching Protocols', ...fields], lacks);
  if (!isResponseHead(head)) throw new Error('expected a response');
  return head;
}

const idsOf = (violations: readonly { readonly id: string }[]) => violations.map(({ id }) => id);

describe('a request that is known in part', () => {
  test('breaks no rule by fields that it may have', () => {
    expect(idsOf(checkOpeningRequest(requestOf([])))).toContain('request.host');
    expect(checkOpeningRequest(requestOf([], LACKS))).toEqual([]);
  });

  test('breaks rules by the fields that it has', () => {
    const fields = ['Host:', 'Upgrade: h2c', 'Sec-WebSocket-Version: 12', 'Sec-WebSocket-Key: a'];
    expect(idsOf(checkOpeningRequest(requestOf(fields, LACKS)))).toEqual([
      'request.host',
      'request.upgrade',
      'request.key-malformed',
      'request.websocket-version',
    ]);
  });

  test('may have a field that it doesn’t show', () => {
    const head = requestOf(['Host: a'], ['fields']);
    expect([mayHaveField(head, 'host'), mayHaveField(head, 'Origin')]).toEqual([false, true]);
    expect(mayHaveField(requestOf(['Host: a']), 'Origin')).toBe(false);
    expect([isUnknownIn(head, 'fields'), isUnknownIn(head, 'target')]).toEqual([true, false]);
  });
});

describe('a response that is known in part', () => {
  const whole = ['Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Accept: a'];

  test('neither opens nor fails', () => {
    expect(judgeOpeningResponse(responseOf(whole), null).verdict).toBe('opens');
    expect(judgeOpeningResponse(responseOf(whole, LACKS), null).verdict).toBe('unknown');
    expect(judgeOpeningResponse(responseOf(['Upgrade: h2c'], LACKS), null).verdict).toBe('fails');
  });

  test.each([
    ['Sec-WebSocket-Protocol: chat', 'response.subprotocol-not-offered'],
    ['Sec-WebSocket-Extensions: x', 'response.extension-not-offered'],
  ])('fits a request that may offer %s', (field, id) => {
    const response = responseOf([...whole, field]);
    expect(idsOf(checkOpeningResponse(response, requestOf(['Host: a'])))).toEqual([id]);
    expect(checkOpeningResponse(response, requestOf(['Host: a'], LACKS))).toEqual([]);
    const other = requestOf([field.replace(/: .*/, ': other')], LACKS);
    const found = idsOf(checkOpeningResponse(response, other));
    expect(found).toEqual([id]);
  });
});
