import { describe, expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import type { Conversation } from '#core/conversation/conversation.ts';
import type { FrameUnit } from '#core/conversation/unit.ts';
import { failingUnits } from '#core/story/failing-units.ts';
import { violationOf } from '#core/protocol/rules/violation.ts';
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

const SIMULATED: Provenance = { kind: 'simulated' };
const PASTED: Provenance = { kind: 'pasted' };

describe('a response', () => {
  test.each([
    { name: 'that accepts', response: RESPONSE, provenance: PASTED, fails: false },
    { name: 'that accepts', response: RESPONSE, provenance: SIMULATED, fails: false },
    {
      name: 'with a wrong accept value',
      response: WRONG_RESPONSE,
      provenance: PASTED,
      fails: true,
    },
    {
      name: 'with a wrong accept value',
      response: WRONG_RESPONSE,
      provenance: SIMULATED,
      fails: true,
    },
    { name: 'that rejects', response: REJECTION, provenance: PASTED, fails: true },
    { name: 'that rejects', response: REJECTION, provenance: SIMULATED, fails: true },
  ])('$name, $provenance.kind, fails its client: $fails', ({ response, provenance, fails }) => {
    const conversation = conversationOf([client(REQUEST), server(response)], { provenance });
    expect([...failingUnits(conversation, 'server-to-client')]).toEqual(fails ? [1] : []);
  });

  test('that rejects does not fail the server that sent it', () => {
    const conversation = conversationOf([client(REQUEST), server(REJECTION)]);
    expect([...failingUnits(conversation, 'client-to-server')]).toEqual([]);
  });
});

test('a frame that its receiver must reject fails it, a frame that is only odd does not', () => {
  const unmasked = fromHex('8105 48656c6c6f');
  expect([...failingUnits(conversationOf([client(unmasked)]), 'client-to-server')]).toEqual([0]);
  // 1004 is reserved, and receivers are allowed to accept it.
  const oddClose = fromHex('8802 0bb8');
  expect([...failingUnits(conversationOf([server(oddClose)]), 'server-to-client')]).toEqual([]);
  expect([...failingUnits(conversationOf([client(CLIENT_HELLO)]), 'client-to-server')]).toEqual([]);
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
  expect([...failingUnits(inflated(violation), 'server-to-client')]).toEqual([0]);
  expect([...failingUnits(inflated(null), 'server-to-client')]).toEqual([]);
});
