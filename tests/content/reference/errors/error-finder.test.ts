import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ERROR_MESSAGES } from '#content/reference/errors/error-messages.ts';
import type { ErrorAnswer, ErrorMessage } from '#content/reference/errors/error-message.ts';
import {
  findErrors,
  searchErrors,
  type ErrorMatch,
} from '#content/reference/errors/error-finder.ts';

/** "ws: Invalid opcode", "code 1006". */
const nameOf = (match: ErrorMatch) =>
  match.kind === 'close-code'
    ? `code ${match.code}`
    : `${match.message.library}: ${match.message.text}`;
const found = (text: string) => findErrors(text).map(nameOf);
const searched = (query: string) => searchErrors(query).map(nameOf);
const messagesIn = (text: string) =>
  findErrors(text).flatMap((match) => (match.kind === 'message' ? [match.message] : []));

/** As a program prints it: with a value in each hole. */
function printed({ text }: ErrorMessage, number = '7', words = '"wss://example.org/chat?a=1"') {
  return text.replaceAll('{n}', number).replaceAll('{…}', words);
}

/** The same message of the library, or its more exact form, or its code. */
function isFoundIn(text: string, message: ErrorMessage): boolean {
  const same = (other: ErrorMessage) =>
    other === message ||
    (other.library === message.library && other.causes[0] === message.causes[0]) ||
    printed(other).toLowerCase().includes(printed(message).toLowerCase().replace(/\.$/, ''));
  return messagesIn(text).some(same);
}

describe('a message', () => {
  test.each(ERROR_MESSAGES)('is found alone: $library, $text', (message) => {
    expect(isFoundIn(printed(message), message)).toBe(true);
    expect(searchErrors(printed(message)).length).toBeGreaterThan(0);
  });

  test.each(ERROR_MESSAGES)('is found in any writing: $library, $text', (message) => {
    expect(isFoundIn(printed(message).toUpperCase(), message)).toBe(true);
    const curly = printed(message).replaceAll("'", '’');
    expect(isFoundIn(curly, message)).toBe(true);
    expect(isFoundIn(printed(message, '0x1f'), message)).toBe(true);
  });

  const SURROUNDINGS: readonly [name: string, (text: string) => string][] = [
    ['a log', (text) => `2026-11-29T10:00:01.123Z ERROR ${text}`],
    ['an error with its place', (text) => `12:03:01 Error: ${text} at read (app.js:17)`],
    ['a stack trace', (text) => `Uncaught Error: ${text}\n    at Socket.onerror (a.js:1:2)`],
    ['a WebSocket log of 2,000 lines', (text) => `${'ws: ok\n'.repeat(2000)}Error: ${text}`],
    ['JSON', (text) => JSON.stringify({ level: 'error', msg: text, port: 8080 })],
    ['a cause in Java', (text) => `Caused by: java.net.ProtocolException: ${text}`],
    ['quotes', (text) => `It says “${text}”.`],
  ];

  describe.each(SURROUNDINGS)('is found in %s', (_, surround) => {
    test.each(ERROR_MESSAGES)('$library: $text', (message) => {
      expect(isFoundIn(surround(printed(message)), message)).toBe(true);
    });
  });

  test('has its place and its numbers', () => {
    const text = 'first line\nError: Unexpected server response: 502';
    const [match] = findErrors(text);
    expect(match && text.slice(match.start, match.end)).toBe('Unexpected server response: 502');
    expect(match).toMatchObject({ numbers: [502] });
  });

  test('is printed once by each library', () => {
    const names = ERROR_MESSAGES.map(({ library, text }) => `${library}: ${text}`);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });
});

