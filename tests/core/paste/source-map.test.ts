import { describe, expect, test } from 'vitest';
import { pastedTrace } from '#core/paste/assembly/pasted-trace.ts';
import { SourceMap } from '#core/paste/assembly/source-map.ts';
import { bestOf } from './reading-of.ts';

const mapOf = (text: string) => pastedTrace(bestOf(text).connections[0]!).source;
const CLIENT = 'client-to-server';
const SERVER = 'server-to-client';

describe('a source map', () => {
  const text = 'C: 81 80 01 02 03 04\nS: 81 00\nC: 89 80 05 06 07 08';
  const map = mapOf(text);

  test('knows the text of each byte of each direction', () => {
    const { start, end } = map.rangeOf(SERVER, 1);
    expect([start, text.slice(start, end)]).toEqual([text.indexOf('00'), '00']);
    expect(map.rangeOf(CLIENT, 7).start).toBe(text.indexOf('80 05'));
  });

  test('gives an empty range for a byte that is nowhere', () => {
    expect(map.rangeOf(SERVER, 2)).toEqual({ start: 0, end: 0 });
  });

  test('knows the byte around a place, or right before it', () => {
    expect(map.byteAt(3)).toEqual({ direction: CLIENT, offset: 0 });
    expect(map.byteAt(5)).toEqual({ direction: CLIENT, offset: 0 });
    expect(map.byteAt(text.indexOf('S'))).toBeNull();
    expect(map.byteAt(text.length)).toEqual({ direction: CLIENT, offset: 11 });
  });

  test('gives the bytes of a stretch as runs in the order of the text', () => {
    expect(map.bytesWithin({ start: 0, end: text.length })).toEqual([
      { direction: CLIENT, range: { start: 0, end: 6 } },
      { direction: SERVER, range: { start: 0, end: 2 } },
      { direction: CLIENT, range: { start: 6, end: 12 } },
    ]);
    expect(map.bytesWithin({ start: 4, end: 7 })).toEqual([
      { direction: CLIENT, range: { start: 0, end: 2 } },
    ]);
    expect(map.bytesWithin({ start: 5, end: 6 })).toEqual([]);
  });

  test('is the same when it was handed from a worker', () => {
    const copy = new SourceMap(structuredClone(map.data));
    expect(copy.byteAt(3)).toEqual(map.byteAt(3));
    expect(copy.rangeOf(CLIENT, 7)).toEqual(map.rangeOf(CLIENT, 7));
  });

  test('finds the bytes of words that are written the other way round', () => {
    const words = '0000000 0581 6548\n0000004';
    const turned = mapOf(words);
    const { start, end } = turned.rangeOf(SERVER, 0);
    expect(words.slice(start, end)).toBe('81');
    expect(turned.byteAt(words.indexOf('05'))).toEqual({ direction: SERVER, offset: 1 });
    expect(turned.bytesWithin({ start: 0, end: words.length })).toEqual([
      { direction: SERVER, range: { start: 0, end: 4 } },
    ]);
  });

  test('has bytes that our codec made at an empty range', () => {
    const payload = mapOf('Hello');
    expect(payload.rangeOf(SERVER, 0)).toEqual({ start: 0, end: 0 });
    expect(payload.rangeOf(SERVER, 2)).toEqual({ start: 0, end: 1 });
    expect(payload.byteAt(0)).toEqual({ direction: SERVER, offset: 2 });
  });
});
