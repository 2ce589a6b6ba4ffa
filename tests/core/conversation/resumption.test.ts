import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { toLatin1 } from '#core/bytes/text.ts';
import { MAX_HEAD_SIZE } from '#core/protocol/http/http-head.ts';
import { findResumption, type ResumptionContext } from '#core/conversation/resumption.ts';

const SERVER: ResumptionContext = {
  sender: 'server',
  segmentStarts: [],
  mayBeCompressed: false,
  headIs: 'past',
};

/** "frame 3", or null. */
function resumption(hex: string | Uint8Array, context: Partial<ResumptionContext> = {}, from = 0) {
  const bytes = typeof hex === 'string' ? fromHex(hex) : hex;
  const found = findResumption(bytes, from, { ...SERVER, ...context });
  return found && `${found.expected} ${found.at}`;
}

const HI = '81 02 68 69';

describe('frames are accepted', () => {
  test.each<{ name: string; hex: string; context?: Partial<ResumptionContext>; at: string | null }>(
    [
      {
        name: 'at a segment start if they end with the bytes',
        hex: HI,
        context: { segmentStarts: [0] },
        at: 'frame 0',
      },
      { name: 'only at segment starts', hex: HI, at: null },
      {
        name: 'at the first segment start that fits',
        hex: `ff ff ${HI} ${HI}`,
        context: { segmentStarts: [0, 1, 2, 6] },
        at: 'frame 2',
      },
      {
        name: 'if one ends where a segment does, and the last is cut',
        hex: `${HI} 81 05 68`,
        context: { segmentStarts: [0, 4] },
        at: 'frame 0',
      },
      {
        name: 'not if none ends where a segment does',
        hex: `${HI} 81 05 68`,
        context: { segmentStarts: [0] },
        at: null,
      },
      {
        name: 'up to a Close, whatever follows it',
        hex: '88 00 ff 00',
        context: { segmentStarts: [0, 2] },
        at: 'frame 0',
      },
      {
        name: 'if the last is cut inside a character',
        hex: `${HI} 81 05 c3`,
        context: { segmentStarts: [0, 4] },
        at: 'frame 0',
      },
      {
        name: 'not with a Close payload that is malformed',
        hex: '88 01 03',
        context: { segmentStarts: [0] },
        at: null,
      },
      {
        name: 'not with an interleaved message',
        hex: '01 01 61 81 01 62',
        context: { segmentStarts: [0] },
        at: null,
      },
      {
        name: 'not with a continuation after a message has ended',
        hex: '81 01 61 80 01 62',
        context: { segmentStarts: [0] },
        at: null,
      },
      {
        name: 'with the end of a message that began in the gap',
        hex: '80 01 61',
        context: { segmentStarts: [0] },
        at: 'frame 0',
      },
      {
        name: 'not if they are zeros',
        hex: '00 00 00 00',
        context: { segmentStarts: [0] },
        at: null,
      },
      {
        name: 'with RSV1 only if messages can be compressed',
        hex: 'c1 01 61',
        context: { segmentStarts: [0] },
        at: null,
      },
      {
        name: 'with RSV1 if messages can be compressed',
        hex: 'c1 01 61',
        context: { segmentStarts: [0], mayBeCompressed: true },
        at: 'frame 0',
      },
      {
        name: 'not with RSV1 in a continuation',
        hex: 'c0 01 61',
        context: { segmentStarts: [0], mayBeCompressed: true },
        at: null,
      },
      {
        name: 'not with RSV1 in a control frame',
        hex: 'c9 01 61',
        context: { segmentStarts: [0], mayBeCompressed: true },
        at: null,
      },
      {
        name: 'not with a text that ends inside a character',
        hex: '81 01 c3',
        context: { segmentStarts: [0] },
        at: null,
      },
      {
        name: 'with a fragment that ends inside a character',
        hex: '01 01 c3 80 01 bc',
        context: { segmentStarts: [0] },
        at: 'frame 0',
      },
      {
        name: 'with a compressed text, whatever it contains',
        hex: 'c1 01 ff',
        context: { segmentStarts: [0], mayBeCompressed: true },
        at: 'frame 0',
      },
      {
        name: 'masked from a client',
        hex: '81 81 01 02 03 04 60',
        context: { segmentStarts: [0], sender: 'client' },
        at: 'frame 0',
      },
      {
        name: 'not with a masked text that is no UTF-8',
        hex: '81 81 01 02 03 04 fe',
        context: { segmentStarts: [0], sender: 'client' },
        at: null,
      },
    ],
  )('$name', ({ hex, context, at }) => {
    expect(resumption(hex, context)).toBe(at);
  });

  test('from a position on', () => {
    const segmentStarts = [0, 4, 8];
    expect(resumption(`${HI} ${HI} ${HI}`, { segmentStarts }, 1)).toBe('frame 4');
    expect(resumption(`${HI} ${HI} ${HI}`, { segmentStarts }, 4)).toBe('frame 4');
  });

  test('after 32 without a fault, whatever follows', () => {
    const frames = (count: number) => fromHex(`${'89 00'.repeat(count)} b1 00`);
    const segmentStarts = [0, 2];
    expect(resumption(frames(32), { segmentStarts })).toBe('frame 0');
    expect(resumption(frames(31), { segmentStarts })).toBeNull();
  });

  test('with a long text whose first 125 bytes are UTF-8', () => {
    const text = (size: number, last: string) =>
      fromHex(`81 7e 00 ${size.toString(16)} ${'61'.repeat(size - 1)} ${last}`);
    const context = { segmentStarts: [0] };
    expect(resumption(text(126, 'ff'), context)).toBe('frame 0');
    expect(resumption(fromHex(`81 7d ${'61'.repeat(124)} c3`), context)).toBeNull();
  });
});