describe('what people paste', () => {
  test.each<[pasted: string, first: string, answer: ErrorAnswer]>([
    // Each was once taken for something else, or for nothing.
    [
      'WebSocket protocol error: Connection reset without closing handshake',
      'tungstenite: WebSocket protocol error: Connection reset without closing handshake',
      'no-frame',
    ],
    [
      'WebSocket protocol error: Sending after closing is not allowed',
      'tungstenite: WebSocket protocol error: Sending after closing is not allowed',
      'no-frame',
    ],
    [
      'WebSocket protocol error: Encountered invalid opcode: 7',
      'tungstenite: WebSocket protocol error: Encountered invalid opcode: {n}',
      'frame',
    ],
    ['Error: websocket error', 'Socket.IO: websocket error', 'no-frame'],
    [
      'websocket._exceptions.WebSocketBadStatusException: Handshake status 403 Forbidden -+-+- {} -+-+- None',
      'websocket-client (Python): Handshake status {n} {…}',
      'handshake',
    ],
    [
      'tungstenite::error::Error: HTTP error: 400 Bad Request',
      'tungstenite: HTTP error: {n} {…}',
      'handshake',
    ],
    [
      'javax.websocket.DeploymentException: The HTTP request to initiate the WebSocket connection to [ws://localhost:8080/ws] failed',
      'Tomcat: The HTTP request to initiate the WebSocket connection to [{…}] failed',
      'no-frame',
    ],
    ['parse error', 'Socket.IO: parse error', 'no-frame'],
    [
      'Firefox can’t establish a connection to the server at ws://localhost:8080/.',
      'Firefox: Firefox can’t establish a connection to the server at {…}',
      'no-frame',
    ],
    [
      'The connection to wss://example.org/ was interrupted while the page was loading.',
      'Firefox: The connection to {…} was interrupted while the page was loading.',
      'no-frame',
    ],
    [
      "app.js:3 WebSocket connection to 'wss://example.org/' failed: Connection closed before receiving a handshake response",
      'Chromium: Connection closed before receiving a handshake response',
      'no-frame',
    ],
    [
      "WebSocket connection to 'ws://localhost:3000/' failed: WebSocket is closed before the connection is established.",
      'Chromium: WebSocket is closed before the connection is established.',
      'no-frame',
    ],
    [
      "WebSocket connection to 'ws://localhost/' failed: Error in connection establishment: net::ERR_CONNECTION_REFUSED",
      'Chromium: Error in connection establishment: net::ERR_CONNECTION_REFUSED',
      'no-frame',
    ],
    [
      "WebSocket connection to 'ws://localhost/' failed: Data frame received after close",
      'Chromium: Data frame received after close',
      'frame',
    ],
    [
      "WebSocket connection to 'ws://localhost/' failed: Invalid frame header",
      'Chromium: Invalid frame header',
      'frame',
    ],
    [
      "WebSocket connection to 'ws://localhost/' failed: There was a bad response from the server.",
      "Safari: WebSocket connection to '{…}' failed: There was a bad response from the server.",
      'handshake',
    ],
    ['panic: websocket: bad handshake', 'gorilla/websocket: websocket: bad handshake', 'handshake'],
    ['Error: socket hang up', 'Node.js: socket hang up', 'no-frame'],
    ['Error: connect ECONNREFUSED 127.0.0.1:8080', 'Node.js: ECONNREFUSED', 'no-frame'],
    ['Error: read ECONNRESET\n    at TCP.onStreamRead', 'Node.js: ECONNRESET', 'no-frame'],
    [
      'Error: write EPROTO 1408F10B:SSL routines:ssl3_get_record:wrong version number:../ssl/record.c:332:',
      'OpenSSL: wrong version number',
      'no-frame',
    ],
    ['connect_error: xhr poll error', 'Socket.IO: xhr poll error', 'no-frame'],
    [
      'read: websocket: close 1006 (abnormal closure): unexpected EOF',
      'gorilla/websocket: websocket: close 1006 (abnormal closure): unexpected EOF',
      'no-frame',
    ],
    [
      'System.Net.WebSockets.WebSocketException (0x80004005): The remote party closed the WebSocket connection without completing the close handshake.',
      '.NET: The remote party closed the WebSocket connection without completing the close handshake.',
      'no-frame',
    ],
    [
      "The server returned status code '200' when status code '101' was expected.",
      ".NET: The server returned status code '{n}' when status code '101' was expected.",
      'handshake',
    ],
    [
      "java.net.ProtocolException: Expected HTTP 101 response but was '200 OK'",
      "OkHttp: Expected HTTP 101 response but was '{n} {…}'",
      'handshake',
    ],
    [
      'Error Domain=NSPOSIXErrorDomain Code=57 "Socket is not connected" UserInfo={…}',
      'Apple’s URLSession: NSPOSIXErrorDomain Code=57',
      'no-frame',
    ],
    [
      '2026/11/29 10:00:00 [error] 7#7: *1 upstream prematurely closed connection while reading response header from upstream, client: 10.0.0.1',
      'nginx: upstream prematurely closed connection while reading response header from upstream',
      'no-frame',
    ],
    [
      'websockets.exceptions.ConnectionClosedError: no close frame received or sent',
      'websockets (Python): no close frame received or sent',
      'no-frame',
    ],
    [
      'websockets.exceptions.ConnectionClosedError: sent 1002 (protocol error) incorrect masking; no close frame received',
      'websockets (Python): incorrect masking',
      'frame',
    ],
    ['Caused by: java.io.EOFException: null', 'Java: java.io.EOFException', 'no-frame'],
    ['Error: Unexpected server response: 101', 'ws: Unexpected server response: 101', 'handshake'],
    ['Error: Unexpected server response: 503', 'ws: Unexpected server response: {n}', 'handshake'],
    [
      'Error: Parse Error: Expected HTTP/, RTSP/ or ICE/',
      'Node.js: Parse Error: Expected HTTP/, RTSP/ or ICE/',
      'handshake',
    ],
    [
      `RangeError: Invalid WebSocket frame: RSV2 and RSV3 must be clear
    at createError (/srv/node_modules/ws/lib/receiver.js:702:15) {
  code: 'WS_ERR_UNEXPECTED_RSV_2_3',
  [Symbol(status-code)]: 1002
}`,
      'ws: Invalid WebSocket frame: RSV2 and RSV3 must be clear',
      'frame',
    ],
    ["code: 'WS_ERR_EXPECTED_MASK'", 'ws: WS_ERR_EXPECTED_MASK', 'frame'],
    [
      '2026/11/29 10:00:01 read: websocket: bad opcode 7',
      'gorilla/websocket: websocket: bad opcode {n}',
      'frame',
    ],
  ])('leads from “%s” to %s', (pasted, first, answer) => {
    const [match] = findErrors(pasted);
    expect(match && nameOf(match)).toBe(first);
    expect(match?.kind === 'message' && match.message.answer).toBe(answer);
    expect(searched(pasted)[0]).toBe(first);
  });

  test('is printed by a browser, if it is a line of its console', () => {
    const text = 'Error during WebSocket handshake: Unexpected response code: 404';
    const name = `Chromium: ${text.replace('404', '{n}')}`;
    expect(found(`WebSocket connection to 'ws://localhost/' failed: ${text}`)).toEqual([name]);
    expect(found(text)).toEqual([name, name.replace('Chromium', 'websocket-driver')]);
  });

  test('can name several faults', () => {
    expect(found('websocket: RSV2 set, bad opcode 7, bad MASK')).toEqual([
      'gorilla/websocket: websocket: RSV2 set',
      'gorilla/websocket: websocket: bad opcode {n}',
      'gorilla/websocket: websocket: bad MASK',
    ]);
  });
});

