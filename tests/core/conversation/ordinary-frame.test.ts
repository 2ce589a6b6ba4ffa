import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { readInflatedConversation } from '#core/conversation/inflated-conversation.ts';
import { asPlain, OrdinaryFrame, ordinaryFrameEnd } from '#core/conversation/ordinary-frame.ts';
import { NO_FILTER } from '#core/conversation/unit-filter.ts';
import { UnitSearch } from '#core/conversation/unit-search.ts';
import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import type { Trace } from '#core/trace/trace.ts';
import { anyStream, REQUEST, RESPONSE, traceOf, traceWithGaps } from './streams.ts';

/** Everything of a conversation as plain data. */
function plain(trace: Trace, longFrom: number) {
  const { units, messages, ...rest } = readInflatedConversation(trace, { longFrom });
  return {
    ...rest,
    units: units.map((unit) => (unit.kind === 'frame' ? asPlain(unit) : unit)),
    messages: messages.map(({ direction, type, unitIndices, size, isFinished, isTorn }) => {
      return { direction, type, unitIndices, size, isFinished, isTorn };
    }),
  };
}

const payload = fc.oneof(
  fc.uint8Array({ maxLength: 12 }),
  fc.string({ maxLength: 8, unit: 'grapheme' }).map((text) => new TextEncoder().encode(text)),
  fc.uint8Array({ minLength: 126, maxLength: 127 }),
);

function frames(maskingKey: fc.Arbitrary<Uint8Array | null>) {
  const frame = fc.record({
    isFinal: fc.oneof({ weight: 8, arbitrary: fc.constant(true) }, fc.boolean()),
    rsv1: fc.oneof({ weight: 8, arbitrary: fc.constant(false) }, fc.boolean()),
    opcode: fc.constantFrom(1, 1, 1, 2, 9, 10, 0, 8),
    maskingKey,
    payload,
  });
  const bytes = fc.array(fc.oneof({ weight: 12, arbitrary: frame.map(encodeFrame) }, anyStream), {
    maxLength: 12,
  });
  return bytes.map((pieces) => concatBytes(pieces));
}

const key = fc.uint8Array({ minLength: 4, maxLength: 4 });
const fromClient = frames(fc.oneof({ weight: 9, arbitrary: key }, fc.constant(null)));
const fromServer = frames(fc.oneof({ weight: 9, arbitrary: fc.constant(null) }, key));

describe('long streams', () => {
  test('are read as short ones are', () => {
    fc.assert(
      fc.property(
        fromClient,
        fromServer,
        fc.boolean(),
        fc.nat(60),
        (sent, received, opens, cut) => {
          const heads = [['c', REQUEST] as const, ['s', RESPONSE] as const];
          const trace = traceOf([
            ...(opens ? heads : []),
            ['c', sent.subarray(0, cut)],
            ['s', received.subarray(0, cut)],
            ['c', sent.subarray(cut)],
            ['s', received.subarray(cut)],
          ]);
          expect(plain(trace, 0)).toEqual(plain(trace, Infinity));
        },
      ),
      { seed: 6455, numRuns: 1000 },
    );
  });

  test('are read as short ones are, with bytes missing', () => {
    fc.assert(
      fc.property(fromServer, fromServer, fc.nat(40), (before, after, missing) => {
        const trace = traceWithGaps([
          ['s', before],
          ['s', missing],
          ['s', after],
        ]);
        expect(plain(trace, 0)).toEqual(plain(trace, Infinity));
      }),
      { seed: 6455, numRuns: 300 },
    );
  });

  test('are searched as short ones are', () => {
    const trace = traceOf([['s', fromHex('81 02 68 69 82 01 61 89 00 81 02 48 49 83 00')]]);
    for (const filter of [{ kind: 'text' as const }, { hidesHeartbeats: true }, {}]) {
      const [long, short] = [0, Infinity].map((longFrom) => {
        const conversation = readInflatedConversation(trace, { longFrom });
        const search = new UnitSearch(conversation, { ...NO_FILTER, ...filter });
        return search.step().found;
      });
      expect(long).toEqual(short);
    }
  });

  test('have a hundred ordinary frames for each unit of the limit', () => {
    const { units } = readInflatedConversation(traceOf([['s', fromHex('89 00 '.repeat(150))]]), {
      longFrom: 0,
      maxUnits: 1,
    });
    expect(units).toHaveLength(101);
    expect(units.at(-1)).toMatchObject({ kind: 'not-read', range: { start: 200, end: 300 } });
  });

  test('have ordinary frames beyond the limit of units', () => {
    const hex = '81 01 61 81 01 62 01 01 63 80 01 64 81 01 65';
    const { units } = readInflatedConversation(traceOf([['s', fromHex(hex)]]), {
      longFrom: 0,
      maxUnits: 1,
    });
    expect(units.map((unit) => unit instanceof OrdinaryFrame || unit.kind)).toEqual([
      true,
      true,
      'frame',
      'not-read',
    ]);
  });
});

describe('the end of an ordinary frame', () => {
  test.each([
    ['a text', '81 01 61', 3],
    ['a masked binary', '82 81 01 02 03 04 60', 7],
    ['a ping', '89 00', 2],
    ['a 16-bit length', `81 7e 00 7e ${'61 '.repeat(126)}`, 130],
    ['a 16-bit length that 7 bits can tell', `81 7e 00 7d ${'61 '.repeat(125)}`, -1],
    ['a 16-bit length of a ping', `89 7e 00 7e ${'61 '.repeat(126)}`, -1],
    ['a first fragment', '01 01 61', -1],
    ['a continuation', '80 01 61', -1],
    ['a Close', '88 00', -1],
    ['a reserved bit', 'c1 01 61', -1],
    ['a reserved opcode', '83 01 61', -1],
    ['half a header', '81', -1],
    ['half a length', '81 7e 00', -1],
    ['half a payload', '81 02 61', -1],
    ['nothing', '', -1],
  ])('of %s', (_, hex, end) => {
    expect(ordinaryFrameEnd(fromHex(hex), 0)).toBe(end);
  });
});

test('an ordinary frame has the properties of its plain form', () => {
  const bytes = encodeFrame({
    opcode: OPCODE.text,
    maskingKey: Uint8Array.of(1, 2, 3, 4),
    payload: new TextEncoder().encode('été'),
  });
  const [long] = readInflatedConversation(traceOf([['c', bytes]]), { longFrom: 0 }).units;
  const [short] = readInflatedConversation(traceOf([['c', bytes]])).units;
  if (!(long instanceof OrdinaryFrame)) throw new TypeError('expected an ordinary frame');
  expect(asPlain(long)).toEqual(short);
  expect(long.isMasked).toBe(true);
  expect(long.mayBeBrokenText).toBe(true);
});
