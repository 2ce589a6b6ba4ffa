import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCapture } from '#core/captures/capture.ts';
import { listConnections } from '#core/captures/captured-connection.ts';
import { traceOf } from '#core/captures/captured-trace.ts';
import { toHex } from '#core/bytes/hex.ts';
import type { FormId } from '#core/paste/form.ts';
import { readPaste } from '#core/paste/read-paste.ts';
import { DIRECTIONS, type Direction } from '#core/trace/direction.ts';
import { readStream } from '#core/trace/trace.ts';
import { bestOf, hexOf, streamHex } from './reading-of.ts';

const fixtures = path.join(import.meta.dirname, '../../fixtures');
const readFixture = (name: string) => readFileSync(path.join(fixtures, 'text', name), 'utf8');

type Expected = {
  readonly items: Readonly<Record<string, { readonly hex: string }>>;
  readonly files: Readonly<Record<string, { readonly item: string; readonly kind: string }>>;
};

const expected = JSON.parse(readFixture('expected.json')) as Expected;
const rows = Object.entries(expected.files).map(([name, { item, kind }]) => ({ name, item, kind }));
const hexOfItem = (item: string) => expected.items[item]?.hex ?? '';

/** Texts that have not all bytes, and how many they have. */
const PRINTED: Readonly<Record<string, number>> = {
  's2c-frames.node-buffer.txt': 50,
  's2c-frames.node-uint8array.txt': 100,
};

const isExact = ({ name, kind }: { name: string; kind: string }) =>
  kind.startsWith('exact') && !(name in PRINTED);

describe('exports that have all bytes', () => {
  test.each(rows.filter(isExact))('are read from $name', ({ name, item }) => {
    const reading = bestOf(readFixture(name));
    expect(hexOf(reading)).toBe(hexOfItem(item));
    expect(reading.problems).toEqual([]);
    expect(reading.lost).toEqual([]);
  });
});

describe('exports that printed only some', () => {
  test.each(Object.entries(PRINTED))('are read from %s and reported as such', (name, shown) => {
    const reading = bestOf(readFixture(name));
    expect(hexOf(reading)).toBe(hexOfItem('s2c-frames').slice(0, 2 * shown));
    expect(reading.lost).toEqual([
      { kind: 'print-limit', printer: 'Node', shown, total: 174, count: 1 },
    ]);
  });
});

describe('exports that can be read in two ways', () => {
  const ambiguous = rows.filter(({ kind }) => kind.startsWith('ambiguous'));
  test.each(ambiguous)('are read right from $name', ({ name, item }) => {
    const readings = readPaste(readFixture(name));
    expect(hexOf(readings[0])).toBe(hexOfItem(item));
  });

  test.each(['s2c-frames.hexdump-plain.txt', 's2c-frames.od-default.txt'])(
    'offer %s the other way round, too',
    (name) => {
      const [, other] = readPaste(readFixture(name));
      const swapped = hexOfItem('s2c-frames').replace(/(..)(..)/g, '$2$1');
      expect(hexOf(other)).toBe(swapped);
    },
  );
});

test('a lost digit is reported, and the text before it is read', () => {
  const reading = bestOf(readFixture('s2c-frames.odd-digits.txt'));
  expect(hexOf(reading)).toBe(hexOfItem('s2c-frames').slice(0, -2));
  expect(reading.problems[0]).toMatchObject({ kind: 'odd-digit', range: { start: 346, end: 347 } });
});

/** What the capture file has that the packets and streams were printed from. */
function capturedStreams(): Record<Direction, string> {
  const capture = readCapture(readFileSync(path.join(fixtures, 'captures/base.pcapng')));
  if (capture.kind !== 'capture') throw new Error('expected a capture');
  const [connection] = listConnections(capture).connections;
  const notes = { recordedOn: '', tool: '', client: { name: '' }, server: { name: '' } };
  const trace = traceOf(connection!, notes);
  const hex = (direction: Direction) => toHex(readStream(trace, direction));
  return {
    'client-to-server': hex('client-to-server'),
    'server-to-client': hex('server-to-client'),
  };
}

