import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rangeContains } from '#core/bytes/bit-range.ts';
import { toLatin1 } from '#core/bytes/text.ts';
import { keyOfNonce } from '#core/protocol/opening/accept-value.ts';
import {
  checkHeadReading,
  decodeHttpHead,
  isRequestHead,
  isResponseHead,
  type HttpHead,
} from '#core/protocol/http/http-head.ts';
import {
  answerOpeningRequest,
  encodeOpeningAnswer,
} from '#core/protocol/opening/opening-answer.ts';
import { outcomeForPage } from '#core/page/opening-outcome.ts';
import { judgeOpeningResponse } from '#core/protocol/opening/opening-judgement.ts';
import {
  checkOpeningRequest,
  encodeOpeningRequest,
} from '#core/protocol/opening/opening-request.ts';
import type { Violation } from '#core/protocol/rules/violation.ts';

const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';

const startLine = fc.constantFrom(
  'GET /chat HTTP/1.1',
  'GET /\xe9#a HTTP/1.0',
  'POST * HTTP/1.1',
  'HTTP/1.1 101 Switching Protocols',
  'HTTP/1.0 101',
  'HTTP/1.1 100 Continue',
  'HTTP/1.1 302 Found',
);
const name = fc.constantFrom(
  'Host',
  'upgrade',
  'Connection',
  'Sec-WebSocket-Key',
  'Sec-WebSocket-Accept',
  'Sec-WebSocket-Version',
  'SEC-WEBSOCKET-PROTOCOL',
  'Sec-WebSocket-Extensions',
  'Origin',
  'Content-Length',
  'Odd name',
  '',
);
const value = fc.oneof(
  fc.constantFrom('websocket', 'Upgrade', KEY, 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=', '13', 'a.example'),
  fc.constantFrom('permessage-deflate; client_max_window_bits', 'chat, chat', 'https://a', 'null'),
  fc.string({ unit: fc.constantFrom(...'ab ,;="\\\t\0\r\xe9:/1'), maxLength: 12 }),
);
const line = fc.tuple(name, fc.constantFrom(': ', ':', ' : ', '\r\n '), value);

/** Heads that are nearly right, and some that are. */
const anyHead = fc
  .tuple(startLine, fc.array(line, { maxLength: 10 }), fc.constantFrom('\r\n', '\n'))
  .map(([start, lines, end]) =>
    toLatin1([start, ...lines.map((parts) => parts.join('')), '', ''].join(end)),
  );

function expectInside(violations: readonly Violation[], head: HttpHead) {
  for (const { id, range } of violations) {
    expect(rangeContains({ start: 0, end: head.size * 8 }, range), id).toBe(true);
  }
}

test('any head is judged and answered, and faults lie inside it', () => {
  const verdicts = new Set<string>();
  fc.assert(
    fc.property(anyHead, (bytes) => {
      const reading = decodeHttpHead(bytes);
      if (reading.kind !== 'head') return;
      const { head } = reading;
      const syntax = checkHeadReading(reading);
      expectInside(syntax, head);
      if (isRequestHead(head)) {
        const violations = [...syntax, ...checkOpeningRequest(head, { isBrowser: true })];
        expectInside(violations, head);
        const policy = { subprotocols: ['chat'], deflate: {} };
        const answer = answerOpeningRequest(head, violations, policy);
        verdicts.add(answer.kind);
        expect(decodeHttpHead(encodeOpeningAnswer(answer))).toMatchObject({
          kind: 'head',
          violations: [],
        });
      }
      if (isResponseHead(head)) {
        const judgement = judgeOpeningResponse(head, null, syntax);
        expectInside(judgement.violations, head);
        verdicts.add(judgement.verdict);
        // A browser is never more lenient than the RFC.
        if (outcomeForPage(judgement).kind === 'opens') expect(judgement.verdict).toBe('opens');
      }
    }),
    { seed: 6455, numRuns: 3000 },
  );
  expect(verdicts).toContain('refuses');
  expect(verdicts).toContain('fails');
});

test('any client and any server of ours agree, and on the same', () => {
  const token = fc.string({ unit: fc.constantFrom(...'abC.-1'), minLength: 1, maxLength: 6 });
  const names = fc.uniqueArray(token, { maxLength: 4 });
  const bits = fc.option(fc.integer({ min: 8, max: 15 }), { nil: undefined });
  const offer = fc.constantFrom(
    undefined,
    'permessage-deflate',
    'permessage-deflate; client_max_window_bits',
    'permessage-deflate; server_max_window_bits=9; client_max_window_bits=10, permessage-deflate',
    'x-other, permessage-deflate; server_no_context_takeover',
  );
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 16, maxLength: 16 }),
      names,
      names,
      offer,
      bits,
      bits,
      (nonce, subprotocols, spoken, extensions, serverMaxWindowBits, clientMaxWindowBits) => {
        const reading = decodeHttpHead(
          encodeOpeningRequest({
            target: '/',
            host: 'a',
            key: keyOfNonce(nonce),
            subprotocols,
            ...(extensions !== undefined && { extensions }),
          }),
        );
        if (reading.kind !== 'head' || !isRequestHead(reading.head)) throw new TypeError('no head');
        const request = reading.head;
        expect(checkOpeningRequest(request)).toEqual([]);
        const answer = answerOpeningRequest(request, [], {
          subprotocols: spoken,
          deflate: {
            ...(serverMaxWindowBits !== undefined && { serverMaxWindowBits }),
            ...(clientMaxWindowBits !== undefined && { clientMaxWindowBits }),
          },
        });
        if (answer.kind !== 'accepts') throw new TypeError('refused');
        const response = decodeHttpHead(encodeOpeningAnswer(answer));
        if (response.kind !== 'head' || !isResponseHead(response.head)) throw new TypeError('none');
        const judgement = judgeOpeningResponse(response.head, request, response.violations);
        expect(judgement.verdict).toBe('opens');
        expect(judgement.subprotocol).toBe(answer.response.subprotocol ?? '');
        expect(judgement.compression?.agreement ?? null).toEqual(answer.agreement);
        const isChoiceMissing = subprotocols.length > 0 && judgement.subprotocol === '';
        expect(judgement.violations.map(({ id }) => id)).toEqual(
          isChoiceMissing ? ['response.subprotocol-missing'] : [],
        );
      },
    ),
    { seed: 6455, numRuns: 500 },
  );
});
