import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { readConversation } from '#core/conversation/conversation.ts';
import { findHandshake } from '#core/handshake/handshake.ts';
import { CHECK_IDS, REQUEST_CHECKS, RESPONSE_CHECKS } from '#core/handshake/handshake-checks.ts';
import { toHttp2 } from '#core/handshake/http2-handshake.ts';
import { RULES, type RuleId } from '#core/protocol/rules/rules.ts';
import { EXAMPLE_IDS, exampleOf, exampleRule } from '#content/reference/errors/error-examples.ts';
import { REQUEST, RESPONSE, traceOf } from '../conversation/streams.ts';

const handshakeOf = (...pieces: (readonly ['c' | 's', Uint8Array])[]) =>
  findHandshake(readConversation(traceOf(pieces)).units);

const stateOf = (handshake: ReturnType<typeof findHandshake>, id: string) =>
  [...(handshake?.request?.checks ?? []), ...(handshake?.response?.checks ?? [])].find(
    (check) => check.id === id,
  )?.state;

describe('the checklist', () => {
  test('has every rule about heads once on each side', () => {
    const about = (prefixes: RegExp) =>
      (Object.keys(RULES) as RuleId[]).filter((id) => prefixes.test(id)).toSorted();
    const listed = (rows: typeof REQUEST_CHECKS) => rows.flatMap(({ rules }) => rules).toSorted();
    const request = about(/^(head|request|extensions)\.|^compression\.offer/);
    const response = about(/^(head|response|extensions)\.|^compression\.(answer|server|client)/);
    expect(request.filter((id) => !listed(REQUEST_CHECKS).includes(id))).toEqual([]);
    expect(response.filter((id) => !listed(RESPONSE_CHECKS).includes(id))).toEqual([]);
    expect(listed(REQUEST_CHECKS)).toEqual(request);
    expect(listed(RESPONSE_CHECKS)).toEqual(response);
    expect([...REQUEST_CHECKS, ...RESPONSE_CHECKS].map(({ id }) => id)).toEqual(CHECK_IDS);
  });

  test('of a good handshake is kept, but for what need not be there', () => {
    const handshake = handshakeOf(['c', REQUEST], ['s', RESPONSE]);
    const checks = [...handshake!.request!.checks, ...handshake!.response!.checks];
    expect(checks.filter(({ state }) => state === 'absent').map(({ id }) => id)).toEqual([
      'request.origin',
      'request.subprotocols',
      'request.extensions',
      'response.subprotocol',
      'response.extensions',
    ]);
    expect(checks.every(({ state }) => state === 'kept' || state === 'absent')).toBe(true);
    expect(handshake?.outcome?.kind).toBe('opens');
  });

  const broken = EXAMPLE_IDS.flatMap((id) => {
    const example = exampleOf(id, 'both');
    const rule = exampleRule(id);
    return rule !== null && example.kind === 'head' ? [{ id, rule, example }] : [];
  });

  test.each(broken)('shows a violation in the one row that it belongs to: $id', (row) => {
    const { sender, bytes, request } = row.example;
    const said = [sender === 'client' ? 'c' : 's', bytes] as const;
    const handshake = request ? handshakeOf(['c', request], said) : handshakeOf(said);
    const checks = [...(handshake?.request?.checks ?? []), ...(handshake?.response?.checks ?? [])];
    const faulty = checks.filter(({ violations }) => violations.length > 0);
    expect(faulty.map(({ violations }) => violations.map(({ id }) => id))).toEqual([[row.rule]]);
    expect(faulty[0]?.state).toMatch(/broken|odd/);
  });
});

describe('a handshake', () => {
  test('without its request leaves the accept value unproven', () => {
    const handshake = handshakeOf(['s', RESPONSE]);
    expect(handshake?.request).toBeNull();
    expect(stateOf(handshake, 'response.accept')).toBe('unproven');
    expect(stateOf(handshake, 'response.upgrade')).toBe('kept');
  });

  test('without its answer has no outcome', () => {
    const handshake = handshakeOf(['c', REQUEST]);
    expect([handshake?.response, handshake?.outcome]).toEqual([null, null]);
  });

  test('after an empty line is judged like another, but for that line', () => {
    const after = concatBytes([toUtf8('\r\n'), REQUEST]);
    const handshake = handshakeOf(['c', after], ['s', RESPONSE]);
    expect(handshake?.outcome?.kind).toBe('opens');
    expect(handshake?.request?.unit.range.start).toBe(2);
    const odd = handshake?.request?.checks.filter(({ state }) => state === 'odd');
    expect(odd?.map(({ id }) => id)).toEqual(['request.syntax']);
    expect(odd?.[0]?.violations.map(({ id }) => id)).toEqual(['head.empty-line']);
  });

  test('is none where there are frames only', () => {
    expect(handshakeOf(['c', toUtf8('a')])).toBeNull();
  });

  test('that is refused has nothing to check but the status', () => {
    const refusal = toUtf8('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
    const handshake = handshakeOf(['c', REQUEST], ['s', refusal]);
    expect(handshake?.response?.checks.map(({ id, state }) => [id, state])).toEqual([
      ['response.status', 'broken'],
    ]);
    expect(handshake?.outcome).toMatchObject({ kind: 'fails', because: 'status', code: 1006 });
  });

  test('goes by the final answer, and knows of those before it', () => {
    const hints = toUtf8('HTTP/1.1 103 Early Hints\r\n\r\n');
    const handshake = handshakeOf(['c', REQUEST], ['s', hints], ['s', RESPONSE]);
    expect(handshake?.interim.map(({ head }) => head.startLine.status)).toEqual([103]);
    expect(handshake?.judgement?.status).toBe(101);
  });

  test('is found after other requests on the connection', () => {
    const get = toUtf8('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    const page = toUtf8('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi');
    const handshake = handshakeOf(['c', get], ['s', page], ['c', REQUEST], ['s', RESPONSE]);
    expect(handshake?.judgement?.status).toBe(101);
    expect(handshake?.request?.unitIndex).toBe(3);
  });

  test('over HTTP/2 has the same parts in other words', () => {
    const handshake = handshakeOf(['c', REQUEST], ['s', RESPONSE]);
    const { request, response } = toHttp2(handshake!);
    expect(request?.map(({ http2 }) => http2?.name)).toContain(':protocol');
    expect(response?.find(({ id }) => id === 'http2.status')?.http2?.value).toBe('200');
  });

  test.each(['a/b, chat', 'chat, chat', ', ,'])(
    'with odd subprotocols has those of them over HTTP/2 that are names: %s',
    (value) => {
      const odd = `GET / HTTP/1.1\r\nUpgrade: websocket\r\nSec-WebSocket-Protocol: ${value}\r\n\r\n`;
      const { request } = toHttp2(handshakeOf(['c', toUtf8(odd)])!);
      const row = request?.find(({ id }) => id === 'http2.subprotocol');
      expect(row?.http2?.value ?? null).toBe(value.includes('chat') ? 'chat' : null);
    },
  );

  test('that is refused has no agreement over HTTP/2 either', () => {
    const refusal = toUtf8('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
    expect(toHttp2(handshakeOf(['c', REQUEST], ['s', refusal])!).response).toBeNull();
    expect(toHttp2(handshakeOf(['s', RESPONSE])!).request).toBeNull();
  });
});