describe('a close code', () => {
  test.each([
    ['Code: 1015', 1015],
    ['code = 1006', 1006],
    ['{"code":1006,"reason":"","wasClean":false}', 1006],
    ['WebSocket closed with status code 1001', 1001],
    ['onclose 1006', 1006],
    ['CloseReason: code [1006], reason [null]', 1006],
    ['CloseStatus[code=1009, reason=null]', 1009],
    ['received 1000 (OK); then sent 1000 (OK)', 1000],
    ['Disconnected: 4001 kicked', 4001],
  ])('is found in “%s”', (text, code) => {
    expect(found(text)).toEqual([`code ${code}`]);
  });

  test('is found alone in a search, but not in a paste, where it can be bytes', () => {
    expect(searched('1006')).toEqual(['code 1006']);
    expect(searched(' 4000 ')).toEqual(['code 4000']);
    expect(found('1006')).toEqual([]);
  });

  test.each([
    '2999',
    '5000',
    'port 1006',
    'error code: 1015',
    'Error 1006',
    'code: 404',
    'code: 1016',
    'exit code: 4001',
    'sent 1011 bytes',
    'status 10.1006',
    '2026-10-06 close 10:06',
  ])('isn’t seen in “%s”', (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('nothing is found', () => {
  test.each([
    '',
    '  ',
    '…',
    'strawberry',
    'RSV1 strawberry',
    'error',
    'websocket',
    'websocket error frame',
    'connection failed',
    'the connection was closed by the server',
    'RSV1 bit should be cleared',
    'I got a websocket error today and my connection failed',
    'PHP Parse error: syntax error, unexpected end of file',
    'SyntaxError: parse error at line 3',
    'Error: connect failed, invalid address\n    at status (code.js:1)\n    at Frame.header (frame.js:2)',
    'HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n',
    'GET /chat HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13',
    '81 85 37 fa 21 3d 7f 9f 4d 51 58',
    '00000000: 8185 37fa 213d 7f9f 4d51 58              ..7.!=..MQX',
    '{"type":"error","message":"room is full"}',
    `traps: app[1] trap invalid opcode ip:55 sp:7f error:0 in app${' and more'.repeat(40)}`,
  ])('in “%s”', (text) => {
    expect(found(text)).toEqual([]);
    expect(searched(text)).toEqual([]);
  });

  test('in text of only common words, in any order', () => {
    const words = 'websocket connection error failed close frame invalid bad server the to a';
    const sentence = fc.subarray(words.split(' '), { minLength: 1 }).map((each) => each.join(' '));
    // Some messages consist of such words alone.
    const isMessage = (text: string) => ERROR_MESSAGES.some((one) => one.text === text);
    fc.assert(fc.property(sentence, (text) => isMessage(text) || findErrors(text).length === 0));
  });

  const fixtures = new URL('../../../fixtures/text/', import.meta.url);
  const dumps = readdirSync(fixtures).filter((name) => name.endsWith('.txt'));

  test('in dumps of bytes', () => {
    const texts = dumps.map((name) => readFileSync(new URL(name, fixtures), 'utf8'));
    const wrong = texts.flatMap((text, at) =>
      messagesIn(text).map((message) => `${dumps[at]}: ${message.text}`),
    );
    expect(dumps.length).toBeGreaterThan(5);
    expect(wrong).toEqual([]);
  });
});

describe('a search by words', () => {
  test.each([
    ['rsv1', 'ws: Invalid WebSocket frame: RSV1 must be clear'],
    ['must be clear RSV1', 'ws: Invalid WebSocket frame: RSV1 must be clear'],
    ['1002 RSV1 must be clear', 'ws: Invalid WebSocket frame: RSV1 must be clear'],
    ['mask set', 'ws: Invalid WebSocket frame: MASK must be set'],
    ['unexpected_rsv', 'ws: WS_ERR_UNEXPECTED_RSV_1'],
    [
      'okhttp pong',
      "OkHttp: sent ping but didn't receive pong within {n}ms (after {n} successful ping/pongs)",
    ],
    [
      'interrupted while',
      'Firefox: The connection to {…} was interrupted while the page was loading.',
    ],
  ])('“%s” finds %s', (query, name) => {
    expect(searched(query)).toContain(name);
  });

  test('has the exact message first', () => {
    expect(searched('invalid opcode')[0]).toBe('websockets (Python): invalid opcode');
    expect(searched('parse error')).toEqual(['Socket.IO: parse error']);
  });
});

test('64 KiB take a few milliseconds', () => {
  const line =
    '2026-11-29T10:00:00 INFO frame received from client, status ok, connection 81 85 37\n';
  const texts = [
    line.repeat(800),
    `${'error: connection closed '.repeat(2700)}`,
    'a'.repeat(65_536),
  ];
  for (const text of texts) {
    const times = Array.from({ length: 5 }, () => {
      const start = performance.now();
      findErrors(text);
      return performance.now() - start;
    });
    // Ten times what it takes on an idle machine.
    expect(Math.min(...times)).toBeLessThan(30);
  }
});
