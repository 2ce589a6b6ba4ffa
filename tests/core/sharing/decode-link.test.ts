import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { parseAddress, printAddress } from '#core/sharing/address.ts';
import { DIRECTION_MODES } from '#core/paste/assembly/direction-mode.ts';
import { FORM_IDS } from '#core/paste/form.ts';
import {
  EMPTY_LINK,
  MAX_LINK_CHARACTERS,
  readDecodeLink,
  toDecodeQuery,
  type DecodeLink,
  type LinkedData,
} from '#core/sharing/decode-link.ts';
import { MAX_LINKED_BYTES, packBytes } from '#core/sharing/link-data.ts';
import { deflateForLink } from '#core/sharing/link-deflater.ts';
import type { LinkedRun } from '#core/sharing/linked-runs.ts';
import { linkProblemWords, linkTooLongWords } from '#content/decode/link-words.ts';

const deflate = deflateForLink;
const read = (text: string) => readDecodeLink(parseAddress(`#/decode?${text}`).query);

function print(link: DecodeLink): string {
  const writing = toDecodeQuery(link, { deflate });
  if (writing.kind === 'too-long') throw new Error(`expected a link, got ${writing.length}`);
  return printAddress({ page: 'decode', path: [], query: writing.query });
}

const withText = (text: string): DecodeLink => ({
  ...EMPTY_LINK,
  data: { kind: 'paste', text, edited: null },
});

describe('made by hand', () => {
  test.each([
    ['hex=8105', '8105', 'hex'],
    ['hex=81%2005%0a48', '81 05\n48', 'hex'],
    ['base64=gQVIZWxsbw==', 'gQVIZWxsbw==', 'base64'],
    ['base64=gYU3+iE9f59NUVg=', 'gYU3+iE9f59NUVg=', 'base64'],
    ['base64=gYU3-iE9f59NUVg', 'gYU3-iE9f59NUVg', 'base64'],
  ])('%s', (query, text, reading) => {
    expect(read(query)).toEqual({
      link: { ...withText(text), reading },
      problems: [],
    });
  });

  test('names a frame, bits and all else too', () => {
    expect(
      read('hex=8105&frame=3&bits=16-47&from=server&by=0c,3-4s&deflate=15,12n&connection=2'),
    ).toEqual({
      link: {
        data: { kind: 'paste', text: '8105', edited: null },
        reading: 'hex',
        connection: 1,
        directions: 'from-server',
        senders: { 0: 'client-to-server', 3: 'server-to-client', 4: 'server-to-client' },
        compression: {
          client: { contextTakeover: true, windowBits: 15 },
          server: { contextTakeover: false, windowBits: 12 },
        },
        unit: { kind: 'frame', number: 3 },
        selection: { start: 16, end: 48 },
      },
      problems: [],
    });
  });

  test('an example goes by its name', () => {
    expect(read('example=rfc-6455-hello').link.data).toEqual({
      kind: 'example',
      id: 'rfc-6455-hello',
    });
  });
});