const PACKETS: readonly (readonly [name: string, form: FormId])[] = [
  ['packets.tcpdump-X.txt', 'tcpdump'],
  ['packets.tcpdump-XX.txt', 'tcpdump'],
  ['packets.tcpdump-x.txt', 'tcpdump'],
  ['packets.tcpdump-xx-tttt-e.txt', 'tcpdump'],
  ['packets.tshark-x.txt', 'tshark-dump'],
  ['packets.tshark-tcp-payload.txt', 'tshark-fields'],
  ['stream.follow-raw.txt', 'follow-raw'],
  ['stream.follow-hex.txt', 'follow-hex'],
  ['stream.follow-yaml.txt', 'follow-yaml'],
];

describe('a whole connection', () => {
  const streams = capturedStreams();

  test.each(PACKETS)('is read from %s, as %s', (name, form) => {
    const reading = bestOf(readFixture(name));
    expect(reading).toMatchObject({ form, confidence: 'sure', problems: [], lost: [] });
    for (const direction of DIRECTIONS) {
      expect(streamHex(reading, direction)).toBe(streams[direction]);
    }
  });

  test.each(['packets.tcpdump-X.txt', 'stream.follow-hex.txt', 'stream.follow-yaml.txt'])(
    'has its addresses in %s',
    (name) => {
      const [connection] = bestOf(readFixture(name)).connections;
      expect(connection).toMatchObject({ client: '127.0.0.1:50092', server: '127.0.0.1:8801' });
    },
  );

  test.each(['packets.tcpdump-xx-tttt-e.txt', 'stream.follow-yaml.txt'])(
    'has its times in %s',
    (name) => {
      const chunks = bestOf(readFixture(name)).connections[0]?.chunks ?? [];
      const times = chunks.map(({ atMs }) => atMs ?? NaN);
      expect(times[0]).toBe(0);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(times.at(-1)).toBeGreaterThan(5);
      expect(times.at(-1)).toBeLessThan(10);
    },
  );
});

test('of one packet, dissected and dumped, the TCP payload is taken', () => {
  const reading = bestOf(readFixture('packets.tshark-V-one.txt'));
  expect(hexOf(reading)).toBe('81852ac33aa462a656c845');
  expect(reading.leftOut).toContainEqual({ kind: 'packet-headers', count: 66 });
  expect(reading.leftOut).toContainEqual({ kind: 'other-blocks', count: 1 });
});

describe('exports that have no bytes any more', () => {
  test.each([
    ['packets.tcpdump-A.txt', 'tcpdump-ascii'],
    ['stream.follow-ascii.txt', 'followed-ascii'],
    ['packets.tshark-ws-json.txt', 'packet-json'],
  ])('are known by %s, as %s', (name, kind) => {
    const reading = bestOf(readFixture(name));
    expect(reading.problems).toMatchObject([{ kind: 'no-bytes', text: kind }]);
    // Only heads are characters.
    expect(['no-bytes', 'http', 'tshark-json']).toContain(reading.form);
  });
});

test('every export is tested by name or by kind', () => {
  const byName = [...PACKETS.map(([name]) => name), ...Object.keys(PRINTED)];
  const others = rows.filter((row) => !isExact(row) && !byName.includes(row.name));
  const lossy = others.filter(({ kind }) => !kind.startsWith('ambiguous'));
  expect(rows).toHaveLength(98);
  expect(lossy.map(({ name }) => name).sort()).toEqual([
    'packets.tcpdump-A.txt',
    'packets.tshark-V-one.txt',
    'packets.tshark-ws-json.txt',
    's2c-frames.odd-digits.txt',
    'stream.follow-ascii.txt',
  ]);
});
