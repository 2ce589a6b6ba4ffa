import { describe, expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import type { Conversation } from '#core/conversation/conversation.ts';
import type { FrameUnit } from '#core/conversation/unit.ts';
import { failingUnits } from '#core/story/failing-units.ts';
import { violationOf } from '#core/protocol/rules/violation.ts';
import type { Direction } from '#core/trace/direction.ts';
import type { Provenance } from '#core/trace/trace.ts';
import {
  client,
  CLIENT_HELLO,
  conversationOf,
  REJECTION,
  REQUEST,
  RESPONSE,
  server,
  SERVER_HELLO,
  WRONG_RESPONSE,
} from './traces.ts';

/** The indices of failing units, each with its rule. */
function failingIn(conversation: Conversation, direction: Direction): string[] {
  return [...failingUnits(conversation, direction)].map(([index, { id }]) => `${index} ${id}`);
}

const SIMULATED: Provenance = { kind: 'simulated' };
const PASTED: Provenance = { kind: 'pasted' };

describe('a response', () => {
  test.each([
    { name: 'that accepts', response: RESPONSE, provenance: PASTED, fault: null },
    { name: 'that accepts', response: RESPONSE, provenance: SIMULATED, fault: null },
    {
      name: 'with a wrong accept value',
      response: WRONG_RESPONSE,
      provenance: PASTED,
      fault: 'response.accept-wrong',
    },
    {
      name: 'with a wrong accept value',
      response: WRONG_RESPONSE,
      provenance: SIMULATED,
      fault: 'response.accept-wrong',
    },
    { name: 'that rejects', response: REJECTION, provenance: PASTED, fault: 'response.status' },
    { name: 'that rejects', response: REJECTION, provenance: SIMULATED, fault: 'response.status' },
  ])('$name, $provenance.kind, fails its client by $fault', ({ response, provenance, fault }) => {
    const conversation = conversationOf([client(REQUEST), server(response)], { provenance });
    expect(failingIn(conversation, 'server-to-client')).toEqual(
      fault === null ? [] : [`1 ${fault}`],
    );
  });

  const INTERIM = toUtf8('HTTP/1.1 103 Early Hints\r\n\r\n');

  test.each([
    { provenance: PASTED, next: [], fails: true },
    { provenance: PASTED, next: [server(RESPONSE)], fails: true },
    { provenance: PASTED, next: [server(RESPONSE), client(CLIENT_HELLO)], fails: false },
    { provenance: SIMULATED, next: [], fails: true },
  ])(
    'that is interim, $provenance.kind, fails its client: $fails',
    ({ provenance, next, fails }) => {
      const sent = [client(REQUEST), server(INTERIM), ...next];
      const conversation = conversationOf(sent, { provenance });
      expect(failingIn(conversation, 'server-to-client')).toEqual(
        fails ? ['1 response.interim'] : [],
      );
    },
  );

  test('that rejects does not fail the server that sent it', () => {
    const conversation = conversationOf([client(REQUEST), server(REJECTION)]);
    expect(failingIn(conversation, 'client-to-server')).toEqual([]);
  });
});

test('a frame that its receiver must reject fails it, a frame that is only odd does not', () => {
  const unmasked = fromHex('8105 48656c6c6f');
  expect(failingIn(conversationOf([client(unmasked)]), 'client-to-server')).toEqual([
    '0 frame.unmasked-from-client',
  ]);
  // 1004 is reserved, and receivers are allowed to accept it.
  const oddClose = fromHex('8802 0bb8');
  expect(failingIn(conversationOf([server(oddClose)]), 'server-to-client')).toEqual([]);
  expect(failingIn(conversationOf([client(CLIENT_HELLO)]), 'client-to-server')).toEqual([]);
});

test.each([
  { provenance: SIMULATED, fails: true },
  // Its client may be another program.
  { provenance: PASTED, fails: false },
])('a length that is not minimal fails a client, $provenance.kind: $fails', (row) => {
  const long = fromHex('817e 0005 48656c6c6f');
  const conversation = conversationOf([server(long)], row);
  expect(failingIn(conversation, 'server-to-client')).toEqual(
    row.fails ? ['0 frame.length-not-minimal'] : [],
  );
  const fromClient = conversationOf([client(fromHex('81fe 0000 00000000'))], row);
  expect(failingIn(fromClient, 'client-to-server')).toEqual([]);
});

test('data that cannot be inflated fails its receiver', () => {
  const conversation = conversationOf([server(SERVER_HELLO)]);
  const violation = violationOf('deflate.block-type', { start: 0, end: 8 });
  const inflated = (found: typeof violation | null): Conversation => ({
    ...conversation,
    units: conversation.units.map((unit) => ({
      ...(unit as FrameUnit),
      inflation: { bytes: new Uint8Array(0), unknown: [], violation: found },
    })),
  });
  expect(failingIn(inflated(violation), 'server-to-client')).toEqual(['0 deflate.block-type']);
  expect(failingIn(inflated(null), 'server-to-client')).toEqual([]);
});