test('a short paste makes a short link', () => {
  const link = print({ ...withText('81 05 48 65 6c 6c 6f'), selection: { start: 8, end: 9 } });
  expect(link.length).toBeLessThan(60);
  expect(link).toMatch(/^#\/decode\?text=[ds][\w-]+&bits=8$/);
});

test('an empty link has no query', () => {
  expect(print(EMPTY_LINK)).toBe('#/decode');
  expect(readDecodeLink(new Map())).toEqual({ link: EMPTY_LINK, problems: [] });
});

const anyRuns: fc.Arbitrary<LinkedRun[]> = fc.array(
  fc.record({
    direction: fc.constantFrom('client-to-server', 'server-to-client'),
    bytes: fc.uint8Array({ maxLength: 40 }),
  }),
  { maxLength: 5 },
);
const anyData: fc.Arbitrary<LinkedData> = fc.oneof(
  fc.record({
    kind: fc.constant('paste' as const),
    text: fc.string({ unit: 'grapheme', maxLength: 200 }),
    edited: fc.option(anyRuns),
  }),
  fc.record({ kind: fc.constant('bytes' as const), runs: anyRuns }),
  fc.record({ kind: fc.constant('example' as const), id: fc.string({ unit: 'grapheme' }) }),
);
const anySide = fc.record({
  contextTakeover: fc.boolean(),
  windowBits: fc.integer({ min: 8, max: 15 }),
});
const anyLink: fc.Arbitrary<DecodeLink> = fc.record({
  data: fc.option(anyData),
  reading: fc.option(
    fc.constantFrom(...FORM_IDS.flatMap((form) => [form, `${form}.payloads` as const])),
  ),
  connection: fc.nat(1000),
  directions: fc.constantFrom(...DIRECTION_MODES),
  senders: fc.dictionary(
    fc.nat(1000).map(String),
    fc.constantFrom('client-to-server', 'server-to-client'),
    { noNullPrototype: true },
  ),
  compression: fc.option(
    fc.oneof(fc.constant('none' as const), fc.record({ client: anySide, server: anySide })),
  ),
  unit: fc.option(
    fc.record({ kind: fc.constantFrom('frame', 'head', 'part'), number: fc.nat(1_000_000) }),
  ),
  selection: fc.option(
    fc.tuple(fc.nat(), fc.integer({ min: 1, max: 1_000_000 })).map(([start, size]) => ({
      start,
      end: start + size,
    })),
  ),
});

test('any link comes back as it was', () => {
  fc.assert(
    fc.property(anyLink, (link) => {
      const { query } = parseAddress(print(link));
      expect(readDecodeLink(query)).toEqual({ link, problems: [] });
    }),
  );
});

describe('a link that was cut or altered', () => {
  const link = print({
    ...withText('81 85 37 fa 21 3d 7f 9f 4d 51 58 '.repeat(6)),
    unit: { kind: 'frame', number: 2 },
  });
  const value = /text=([^&]*)/.exec(link)?.[1] ?? '';

  test('anywhere in its data: reports it, and keeps the rest', () => {
    for (let length = 0; length < value.length; length++) {
      const reading = read(`text=${value.slice(0, length)}&frame=2`);
      expect(reading.problems).toEqual([{ name: 'text', reason: 'damaged' }]);
      expect(reading.link).toEqual({ ...EMPTY_LINK, unit: { kind: 'frame', number: 2 } });
    }
  });

  test('in one character of its data', () => {
    for (let at = 0; at < value.length; at++) {
      const other = value.charAt(at) === 'A' ? 'B' : 'A';
      const { problems } = read(`text=${value.slice(0, at)}${other}${value.slice(at + 1)}`);
      expect(problems).toEqual([{ name: 'text', reason: 'damaged' }]);
    }
  });

  test('into small letters', () => {
    expect(read(`text=${value.toLowerCase()}`).problems).toHaveLength(1);
  });

  test('damaged edits leave the text', () => {
    const text = packBytes(new TextEncoder().encode('81 00'), deflate);
    expect(read(`text=${text}&bytes=snonsense`)).toEqual({
      link: withText('81 00'),
      problems: [{ name: 'bytes', reason: 'damaged' }],
    });
  });

  test.each([
    ['text that is no UTF-8', 'text', fromHex('ff')],
    ['a run without its bytes', 'bytes', fromHex('0000000005')],
    ['a run of nobody', 'bytes', fromHex('0200000000')],
    ['half a run', 'bytes', fromHex('0000')],
  ])('%s', (_, name, bytes) => {
    const { problems } = read(`${name}=${packBytes(bytes, deflate)}`);
    expect(problems).toEqual([{ name, reason: 'damaged' }]);
  });

  test.each([
    'as=<script>',
    'connection=0',
    'connection=-1',
    'from=nobody',
    'by=',
    'by=3',
    'by=3x',
    'by=c3',
    'by=0c,',
    'by=3s,0c',
    'by=3c,3s',
    'by=5-3c',
    'by=0-9999999s',
    'by=99999999999c',
    'deflate=7,15',
    'deflate=15',
    'deflate=15,15,15',
    'frame=last',
    'frame=1e3',
    'bits=9-8',
    'bits=1-2-3',
    'bits=',
  ])('%s', (query) => {
    expect(read(query)).toEqual({
      link: EMPTY_LINK,
      problems: [{ name: query.split('=')[0], reason: 'unreadable' }],
    });
  });

  test('whatever a query holds, reading it gives an answer', () => {
    const anyName = fc.constantFrom(
      'text',
      'bytes',
      'hex',
      'base64',
      'example',
      'as',
      'from',
      'deflate',
      'frame',
      'bits',
    );
    const anyValue = fc.oneof(
      fc.string(),
      fc.base64String(),
      fc.string().map((text) => `d${text}`),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(anyName, anyValue)), (pairs) => {
        expect(() => readDecodeLink(new Map(pairs))).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });
});

describe('too much for a link', () => {
  /** Nothing that could be compressed, and the same each time. */
  const random = Buffer.concat(
    Array.from({ length: 1250 }, (_, index) => createHash('sha256').update(`${index}`).digest()),
  );
  const runs = [{ direction: 'client-to-server', bytes: random }] as const;

  test('is reported with its length', () => {
    const writing = toDecodeQuery({ ...EMPTY_LINK, data: { kind: 'bytes', runs } }, { deflate });
    expect(writing.kind).toBe('too-long');
    if (writing.kind !== 'too-long') return;
    expect(writing.length).toBeGreaterThan(MAX_LINK_CHARACTERS);
    expect(linkTooLongWords(writing.length)).toContain('32,768');
  });

  test('a text that is too long gives way to its bytes', () => {
    const text = random.toString('hex', 0, 23_000).replace(/../g, '$&  ');
    const few = [
      { direction: 'client-to-server', bytes: new Uint8Array(random.subarray(0, 23_000)) },
    ] as const;
    const link = { ...withText(text), reading: 'hex', directions: 'from-client' } as const;
    expect(toDecodeQuery(link, { deflate }).kind).toBe('too-long');
    const writing = toDecodeQuery(link, { deflate, runs: few });
    if (writing.kind !== 'query') throw new Error('expected a query');
    expect(readDecodeLink(writing.query).link).toEqual({
      ...EMPTY_LINK,
      directions: 'from-client',
      data: { kind: 'bytes', runs: few },
    });
  });

  test('megabytes are not even compressed', () => {
    const text = ' '.repeat(MAX_LINKED_BYTES + 1);
    const refuse = () => {
      throw new Error('expected no compressing');
    };
    expect(toDecodeQuery(withText(text), { deflate: refuse }).kind).toBe('too-long');
  });

  test('a hostile link unpacks to no more than any other', () => {
    const bomb = deflateRawSync(Buffer.alloc(8 * MAX_LINKED_BYTES), { level: 9 });
    const packed = `d${Buffer.concat([bomb, Buffer.alloc(4)]).toString('base64url')}`;
    const { link, problems } = read(`text=${packed}`);
    expect(link).toEqual(EMPTY_LINK);
    expect(problems).toEqual([{ name: 'text', reason: 'too-big' }]);
  });
});

test('each problem has its words', () => {
  for (const reason of ['damaged', 'too-big', 'unreadable'] as const) {
    expect(linkProblemWords({ name: 'text', reason })).toContain('“text”');
  }
});
