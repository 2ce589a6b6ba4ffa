/** What is read around bytes that were not captured. */

import { constants, deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import { fromLatin1, fromUtf8, toLatin1, toUtf8 } from '#core/bytes/text.ts';
import { findResumption } from '#core/conversation/resumption.ts';
import { readConversation } from '#core/conversation/conversation.ts';
import { readInflatedConversation } from '#core/conversation/inflated-conversation.ts';
import { contentOf, messageData } from '#core/conversation/message.ts';
import { dissectUnit } from '#core/dissection/unit-dissection.ts';
import type { Unit } from '#core/conversation/unit.ts';
import { readUnits } from '#core/conversation/unit-reader.ts';
import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { REQUEST, RESPONSE, traceWithGaps } from './streams.ts';

type Piece = string | Uint8Array | number;

const fromServer = (...pieces: readonly Piece[]) =>
  traceWithGaps(pieces.map((piece) => ['s', piece] as const));

/** "frame 0-7", "frame 7-10 (5, 3 in the gap)", "not-captured 10-13 assumed", "frame 13-20?". */
function tell(unit: Unit): string {
  const torn =
    unit.kind === 'frame' && unit.missing > 0
      ? ` (${unit.missing}${unit.notCaptured === undefined ? '' : `, ${unit.notCaptured} in the gap`})`
      : '';
  const { start, end } = unit.range;
  const goesOn = unit.kind === 'not-captured' ? ` ${unit.goesOn}` : '';
  return `${unit.kind} ${start}-${end}${unit.isAssumed ? '?' : ''}${torn}${goesOn}`;
}

const HELLO = '81 05 48 65 6c 6c 6f';
const zeros = (size: number) => new Uint8Array(size);

describe('after a gap', () => {
  test.each<{ name: string; pieces: readonly Piece[]; units: readonly string[] }>([
    {
      name: 'within a payload, its rest and the next frame are certain',
      pieces: ['82 08 01 02', 3, '06 07 08', HELLO],
      units: [
        'frame 0-4 (6, 3 in the gap)',
        'not-captured 4-7 known',
        'payload-rest 7-10',
        'frame 10-17',
      ],
    },
    {
      name: 'that ends a payload, the next frame is certain',
      pieces: ['82 04 01 02', 2, HELLO],
      units: ['frame 0-4 (2, 2 in the gap)', 'not-captured 4-6 known', 'frame 6-13'],
    },
    {
      name: 'that goes beyond a payload, the next frame is assumed',
      pieces: ['82 04 01 02', 3, HELLO],
      units: ['frame 0-4 (2, 2 in the gap)', 'not-captured 4-7 assumed', 'frame 7-14?'],
    },
    {
      name: 'of the last byte of a payload, the next frame is certain',
      pieces: ['81 05 48 65 6c 6c', 1, HELLO],
      units: ['frame 0-6 (1, 1 in the gap)', 'not-captured 6-7 known', 'frame 7-14'],
    },
    {
      name: 'after two whole frames, the next one is assumed',
      pieces: [HELLO, HELLO, 7, HELLO],
      units: ['frame 0-7', 'frame 7-14', 'not-captured 14-21 assumed', 'frame 21-28?'],
    },
    {
      name: 'between frames, a head is none',
      pieces: [HELLO, 7, toLatin1('HTTP/1.1 101 A\r\n\r\n')],
      units: ['frame 0-7', 'not-captured 7-14 nowhere', 'unplaced 14-32'],
    },
    {
      name: 'within a payload with two, both are reported',
      pieces: ['82 08 01 02', 2, '05', 1, '07 08', HELLO],
      units: [
        'frame 0-4 (6, 3 in the gap)',
        'not-captured 4-6 known',
        'payload-rest 6-7',
        'not-captured 7-8 known',
        'payload-rest 8-10',
        'frame 10-17',
      ],
    },
    {
      name: 'in the payload of a Close, what follows is after the Close',
      pieces: ['88 05 03 e8', 1, '62 63', HELLO],
      units: [
        'frame 0-4 (3, 1 in the gap)',
        'not-captured 4-5 known',
        'payload-rest 5-7',
        'after-close 7-14',
      ],
    },
    {
      name: 'with whole frames in it, the next one is assumed',
      pieces: [HELLO, 7, HELLO, '8a 00'],
      units: ['frame 0-7', 'not-captured 7-14 assumed', 'frame 14-21?', 'frame 21-23?'],
    },
    {
      name: 'within a header, the rest of the header is reported',
      pieces: ['82', 2, '01', HELLO],
      units: ['cut-header 0-1', 'not-captured 1-3 assumed', 'unplaced 3-4?', 'frame 4-11?'].map(
        (unit) => unit.replace('unplaced 3-4?', 'unplaced 3-4'),
      ),
    },
    {
      name: 'what begins no frame is skipped up to a segment that does',
      pieces: [HELLO, 7, 'ff ff ff', '81 02 68 69', HELLO],
      units: [
        'frame 0-7',
        'not-captured 7-14 assumed',
        'unplaced 14-17',
        'frame 17-21?',
        'frame 21-28?',
      ],
    },
    {
      name: 'a frame that ends where no segment does is not believed',
      pieces: [HELLO, 7, '81 02 68 69 ff'],
      units: ['frame 0-7', 'not-captured 7-14 nowhere', 'unplaced 14-19'],
    },
    {
      name: 'a frame that is cut is not believed',
      pieces: [HELLO, 7, '82 7e 10 00 01 02'],
      units: ['frame 0-7', 'not-captured 7-14 nowhere', 'unplaced 14-20'],
    },
    {
      name: 'a text that is no UTF-8 is not believed',
      pieces: [HELLO, 7, '81 02 c3 28'],
      units: ['frame 0-7', 'not-captured 7-14 nowhere', 'unplaced 14-18'],
    },
    {
      name: 'a masked frame of a server is not believed',
      pieces: [HELLO, 7, '81 80 01 02 03 04'],
      units: ['frame 0-7', 'not-captured 7-14 nowhere', 'unplaced 14-20'],
    },
    {
      name: 'zeros are no fragments',
      pieces: [HELLO, 7, zeros(64), zeros(64)],
      units: ['frame 0-7', 'not-captured 7-14 nowhere', 'unplaced 14-142'],
    },
    {
      name: 'and another one, reading restarts',
      pieces: [HELLO, 7, 'ff ff', 3, HELLO],
      units: [
        'frame 0-7',
        'not-captured 7-14 nowhere',
        'unplaced 14-16',
        'not-captured 16-19 assumed',
        'frame 19-26?',
      ],
    },
    {
      name: 'at the end there is nothing',
      pieces: [HELLO, 7],
      units: ['frame 0-7', 'not-captured 7-14 nowhere'],
    },
    {
      name: 'at the beginning, an answer is an answer',
      pieces: [5, toLatin1('HTTP/1.1 101 A\r\n\r\n'), HELLO],
      units: ['not-captured 0-5 assumed', 'response 5-23?', 'frame 23-30?'],
    },
    {
      name: 'within a head, frames begin after the empty line',
      pieces: [
        toLatin1('HTTP/1.1 101 A\r\nB: c'),
        4,
        concatBytes([toLatin1('d\r\n\r\n'), fromHex(HELLO)]),
      ],
      units: ['cut-head 0-20', 'not-captured 20-24 assumed', 'unplaced 24-29', 'frame 29-36?'],
    },
    {
      name: 'the end of a head is none',
      pieces: [1, toLatin1('TTP/1.1 200 OK\r\n\r\n')],
      units: ['not-captured 0-1 nowhere', 'unplaced 1-19'],
    },
    {
      name: 'within a body, the body continues',
      pieces: [toLatin1('HTTP/1.1 200 A\r\nContent-Length: 6\r\n\r\nab'), 2, '63 64'],
      units: ['response 0-37', 'body 37-39', 'not-captured 39-41 known', 'body 41-43'],
    },
  ])('$name', ({ pieces, units }) => {
    expect(
      readConversation(fromServer(...pieces), { parts: { findResumption } }).units.map(tell),
    ).toEqual(units);
  });

  test('the rest of a masked payload is unmasked from its position', () => {
    const frame = encodeFrame({
      opcode: OPCODE.binary,
      payload: fromHex('00 01 02 03 04 05 06 07'),
      maskingKey: fromHex('37 fa 21 3d'),
    });
    const trace = traceWithGaps([
      ['c', frame.subarray(0, 7)],
      ['c', 4],
      ['c', frame.subarray(11)],
    ]);
    const rest = readConversation(trace, { parts: { findResumption } }).units.at(-1)!;
    expect(tell(rest)).toBe('payload-rest 11-14');
    expect(toHex(dissectUnit(trace, rest).buffers.unmasked!, ' ')).toBe('05 06 07');
  });

  test('the rest of a payload knows how many bytes of it are before', () => {
    const trace = fromServer('81 00', '82 08 01 02', 3, '06 07 08');
    const rest = readConversation(trace).units.at(-1)!;
    expect(rest).toMatchObject({ kind: 'payload-rest', payloadOffset: 5 });
  });

  test.each<{ name: string; pieces: readonly Piece[]; opcodes: readonly (number | null)[] }>([
    {
      name: 'a torn message continues',
      pieces: ['01 05 48 65 6c', 2, '80 02 6c 6f'],
      opcodes: [1, 1],
    },
    {
      name: 'a torn compressed message does not, because it cannot be inflated',
      pieces: ['41 05 f2 48 cd', 2, '80 02 c9 07'],
      opcodes: [1, null],
    },
    {
      name: 'a compressed message whose second fragment is torn does not',
      pieces: ['41 01 f2 00 05 48 cd c9', 2, '80 02 07 00'],
      opcodes: [1, 1, null],
    },
    {
      name: 'a compressed message without a gap continues',
      pieces: ['41 01 f2 80 02 48 cd', 2],
      opcodes: [1, 1],
    },
    {
      name: 'no message is known to continue after lost headers',
      pieces: ['01 02 48 65', 7, '80 02 6c 6f'],
      opcodes: [1, null],
    },
  ])('$name', ({ pieces, opcodes }) => {
    const { units } = readConversation(fromServer(...pieces), { parts: { findResumption } });
    expect(units.flatMap((unit) => (unit.kind === 'frame' ? [unit.messageOpcode] : []))).toEqual(
      opcodes,
    );
  });

  test('RSV1 is believed by default', () => {
    const units = readUnits('server-to-client', fromHex(`${HELLO} 00 00 c1 01 00`), {
      gaps: [{ start: 7, end: 9 }],
      segmentStarts: [0, 9],
      parts: { findResumption },
    });
    expect(units.map(tell)).toEqual(['frame 0-7', 'not-captured 7-9 assumed', 'frame 9-12?']);
  });

  test('RSV1 is believed only if messages can be compressed', () => {
    const compressed = 'c1 07 f2 48 cd c9 c9 07 00';
    const read = (answer: Uint8Array) => {
      const trace = traceWithGaps([
        ['c', REQUEST],
        ['s', answer],
        ['s', 3],
        ['s', compressed],
      ]);
      return tell(readConversation(trace, { parts: { findResumption } }).units.at(-1)!).split(
        ' ',
      )[0];
    };
    const agreeing = toLatin1(
      'HTTP/1.1 101 A\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n',
    );
    expect(read(RESPONSE)).toBe('unplaced');
    expect(read(agreeing)).toBe('frame');
  });
});

describe('messages with a gap', () => {
  const read = (...pieces: readonly Piece[]) => {
    const trace = fromServer(...pieces);
    const { messages, units, findings } = readConversation(trace, { parts: { findResumption } });
    return {
      messages: messages.map((message) => {
        const data = fromUtf8(messageData(message, units, trace.streams[message.direction]));
        const { isFinished, isTorn, size, unitIndices } = message;
        return `${data} ${size} ${unitIndices.length}${isTorn ? ' torn' : ''}${isFinished ? '' : ' unfinished'}`;
      }),
      findings: findings.map(({ violation }) => violation.id),
    };
  };

  test('contain what came before it, and are marked as torn', () => {
    expect(read('81 05 48 65', 2, '6f', HELLO)).toEqual({
      messages: ['He 2 1 torn', 'Hello 5 1'],
      findings: [],
    });
  });

  test('in one of their fragments continue after it, unchecked', () => {
    expect(read('01 05 48 65', 2, '6f', '80 01 ff').messages).toEqual(['He 2 2 torn']);
  });

  test('are not judged for what was not captured', () => {
    // Half a character before the gap, and half of one after it.
    expect(read('81 04 c3', 2, 'a9', '01 01 c3', 3, '80 01 a9').findings).toEqual([]);
  });

  test('whose end was not captured are not joined to what follows', () => {
    expect(read('01 02 48 65', 3, '80 02 6c 6f', HELLO)).toEqual({
      messages: ['He 2 1 torn unfinished', 'Hello 5 1'],
      findings: [],
    });
  });

  test('after it are reported as usual', () => {
    const believable = Array.from({ length: 40 }, () => HELLO);
    expect(read(HELLO, 3, ...believable, '80 00').findings).toEqual([
      'message.continuation-without-start',
    ]);
  });
});

describe('compressed messages with a gap', () => {
  const COMPRESSION = { contextTakeover: true, windowBits: 15 };
  const both = { client: COMPRESSION, server: COMPRESSION };
  const HELLO_COMPRESSED = 'c1 07 f2 48 cd c9 c9 07 00';
  const HELLO_AGAIN = 'c1 05 f2 00 11 00 00';

  const read = (...pieces: readonly Piece[]) => {
    const trace = fromServer(...pieces);
    const { units, findings } = readInflatedConversation(trace, { compression: both });
    return {
      said: units.flatMap((unit) =>
        unit.kind === 'frame'
          ? [
              {
                text: fromUtf8(contentOf(unit, trace.streams[unit.direction])),
                unknown: unit.inflation?.unknown,
              },
            ]
          : [],
      ),
      findings: findings.map(({ violation }) => violation.id),
      ranges: findings.map(({ violation }) => violation.range),
    };
  };

  test('after a message that lost its end are read from their own start', () => {
    const begun = '41 03 f2 48 cd';
    const { said } = read(begun, 9, HELLO_AGAIN);
    expect(said.map(({ unknown }) => unknown)).toEqual([[], [{ start: 1, end: 5 }]]);
    const { findings, ranges } = read(begun, 9, 'c1 02 ff ff');
    expect(findings).toEqual(['deflate.block-type']);
    expect(ranges).toEqual([{ start: 21, end: 23 }]);
  });

  test('that refer to what was not captured mark the unknown bytes', () => {
    const { said, findings } = read(HELLO_COMPRESSED, 9, HELLO_AGAIN);
    expect(said[0]).toEqual({ text: 'Hello', unknown: [] });
    expect(said[1]?.unknown).toEqual([{ start: 1, end: 5 }]);
    expect(findings).toEqual([]);
  });

  test('that are independent are read, even after one that could not be inflated', () => {
    expect(read('c1 02 ff ff', 9, HELLO_COMPRESSED).said.at(-1)).toEqual({
      text: 'Hello',
      unknown: [],
    });
  });

  test('that are independent are read', () => {
    const { said } = read(HELLO_COMPRESSED, 9, HELLO_COMPRESSED);
    expect(said).toEqual([
      { text: 'Hello', unknown: [] },
      { text: 'Hello', unknown: [] },
    ]);
  });

  test('give what came before it, and their later fragments nothing', () => {
    const deflated = deflateRawSync(toUtf8('a long text of which not all is there'.repeat(9)), {
      finishFlush: constants.Z_SYNC_FLUSH,
    });
    const payload = new Uint8Array(deflated).subarray(0, deflated.length - 4);
    const frame = (isFinal: boolean, rsv1: boolean, part: Uint8Array) =>
      encodeFrame({
        isFinal,
        rsv1,
        maskingKey: null,
        opcode: rsv1 ? OPCODE.text : OPCODE.continuation,
        payload: part,
      });
    const first = frame(false, true, payload.subarray(0, 30));
    const { said, findings } = read(
      first.subarray(0, 22),
      4,
      first.subarray(26),
      frame(true, false, payload.subarray(30)),
      HELLO_COMPRESSED,
    );
    expect('a long text of which not all is there'.startsWith(said[0]!.text)).toBe(true);
    expect(said[0]!.text.length).toBeGreaterThan(0);
    expect(said[1]?.unknown).toBeUndefined();
    expect(said[2]).toEqual({ text: 'Hello', unknown: [] });
    expect(findings).toEqual([]);
  });
});

test('a head is read whatever its size, and no part of it is a frame', () => {
  const long = fromLatin1(REQUEST).replace('\r\n', `\r\nCookie: ${'z'.repeat(100_000)}\r\n`);
  const cut = long.slice(0, 90_000);
  for (const [text, kind] of [
    [long, 'request'],
    [cut, 'cut-head'],
  ] as const) {
    const units = readUnits('client-to-server', toLatin1(text));
    expect(units.map(tell)).toEqual([`${kind} 0-${text.length}`]);
  }
});
