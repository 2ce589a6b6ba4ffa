import { describe, expect, test } from 'vitest';
import { readConversation } from '#core/conversation/conversation.ts';
import { pastedTrace } from '#core/paste/assembly/pasted-trace.ts';
import { unitSummary } from '#content/decode/unit-words.ts';
import { bestOf, sourcesOf } from './reading-of.ts';

/** As websockets 15 writes them; the lines of `Frame.__str__` and of its protocol's logger. */
const LOG = `DEBUG:websockets.client:= connection is CONNECTING
DEBUG:websockets.client:> GET /chat HTTP/1.1
DEBUG:websockets.client:> Host: 127.0.0.1:8765
DEBUG:websockets.client:> Upgrade: websocket
DEBUG:websockets.client:< HTTP/1.1 101 Switching Protocols
DEBUG:websockets.client:< Upgrade: websocket
DEBUG:websockets.client:= connection is OPEN
DEBUG:websockets.client:> TEXT 'Hello' [5 bytes]
DEBUG:websockets.client:< TEXT 'H\\xe9\\n“' [7 bytes]
DEBUG:websockets.client:> BINARY 00 01 fe ff [4 bytes]
DEBUG:websockets.client:% sending keepalive ping
DEBUG:websockets.client:> PING 'abcd' [text, 4 bytes]
DEBUG:websockets.client:< PONG 'abcd' [text, 4 bytes]
DEBUG:websockets.client:< TEXT 'more ' [5 bytes, continued]
DEBUG:websockets.client:< CONT 'to come' [text, 7 bytes]
DEBUG:websockets.client:> CLOSE 1000 (OK) bye [5 bytes]
DEBUG:websockets.client:< CLOSE 1000 (OK) [2 bytes]`;

function framesIn(log: string): string[] {
  const [connection] = bestOf(log).connections;
  const conversation = readConversation(pastedTrace(connection!).trace);
  return conversation.units.map((unit) => {
    const arrow = unit.direction === 'client-to-server' ? '>' : '<';
    return `${arrow} ${unit.kind} ${unitSummary(unit, conversation).text}`.trim();
  });
}

describe('a log of Python’s websockets', () => {
  test('gives heads, and frames made again around what it shows', () => {
    expect(bestOf(LOG)).toMatchObject({
      forms: ['http', 'websockets-log'],
      isReconstructed: true,
      problems: [],
    });
    expect(framesIn(LOG)).toEqual([
      '> request /chat',
      '< response Switching Protocols',
      '> frame “Hello”',
      '< frame “Hé\\n“”',
      '> frame 00 01 fe ff',
      '> frame “abcd”',
      '< frame “abcd”',
      '< frame “more ”',
      '< frame “to come”',
      '> frame 1000 “bye”',
      '< frame 1000',
    ]);
  });

  test('knows the positions of the payloads', () => {
    const sources = sourcesOf(LOG, bestOf(LOG)).join('');
    expect(sources).toContain('Hello');
    expect(sources).toContain('0001feff');
  });

  test('of a server has the arrows the other way round', () => {
    const log = "DEBUG:websockets.server:< TEXT 'Hello' [5 bytes]";
    expect(framesIn(log)).toEqual(['> frame “Hello”']);
  });

  test('reports what the library omitted', () => {
    const shown = 'x'.repeat(47);
    const reading = bestOf(`> TEXT '${shown}...${'y'.repeat(23)}' [4000 bytes]`);
    expect(reading.lost).toEqual([
      { kind: 'print-limit', printer: 'websockets', shown: 47, total: 4000, count: 1 },
    ]);
  });
});
