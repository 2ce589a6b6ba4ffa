import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { readConversation } from '#core/conversation/conversation.ts';
import { HTTP2_PREFACE } from '#core/protocol/http/http2-preface.ts';
import { SAMPLE_SIZE } from '#core/recognition/not-a-frame.ts';
import { bytesFrom, recogniseStarts } from '#core/workbench/recognised-start.ts';
import { REQUEST, RESPONSE, traceOf, traceWithGaps } from '../conversation/streams.ts';

const HELLO = fromHex('818537fa213d7f9f4d5158');
const TLS = fromHex('1603010200010001fc0303');

const startsOf = (...pieces: Parameters<typeof traceOf>[0]) =>
  recogniseStarts(readConversation(traceOf(pieces))).map(
    ({ direction, unitIndex, recognition }) => ({ direction, unitIndex, id: recognition.id }),
  );

describe('a recognised start', () => {
  test('is where a direction begins with something else than a frame', () => {
    expect(startsOf(['c', TLS])).toEqual([
      { direction: 'client-to-server', unitIndex: 0, id: 'tls-client-hello' },
    ]);
  });

  test('may be HTTP/2, which looks like a head', () => {
    const conversation = readConversation(traceOf([['c', HTTP2_PREFACE]]));
    expect(recogniseStarts(conversation)).toMatchObject([
      { unitIndex: 0, recognition: { id: 'http2-preface', confidence: 'sure' } },
    ]);
    expect(conversation.findings).toEqual([]);
  });

  test('is looked for after the heads', () => {
    expect(startsOf(['c', REQUEST], ['s', RESPONSE], ['s', TLS])).toEqual([
      { direction: 'server-to-client', unitIndex: 2, id: 'tls-client-hello' },
    ]);
  });

  test('does not exist for frames, for nothing, or for a head that is cut', () => {
    expect(startsOf(['c', REQUEST], ['c', HELLO])).toEqual([]);
    expect(startsOf()).toEqual([]);
    expect(startsOf(['c', REQUEST.subarray(0, 30)])).toEqual([]);
    expect(startsOf(['c', fromHex('0d0a')], ['c', REQUEST])).toEqual([]);
  });

  test('does not exist where bytes were not captured', () => {
    const conversation = readConversation(
      traceWithGaps([
        ['c', 40],
        ['c', TLS],
      ]),
    );
    expect(recogniseStarts(conversation)).toEqual([]);
  });
});

test('the bytes from a unit end before a gap, and after a sample', () => {
  const gap = readConversation(
    traceWithGaps([
      ['c', '8980'],
      ['c', 9],
    ]),
  );
  expect(bytesFrom(gap, 0)).toEqual(fromHex('8980'));
  const frame = concatBytes([fromHex('827f0000000000100000'), new Uint8Array(0x10_0000)]);
  const long = readConversation(traceOf([['c', frame]]));
  expect(bytesFrom(long, 0)).toHaveLength(SAMPLE_SIZE);
});
