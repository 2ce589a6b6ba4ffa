import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { toLatin1 } from '#core/bytes/text.ts';
import { isHeadUnit, type Unit } from '#core/conversation/unit.ts';
import { HTTP2_PREFACE } from '#core/protocol/http/http2-preface.ts';
import { readUnits } from '#core/conversation/unit-reader.ts';
import { Connection } from '#core/protocol/connection.ts';
import { isOpeningRequest } from '#core/protocol/opening/opening-request.ts';
import { readConversation } from '#core/conversation/conversation.ts';
import { anyStream, REQUEST, RESPONSE, traceOf } from './streams.ts';

const HELLO = fromHex('81 05 48 65 6c 6c 6f');
const read = (...parts: Uint8Array[]) => readUnits('server-to-client', concatBytes(parts));

/** "frame 0-7", "cut-header 7-8 (1)". */
const summary = (unit: Unit): string => {
  const missing = 'missing' in unit && unit.missing !== 0 ? ` (${unit.missing})` : '';
  return `${unit.kind} ${unit.range.start}-${unit.range.end}${missing}`;
};

describe('a stream', () => {
  const http = (text: string) => toLatin1(text);
  test.each([
    { name: 'of nothing', parts: [], units: [] },
    { name: 'of frames', parts: [HELLO, HELLO], units: ['frame 0-7', 'frame 7-14'] },
    {
      name: 'with a cut header',
      parts: [HELLO, fromHex('81')],
      units: ['frame 0-7', 'cut-header 7-8 (1)'],
    },
    { name: 'with a cut payload', parts: [fromHex('81 05 48 65')], units: ['frame 0-4 (3)'] },
    {
      name: 'with a length beyond all bounds',
      parts: [fromHex('82 7f 00 1f ff ff ff ff ff ff 01')],
      units: [`frame 0-11 (${2 ** 53 - 2})`],
    },
    { name: 'that opens', parts: [RESPONSE, HELLO], units: ['response 0-129', 'frame 129-136'] },
    {
      name: 'that asks to open',
      parts: [REQUEST, HELLO],
      units: [`request 0-${REQUEST.length}`, `frame ${REQUEST.length}-${REQUEST.length + 7}`],
    },
    { name: 'with a cut head', parts: [http('HTTP/1.1 101 Swi')], units: ['cut-head 0-16 (null)'] },
    {
      name: 'with a body that is announced, then another answer',
      parts: [
        http('HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc'),
        http('HTTP/1.1 404\r\n\r\n'),
      ],
      units: ['response 0-38', 'body 38-41', 'response 41-57'],
    },
    {
      name: 'with a body up to the end',
      parts: [http('HTTP/1.1 400 Bad Request\r\n\r\nsorry')],
      units: ['response 0-28', 'body 28-33'],
    },
    {
      name: 'with less of a body than announced',
      parts: [http('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc')],
      units: ['response 0-38', 'body 38-41'],
    },
    {
      name: 'with answers that have no body',
      parts: [http('HTTP/1.1 100 Continue\r\n\r\n'), http('HTTP/1.1 204 No Content\r\n\r\n')],
      units: ['response 0-25', 'response 25-52'],
    },
    {
      name: 'with an answer to a conditional request',
      parts: [http('HTTP/1.1 304 A\r\n\r\n'), http('HTTP/1.1 204 A\r\n\r\n'), HELLO],
      units: ['response 0-18', 'response 18-36', 'frame 36-43'],
    },
    {
      name: 'with a body of one byte',
      parts: [http('HTTP/1.1 404 A\r\nContent-Length: 1\r\n\r\nx'), http('HTTP/1.1 101 A\r\n\r\n')],
      units: ['response 0-37', 'body 37-38', 'response 38-56'],
    },
    {
      name: 'of requests without a body',
      parts: [http('GET / HTTP/1.1\r\n\r\n'), http('GET / HTTP/1.1\r\n\r\n')],
      units: ['request 0-18', 'request 18-36'],
    },
    {
      name: 'of HTTP/2',
      parts: [HTTP2_PREFACE, fromHex('000000040000000000'), HELLO],
      units: ['http2 0-40'],
    },
    {
      name: 'of HTTP/2, cut within the preface',
      parts: [HTTP2_PREFACE.subarray(0, 20)],
      units: ['http2 0-20'],
    },
    {
      name: 'with bytes after a close',
      parts: [fromHex('88 00'), HELLO],
      units: ['frame 0-2', 'after-close 2-9'],
    },
    {
      name: 'that is neither HTTP nor a whole frame',
      parts: [http('SSH-2.0-OpenSSH_9\r\n')],
      units: ['frame 0-19 (66)'],
    },
  ])('$name', ({ parts, units }) => {
    expect(read(...parts).map(summary)).toEqual(units);
  });

  test('of several requests is read to its frames', () => {
    const units = readUnits('client-to-server', concatBytes([REQUEST, REQUEST, HELLO]));
    expect(units.map(({ kind }) => kind)).toEqual(['request', 'request', 'frame']);
    expect(units.map(isHeadUnit)).toEqual([true, true, false]);
  });
});

