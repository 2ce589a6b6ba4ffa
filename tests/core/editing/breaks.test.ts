/**
 * Each break violates its rule and no other, and `ws`, an independent implementation, rejects what
 * this project says must be rejected.
 */

import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { readInflatedConversation } from '#core/conversation/inflated-conversation.ts';
import { BREAK_IDS, breakFrame, BREAKS, breaksFor, type BreakId } from '#core/editing/breaks.ts';
import { encodeFrame, type OutgoingFrame } from '#core/protocol/framing/frame.ts';
import { DEFAULT_LIMITS } from '#core/protocol/messages/limits.ts';
import { agreementOf } from '#core/protocol/compression/permessage-deflate.ts';
import { RULES } from '#core/protocol/rules/rules.ts';
import { traceOf } from '../conversation/streams.ts';
import { receiveWithWs } from '../protocol/ws-receiver.ts';
import { deflateByZlib } from '../protocol/zlib-messages.ts';

const KEY = fromHex('37 fa 21 3d');
const AGREEMENT = agreementOf({
  serverNoContextTakeover: false,
  clientNoContextTakeover: false,
  serverMaxWindowBits: null,
  clientMaxWindowBits: null,
});
const [COMPRESSED] = await deflateByZlib([toUtf8('a frame, a frame')]);

type Example = {
  readonly name: string;
  readonly frame: Omit<OutgoingFrame, 'maskingKey'>;
  readonly isCompressing?: boolean;
};

const GOOD: readonly Example[] = [
  { name: 'a text', frame: { opcode: 1, payload: toUtf8('Hello') } },
  { name: 'an empty text', frame: { opcode: 1, payload: toUtf8('') } },
  { name: 'a longer text', frame: { opcode: 1, payload: toUtf8('€'.repeat(100)) } },
  { name: 'bytes', frame: { opcode: 2, payload: fromHex('00 ff') } },
  { name: 'very many bytes', frame: { opcode: 2, payload: new Uint8Array(70_000) } },
  {
    name: 'the first fragment of a text',
    frame: { opcode: 1, isFinal: false, payload: toUtf8('He') },
  },
  { name: 'a ping', frame: { opcode: 9, payload: toUtf8('?') } },
  { name: 'a pong', frame: { opcode: 10, payload: toUtf8('') } },
  { name: 'a close', frame: { opcode: 8, payload: fromHex('03 e8 6f 6b') } },
  { name: 'a close without a code', frame: { opcode: 8, payload: fromHex('') } },
  {
    name: 'a compressed text',
    frame: { opcode: 1, rsv1: true, payload: COMPRESSED! },
    isCompressing: true,
  },
  { name: 'a text that is not', frame: { opcode: 1, payload: toUtf8('no') }, isCompressing: true },
  {
    name: 'a ping among compressed',
    frame: { opcode: 9, payload: toUtf8('') },
    isCompressing: true,
  },
];

const SENDERS = [
  { sender: 'client', from: 'c', maskingKey: KEY },
  { sender: 'server', from: 's', maskingKey: null },
] as const;

const cases = SENDERS.flatMap(({ sender, from, maskingKey }) =>
  GOOD.flatMap(({ name, frame, isCompressing = false }) => {
    const good = encodeFrame({ ...frame, maskingKey });
    return breaksFor(good, { isCompressing }).map((id) => ({
      id,
      of: `${name} of a ${sender}`,
      sender,
      from,
      good,
      isCompressing,
    }));
  }),
);

const readAlone = (from: 'c' | 's', bytes: Uint8Array, isCompressing: boolean) =>
  readInflatedConversation(traceOf([[from, bytes]]), {
    compression: isCompressing ? AGREEMENT : null,
  });

test('the frames to be broken are good', () => {
  for (const { from, good, isCompressing, of } of cases) {
    expect(readAlone(from, good, isCompressing).findings, of).toEqual([]);
  }
});

test('every way of breaking is tried', () => {
  expect([...new Set(cases.map(({ id }) => id))].toSorted()).toEqual([...BREAK_IDS].toSorted());
});

describe('a broken frame', () => {
  test.each(cases)('shows $id of $of, and nothing else', ({ id, from, good, isCompressing }) => {
    const broken = breakFrame(good, id, { isCompressing })!;
    expect(toHex(broken)).not.toBe(toHex(good));
    const { findings, units } = readAlone(from, broken, isCompressing);
    expect(findings.map(({ violation }) => violation.id)).toEqual(BREAKS[id].findings);
    if (id === 'cut') {
      const [unit] = units;
      expect(unit && 'missing' in unit ? unit.missing : 0).toBe(1);
    }
  });
});

/** Where `ws` continues: the RFC allows it, or requires it. */
const TAKEN_BY_WS: readonly BreakId[] = [
  'length-not-minimal',
  'bytes-after-close',
  'deflate-tail-kept',
];

/** `ws` checks a text only when it is complete, so a fragment gets its end. */
function restOf(good: Uint8Array): Uint8Array[] {
  const isFinal = (good[0]! & 0x80) !== 0;
  const maskingKey = (good[1]! & 0x80) !== 0 ? KEY : null;
  return isFinal ? [] : [encodeFrame({ opcode: 0, maskingKey, payload: toUtf8('') })];
}

describe('ws', () => {
  test.each(cases)('meets $id of $of', async ({ id, sender, good, isCompressing }) => {
    const broken = breakFrame(good, id, { isCompressing })!;
    const compression = isCompressing ? AGREEMENT[sender] : null;
    const options = { sender, limits: DEFAULT_LIMITS, compression };
    const chunks = id === 'cut' ? [broken] : [broken, ...restOf(good)];
    const { received } = await receiveWithWs(options, chunks);
    if (id === 'cut') expect(received).toEqual([]);
    else if (TAKEN_BY_WS.includes(id)) expect(received.at(-1)).not.toMatch(/^fail/);
    else expect(received.at(-1)).toMatch(/^fail/);
  });

  test('takes nothing that must be refused', () => {
    for (const id of TAKEN_BY_WS) {
      for (const rule of BREAKS[id].findings) expect(RULES[rule].receiver).not.toBe('must fail');
    }
  });
});

describe('what can’t be broken so', () => {
  const text = encodeFrame({ opcode: 1, maskingKey: null, payload: toUtf8('Hello') });

  test.each<BreakId>(['unmasked', 'control-fragmented', 'close-one-byte', 'deflate-tail-kept'])(
    'a server’s text does not go with %s',
    (id) => {
      expect(breakFrame(text, id)).toBeNull();
    },
  );

  test.each([
    { name: 'a frame that is cut', bytes: text.subarray(0, -1) },
    { name: 'a header that is cut', bytes: text.subarray(0, 1) },
    { name: 'two frames', bytes: concatBytes([text, text]) },
    { name: 'nothing', bytes: text.subarray(0, 0) },
  ])('$name', ({ bytes }) => {
    expect(breaksFor(bytes)).toEqual([]);
    expect(breakFrame(bytes, 'rsv2')).toBeNull();
  });
});
