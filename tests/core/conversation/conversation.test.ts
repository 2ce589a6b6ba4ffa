import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import { fromUtf8, toLatin1 } from '#core/bytes/text.ts';
import { readConversation, unitBytes } from '#core/conversation/conversation.ts';
import { joinMessages, messageData, payloadOf } from '#core/conversation/message.ts';
import type { Trace } from '#core/trace/trace.ts';
import { anyStream, REQUEST, RESPONSE, traceOf } from './streams.ts';

const FROM_CLIENT = fromHex('81 82 01 02 03 04 69 6b');
const FROM_SERVER = fromHex('81 02 68 69');

const kinds = (trace: Trace) =>
  readConversation(trace).units.map(({ direction, kind }) => `${direction[0]} ${kind}`);

describe('units of both directions', () => {
  test('stand in the order in which they were sent', () => {
    const trace = traceOf([
      ['c', REQUEST],
      ['s', concatBytes([RESPONSE, FROM_SERVER])],
      ['c', FROM_CLIENT],
      ['s', FROM_SERVER],
      ['c', FROM_CLIENT],
    ]);
    expect(kinds(trace)).toEqual([
      'c request',
      's response',
      's frame',
      'c frame',
      's frame',
      'c frame',
    ]);
  });

  test('begin where their first byte was sent', () => {
    const trace = traceOf([
      ['c', concatBytes([REQUEST, FROM_CLIENT.subarray(0, 3)])],
      ['s', RESPONSE],
      ['c', FROM_CLIENT.subarray(3)],
    ]);
    const { units, deliveries } = readConversation(trace);
    expect(units.map(({ kind }) => kind)).toEqual(['request', 'frame', 'response']);
    expect(deliveries.map(({ eventIndices }) => eventIndices)).toEqual([[0], [0, 2], [1]]);
    expect(deliveries.map(({ sentAtMs }) => sentAtMs)).toEqual([0, 0, 1]);
  });

  test('keep the order of their stream, whatever order its segments came in', () => {
    const inOrder = traceOf([
      ['c', FROM_CLIENT],
      ['c', FROM_CLIENT],
      ['s', FROM_SERVER],
    ]);
    const [first, second, third] = inOrder.events;
    const trace = { ...inOrder, events: [second!, third!, first!] };
    const { units } = readConversation(trace);
    expect(units.map(({ direction, range }) => `${direction[0]} ${range.start}`)).toEqual([
      's 0',
      'c 0',
      'c 8',
    ]);
  });

  test('without any event stand one direction after the other', () => {
    const trace = {
      ...traceOf([
        ['s', FROM_SERVER],
        ['c', FROM_CLIENT],
      ]),
      events: [],
    };
    expect(kinds(trace)).toEqual(['c frame', 's frame']);
  });

  test('give their bytes back', () => {
    fc.assert(
      fc.property(anyStream, anyStream, (up, down) => {
        const trace = traceOf([
          ['c', up],
          ['s', down],
        ]);
        const { units } = readConversation(trace);
        const from = (direction: string) =>
          concatBytes(
            units
              .filter((unit) => unit.direction === direction)
              .map((unit) => unitBytes(trace, unit)),
          );
        expect(toHex(from('client-to-server'))).toBe(toHex(up));
        expect(toHex(from('server-to-client'))).toBe(toHex(down));
      }),
      { seed: 6455, numRuns: 200 },
    );
  });
});

describe('messages', () => {
  const messagesIn = (hex: string) => {
    const trace = traceOf([['s', fromHex(hex)]]);
    const { units, messages } = readConversation(trace);
    return messages.map((message) => {
      const data = fromUtf8(messageData(message, units, trace.streams['server-to-client']));
      const end = message.isFinished ? '' : ' …';
      return `${message.type} ${message.unitIndices.join(',')} ${message.size} ${data}${end}`;
    });
  };

  test.each([
    { name: 'one frame', hex: '81 02 68 69', messages: ['text 0 2 hi'] },
    {
      name: 'fragments with a ping between',
      hex: '01 01 68 89 00 00 00 80 01 69',
      messages: ['text 0,2,3 2 hi'],
    },
    { name: 'bytes', hex: '82 01 61', messages: ['binary 0 1 a'] },
    { name: 'an end that has not come', hex: '01 01 68', messages: ['text 0 1 h …'] },
    { name: 'a frame that is cut', hex: '81 02 68', messages: ['text 0 1 h …'] },
    {
      name: 'a message within a message',
      hex: '01 01 68 81 01 69',
      messages: ['text 0 1 h …', 'text 1 1 i'],
    },
    { name: 'a continuation of nothing', hex: '80 01 68', messages: [] },
    { name: 'a reserved kind of data and its rest', hex: '03 01 68 80 01 69', messages: [] },
    {
      name: 'a reserved kind of data inside a text',
      hex: '01 01 68 83 01 69 80 01 6a 81 01 6b',
      messages: ['text 0 1 h …', 'text 3 1 k'],
    },
    { name: 'nothing but control frames', hex: '89 00 8a 00 88 00', messages: [] },
  ])('$name', ({ hex, messages }) => {
    expect(messagesIn(hex)).toEqual(messages);
  });

  test('are unmasked, and stay with their direction', () => {
    const trace = traceOf([
      ['c', FROM_CLIENT],
      ['s', FROM_SERVER],
    ]);
    const { units, messages } = readConversation(trace);
    expect(messages.map(({ direction }) => direction)).toEqual([
      'client-to-server',
      'server-to-client',
    ]);
    expect(joinMessages(units, 'server-to-client')).toEqual([messages[1]]);
    const [frame] = units;
    expect(
      frame?.kind === 'frame' && toHex(payloadOf(frame, trace.streams['client-to-server'])),
    ).toBe('6869');
  });
});

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
      name: 'a code that may not be sent',
      pieces: [['s', fromHex('88 02 03 ed')]],
      findings: ['0 close.code-not-sendable wire 16-32'],
    },
    {
      name: 'a code that may not be sent, under a mask',
      pieces: [['c', fromHex('88 82 00 00 00 00 03 ed')]],
      findings: ['0 close.code-not-sendable unmasked 0-16'],
    },
    {
      name: 'a close that is cut is not judged',
      pieces: [['s', fromHex('88 02 03')]],
      findings: [],
    },
    {
      name: 'bytes behind a close',
      pieces: [['s', fromHex('88 00 81 00')]],
      findings: ['1 close.bytes-after wire 0-16'],
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