describe('an empty line before a request', () => {
  const fromClient = (...parts: (Uint8Array | string)[]) =>
    readUnits(
      'client-to-server',
      concatBytes(parts.map((part) => (typeof part === 'string' ? toLatin1(part) : part))),
    ).map(summary);
  const size = REQUEST.length;

  test.each([
    { name: 'CRLF', parts: ['\r\n', REQUEST], units: ['empty-line 0-2', `request 2-${size + 2}`] },
    { name: 'LF', parts: ['\n', REQUEST], units: ['empty-line 0-1', `request 1-${size + 1}`] },
    {
      name: 'a request that is cut',
      parts: ['\r\nGET'],
      units: ['empty-line 0-2', 'cut-head 2-5 (null)'],
    },
    { name: 'nothing yet', parts: ['\r\n'], units: ['empty-line 0-2'] },
    {
      name: 'after the body of a request before it',
      parts: ['POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\na', '\r\n', REQUEST],
      units: ['request 0-38', 'body 38-39', 'empty-line 39-41', `request 41-${41 + size}`],
    },
  ])('is ignored: $name', ({ parts, units }) => {
    expect(fromClient(...parts)).toEqual(units);
  });

  test.each([
    { name: 'two of them', parts: ['\r\n\r\n', REQUEST] },
    { name: 'CR', parts: ['\r', REQUEST] },
    { name: 'before a response', parts: ['\r\n', RESPONSE] },
    { name: 'before a frame', parts: ['\r\n', HELLO] },
  ])('is not ignored: $name', ({ parts }) => {
    const units = fromClient(...parts);
    expect(units.some((unit) => /^(request|response|empty-line 0-2$)/.test(unit))).toBe(false);
  });

  test('is ignored if and only if our server ignores it', () => {
    const anyStart = fc.string({ unit: fc.constantFrom('\r', '\n'), maxLength: 5 });
    fc.assert(
      fc.property(anyStart, (start) => {
        const bytes = concatBytes([toLatin1(start), REQUEST]);
        const server = new Connection({ role: 'server' });
        server.receive(bytes);
        const isFound = readUnits('client-to-server', bytes).some(
          (unit) => unit.kind === 'request' && isOpeningRequest(unit.head),
        );
        expect(isFound).toBe(server.readyState === 'OPEN');
      }),
      { seed: 12 },
    );
  });

  test('breaks a rule of its sender', () => {
    const trace = traceOf([['c', concatBytes([toLatin1('\r\n'), REQUEST])]]);
    const [finding] = readConversation(trace).findings;
    expect(finding).toMatchObject({ unitIndex: 0, violation: { id: 'head.empty-line' } });
  });
});

test('a continuation knows the opcode of its message', () => {
  const units = read(fromHex('02 01 00  89 00  00 01 00  80 01 00  80 00  81 00'));
  expect(units.map((unit) => unit.kind === 'frame' && unit.messageOpcode)).toEqual([
    2,
    null,
    2,
    2,
    null,
    1,
  ]);
});

test('units tile any stream without gap or overlap', () => {
  fc.assert(
    fc.property(anyStream, (stream) => {
      const before = stream.slice();
      let next = 0;
      for (const { range } of readUnits('client-to-server', stream)) {
        expect(range.start).toBe(next);
        expect(range.end).toBeGreaterThan(range.start);
        next = range.end;
      }
      expect(next).toBe(stream.length);
      expect(stream).toEqual(before);
    }),
    { seed: 6455, numRuns: 500 },
  );
});

describe('readUnits up to a limit', () => {
  test('leaves the bytes after it as one unit', () => {
    const bytes = Uint8Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? 0x89 : 0));
    const units = readUnits('server-to-client', bytes, { maxUnits: 3 });
    expect(units.map(({ kind, range }) => `${kind} ${range.start}-${range.end}`)).toEqual([
      'frame 0-2',
      'frame 2-4',
      'frame 4-6',
      'not-read 6-20',
    ]);
  });
});