describe('heads', () => {
  const ANSWER = toLatin1('HTTP/1.1 101 A\r\n\r\n');
  const REQUEST = toLatin1('GET / HTTP/1.1\r\n\r\n');
  const context = { segmentStarts: [0], headIs: 'possible' } as const;

  test('are accepted where they are possible', () => {
    expect(resumption(ANSWER, context)).toBe('head 0');
    expect(resumption(REQUEST, context)).toBe('head 0');
    expect(resumption(ANSWER, { ...context, headIs: 'past' })).toBeNull();
  });

  test('are requests only with a method of HTTP', () => {
    expect(resumption(REQUEST.subarray(1), context)).toBeNull();
  });

  test.each(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE'])(
    'can be a %s request',
    (method) => {
      expect(resumption(toLatin1(`${method} / HTTP/1.1\r\n\r\n`), context)).toBe('head 0');
    },
  );

  test('that were cut are skipped over their last lines', () => {
    const bytes = concatBytes([toLatin1('x\r\ny: z\r\n\r\n'), fromHex(HI)]);
    expect(resumption(bytes, { headIs: 'cut' })).toBe('frame 11');
  });

  test('that were cut are skipped only if they can end within the limit', () => {
    const rest = (size: number) =>
      concatBytes([toLatin1(`${'x'.repeat(size - 4)}\r\n\r\n`), fromHex(HI)]);
    const longest = rest(MAX_HEAD_SIZE);
    expect(resumption(longest, { headIs: 'cut' })).toBe(`frame ${MAX_HEAD_SIZE}`);
    expect(resumption(rest(MAX_HEAD_SIZE + 1), { headIs: 'cut' })).toBeNull();
  });

  test('that were cut are skipped to their empty line', () => {
    const bytes = concatBytes([toLatin1('x\r\n\r\n'), fromHex(HI)]);
    expect(resumption(bytes, { headIs: 'cut' })).toBe('frame 5');
    expect(resumption(bytes, { headIs: 'possible' })).toBeNull();
  });

  test('that were cut are followed by frames from their empty line, not from a later segment', () => {
    const bytes = concatBytes([toLatin1('x\r\n\r\n'), fromHex(HI), fromHex(HI)]);
    expect(resumption(bytes, { headIs: 'cut', segmentStarts: [0, 9] })).toBe('frame 5');
  });
});

test('nothing has no place', () => {
  expect(resumption('', { segmentStarts: [0] })).toBeNull();
});
