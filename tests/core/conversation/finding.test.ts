import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import type { ReadingOptions } from '#core/conversation/conversation.ts';
import { readInflatedConversation } from '#core/conversation/inflated-conversation.ts';
import { toLatin1 } from '#core/bytes/text.ts';
import { readConversation } from '#core/conversation/conversation.ts';
import { findingRange, type Finding } from '#core/conversation/finding.ts';
import type { DeflateAgreement } from '#core/protocol/compression/permessage-deflate.ts';
import { anyStream, REQUEST, RESPONSE, traceOf } from './streams.ts';

const FROM_CLIENT = fromHex('81 82 01 02 03 04 69 6b');
const FROM_SERVER = fromHex('81 02 68 69');

describe('findings', () => {
  const findIn = (...pieces: Parameters<typeof traceOf>[0]) =>
    readConversation(traceOf(pieces)).findings.map(({ unitIndex, buffer, violation }) => {
      const { start, end } = violation.range;
      return `${unitIndex} ${violation.id} ${buffer} ${start}-${end}`;
    });
  const http = (text: string) => toLatin1(text);

  test.each([
    {
      name: 'a sound connection has none',
      pieces: [
        ['c', REQUEST],
        ['s', RESPONSE],
        ['c', FROM_CLIENT],
        ['s', FROM_SERVER],
      ],
      findings: [],
    },
    {
      name: 'a masked frame of the server',
      pieces: [['s', FROM_CLIENT]],
      findings: ['0 frame.masked-from-server wire 8-9'],
    },
    {
      name: 'a frame of the client without a mask',
      pieces: [['c', FROM_SERVER]],
      findings: ['0 frame.unmasked-from-client wire 8-9'],
    },
    {
      name: 'all that is wrong with one frame, and with the next',
      pieces: [['s', fromHex('f3 00 09 00')]],
      findings: [
        '0 frame.reserved-bit wire 1-2',
        '0 frame.reserved-bit wire 2-3',
        '0 frame.reserved-bit wire 3-4',
        '0 frame.reserved-opcode wire 4-8',
        '1 control.fragmented wire 0-1',
      ],
    },
    {
      name: 'a continuation of nothing',
      pieces: [['s', fromHex('80 00')]],
      findings: ['0 message.continuation-without-start wire 4-8'],
    },
    {
      name: 'a message within a message',
      pieces: [['s', fromHex('01 00 81 00')]],
      findings: ['1 message.interleaved wire 4-8'],
    },
    {
      name: 'text that is not UTF-8, at its byte',
      pieces: [['s', fromHex('81 03 61 ff 62')]],
      findings: ['0 message.text-not-utf8 wire 24-32'],
    },
    {
      name: 'text that is not UTF-8 under a mask',
      pieces: [['c', fromHex('81 82 00 00 00 00 61 ff')]],
      findings: ['0 message.text-not-utf8 unmasked 8-16'],
    },
    {
      name: 'text that goes wrong in its second fragment, once',
      pieces: [['s', fromHex('01 01 61 00 02 62 ff 80 01 ff')]],
      findings: ['1 message.text-not-utf8 wire 24-32'],
    },
    {
      name: 'a character cut by a fragment is none',
      pieces: [['s', fromHex('01 01 c3 80 01 bc')]],
      findings: [],
    },
    {
      name: 'text that ends within a character',
      pieces: [['s', fromHex('81 02 61 c3')]],
      findings: ['0 message.text-not-utf8 wire 24-32'],
    },
    {
      name: 'text whose frame is cut is not judged by its end',
      pieces: [['s', fromHex('81 03 61 c3')]],
      findings: [],
    },
    {
      name: 'compressed text is not judged',
      pieces: [['s', fromHex('c1 01 ff')]],
      findings: ['0 frame.reserved-bit wire 1-2'],
    },
    {
      name: 'a code that must not be sent',
      pieces: [['s', fromHex('88 02 03 ed')]],
      findings: ['0 close.code-not-sendable wire 16-32'],
    },
    {
      name: 'a code that must not be sent, under a mask',
      pieces: [['c', fromHex('88 82 00 00 00 00 03 ed')]],
      findings: ['0 close.code-not-sendable unmasked 0-16'],
    },
    {
      name: 'a close that is cut is not judged',
      pieces: [['s', fromHex('88 02 03')]],
      findings: [],
    },
    {
      name: 'bytes after a close',
      pieces: [['s', fromHex('88 00 81 00')]],
      findings: ['1 close.bytes-after wire 0-16'],
    },
    {
      name: 'a Pong after a Close, for a Ping that crossed it (§5.5.2)',
      pieces: [['s', fromHex('88 00 8a 01 3f 89 00')]],
      findings: [],
    },
    {
      name: 'data after a Close and a Pong',
      pieces: [['s', fromHex('88 00 8a 00 02 00')]],
      findings: ['1 close.bytes-after wire 0-32'],
    },
    {
      name: 'a server’s 1010',
      pieces: [['s', fromHex('88 02 03 f2')]],
      findings: ['0 close.code-of-client wire 16-32'],
    },
    {
      name: 'a server’s 1010 as the echo of its client’s',
      pieces: [
        ['c', fromHex('88 82 00 00 00 00 03 f2')],
        ['s', fromHex('88 02 03 f2')],
      ],
      findings: [],
    },
    {
      name: 'a request that is wrong',
      pieces: [
        [
          'c',
          http(
            'GET / HTTP/1.1\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n\r\n',
          ),
        ],
      ],
      findings: ['0 request.host wire 1032-1048'],
    },
    {
      name: 'a request that is none of ours',
      pieces: [
        ['c', http('GET / HTTP/1.1\r\n\r\n')],
        ['s', http('HTTP/1.1 200 OK\r\n\r\n')],
      ],
      findings: [],
    },
    {
      name: 'an answer that does not agree',
      pieces: [
        ['c', REQUEST],
        ['s', http('HTTP/1.1 200 OK\r\n\r\n')],
      ],
      findings: ['1 response.status wire 0-136'],
    },
    {
      name: 'an answer to another key',
      pieces: [
        ['c', REQUEST],
        [
          's',
          http(
            'HTTP/1.1 101 A\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: AAAA\r\n\r\n',
          ),
        ],
      ],
      findings: ['1 response.accept-wrong wire 632-664'],
    },
    {
      name: 'a line that is no field',
      pieces: [['c', http('GET / HTTP/1.1\r\nbad\r\n\r\n')]],
      findings: ['0 head.field-line wire 128-168'],
    },
  ] as { name: string; pieces: ['c' | 's', Uint8Array][]; findings: string[] }[])(
    '$name',
    ({ pieces, findings }) => {
      expect(findIn(...pieces)).toEqual(findings);
    },
  );

  test('include RSV1 only if compression is off, or inside a message', () => {
    const trace = traceOf([['s', fromHex('c1 01 00 c2 01 00 42 01 00 c0 01 00 c9 00 c3 00')]]);
    const agreed = { contextTakeover: true, windowBits: 15 };
    const indicesWith = (compression: DeflateAgreement | null) =>
      readConversation(trace, { compression }).findings.flatMap(({ unitIndex, violation }) =>
        violation.id === 'frame.reserved-bit' ? [unitIndex] : [],
      );
    expect(indicesWith({ client: agreed, server: agreed })).toEqual([3, 4, 5]);
    expect(indicesWith(null)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test('of any bytes lie within their unit', () => {
    fc.assert(
      fc.property(anyStream, anyStream, (up, down) => {
        const { units, findings } = readConversation(
          traceOf([
            ['c', up],
            ['s', down],
          ]),
        );
        for (const { unitIndex, buffer, violation } of findings) {
          const { range, ...unit } = units[unitIndex]!;
          const header = unit.kind === 'frame' && buffer === 'unmasked' ? unit.headerSize : 0;
          expect(violation.range.start).toBeGreaterThanOrEqual(0);
          expect(violation.range.end).toBeLessThanOrEqual((range.end - range.start - header) * 8);
        }
      }),
      { seed: 6455, numRuns: 300 },
    );
  });
});

describe('the wire range of a finding', () => {
  const { units } = readConversation(traceOf([['c', FROM_CLIENT]]));
  const [unit] = units;
  const { violation } = readConversation(traceOf([['s', FROM_CLIENT]])).findings[0]!;
  const rangeOf = (buffer: Finding['buffer'], start: number, end: number) =>
    findingRange(
      { unitIndex: 0, buffer, violation: { ...violation, range: { start, end } } },
      { units },
    );

  test.each([
    { buffer: 'wire', start: 4, end: 8, expected: { start: 4, end: 8 } },
    { buffer: 'unmasked', start: 0, end: 8, expected: { start: 48, end: 56 } },
    { buffer: 'inflated', start: 800, end: 808, expected: { start: 48, end: 64 } },
  ] as const)('over the $buffer buffer', ({ buffer, start, end, expected }) => {
    expect(unit?.kind).toBe('frame');
    expect(rangeOf(buffer, start, end)).toEqual(expected);
  });

  test('is the violation\u2019s own for a head', () => {
    const head = readConversation(traceOf([['c', toLatin1('GET / HTTP/1.1\r\nbad\r\n\r\n')]]));
    expect(findingRange(head.findings[0]!, head)).toEqual(head.findings[0]!.violation.range);
  });
});

describe('a message larger than the receiver accepts', () => {
  const found = (hex: string, maxMessageSize?: number) => {
    const trace = traceOf([['s', fromHex(hex)]]);
    const client = { name: 'client', ...(maxMessageSize !== undefined && { maxMessageSize }) };
    return readConversation({ ...trace, endpoints: { ...trace.endpoints, client } }).findings.map(
      ({ unitIndex, violation }) =>
        `${unitIndex} ${violation.id} ${violation.range.start}-${violation.range.end}`,
    );
  };

  test.each([
    { name: 'as large as allowed', hex: '82 02 61 62', max: 2, expected: [] },
    {
      name: 'one byte larger',
      hex: '82 03 61 62 63',
      max: 2,
      expected: ['0 message.too-big 9-16'],
    },
    {
      name: 'too large in its second fragment',
      hex: '02 02 61 62 80 01 63',
      max: 2,
      expected: ['1 message.too-big 9-16'],
    },
    {
      name: 'reported for one fragment only',
      hex: '02 03 61 62 63 00 01 64 80 01 65',
      max: 2,
      expected: ['0 message.too-big 9-16'],
    },
    {
      name: 'followed by one that is not',
      hex: '82 03 61 62 63 82 02 61 62',
      max: 2,
      expected: ['0 message.too-big 9-16'],
    },
    {
      name: 'with a ping between its fragments',
      hex: '02 02 61 62 89 03 61 62 63 80 00',
      max: 2,
      expected: [],
    },
    {
      name: 'announced in an extended length',
      hex: `82 7e 00 7e ${'61'.repeat(126)}`,
      max: 100,
      expected: ['0 message.too-big 16-32'],
    },
  ])('$name', ({ hex, max, expected }) => {
    expect(found(hex, max)).toEqual(expected);
  });

  test('is unknown if the limit is', () => {
    expect(found('82 03 61 62 63')).toEqual([]);
  });
});

/** RFC 6455 §5.2: a MUST only if "none of the negotiated extensions defines the meaning". */
describe('RSV1 on a message’s first frame', () => {
  const compressed = fromHex('c1 07 f2 48 cd c9 c9 07 00');
  const judged = (options: ReadingOptions, bytes = compressed) =>
    readInflatedConversation(traceOf([['s', bytes]]), options).findings.map(
      ({ violation: { id, breaks, receiver, reaction } }) => ({ id, breaks, receiver, reaction }),
    );

  test('breaks nothing that the bytes show if the handshake is missing', () => {
    expect(judged({})).toEqual([
      { id: 'frame.reserved-bit', breaks: null, receiver: 'unsaid', reaction: 'accepts' },
    ]);
  });

  test('breaks a MUST if nothing was negotiated', () => {
    expect(judged({ compression: null })).toMatchObject([
      { id: 'frame.reserved-bit', breaks: 'must', receiver: 'must fail' },
    ]);
  });

  test.each([
    { name: 'RSV1 of a Ping', hex: 'c9 00' },
    { name: 'RSV2', hex: 'a1 00' },
  ])('and $name breaks a MUST even then', ({ hex }) => {
    expect(judged({}, fromHex(hex))).toMatchObject([{ id: 'frame.reserved-bit', breaks: 'must' }]);
  });
});
