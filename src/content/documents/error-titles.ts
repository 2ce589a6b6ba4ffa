/**
 * Titles of the pages about error messages. A tab and a search result show about 65 characters, and
 * the heading of the page has the whole message.
 */

import type { MessageResult } from '#content/reference/errors/error-results.ts';
import { MAX_TITLE } from './document-entry.ts';

type Message = Pick<MessageResult, 'title' | 'libraries'>;

/** What many messages begin with, and that names none of them. */
const FAMILIES: readonly RegExp[] = [
  /^Error during WebSocket handshake: /,
  /^Error in connection establishment: /,
  /^Failed to (?:construct|execute '\w+' on) 'WebSocket': /,
  /^WebSocket connection to '…' failed: /,
  /^WebSocket protocol (?:error|violation): (?:SubProtocol error: )?/,
  /^websocket: (?:not a websocket handshake: |the client is not using the websocket protocol: )?/,
  /^The WebSocket (?=received )/,
];

/** The words that tell a long message from others. */
export const LONG_TITLES: Readonly<Record<string, string>> = {
  'One or more reserved bits are on: reserved1 = …, reserved2 = …, reserved3 = …':
    'One or more reserved bits are on',
  "Failed to execute 'close' on 'WebSocket': The close code must be either 1000, or between 3000 and 4999. … is neither.":
    'The close code must be either 1000, or between 3000 and 4999',
  "Failed to construct 'WebSocket': The URL's scheme must be either 'http', 'https', 'ws', or 'wss'. '…' is not allowed.":
    "The URL's scheme must be either 'http', 'https', 'ws', or 'wss'",
  "Failed to construct 'WebSocket': The URL contains a fragment identifier ('…'). Fragment identifiers are not allowed in WebSocket URLs.":
    'Fragment identifiers are not allowed in WebSocket URLs',
  "Failed to construct 'WebSocket': An insecure WebSocket connection may not be initiated from a page loaded over HTTPS.":
    'Insecure WebSocket connection … from a page loaded over HTTPS',
  "Connecting to '…' violates the following Content Security Policy directive":
    "Connecting to '…' violates the … Content Security Policy",
  "Error during WebSocket handshake: Sent non-empty 'Sec-WebSocket-Protocol' header but no response was received":
    "Sent … 'Sec-WebSocket-Protocol' … but no response was received",
  "Error during WebSocket handshake: Response must not include 'Sec-WebSocket-Protocol' header if not present in request":
    "Response must not include 'Sec-WebSocket-Protocol' header",
  "Error during WebSocket handshake: 'Sec-WebSocket-Protocol' header value '…' in response does not match any of sent values":
    "'Sec-WebSocket-Protocol' … does not match any of sent values",
  "Error during WebSocket handshake: Found an unsupported extension '…' in 'Sec-WebSocket-Extensions' header":
    "Unsupported extension … in 'Sec-WebSocket-Extensions' header",
  "Error during WebSocket handshake: 'Sec-WebSocket-Extensions' header value is rejected by the parser: …":
    "'Sec-WebSocket-Extensions' … is rejected by the parser",
  'Error during WebSocket handshake: Error in permessage-deflate: Received invalid server_max_window_bits parameter':
    'Received invalid server_max_window_bits parameter',
  'Content-Security-Policy: The page’s settings blocked the loading of a resource (connect-src) at …':
    'The page’s settings blocked the loading … (connect-src)',
  'Server sent a Sec-WebSocket-Extensions header but no extension was requested':
    'Sec-WebSocket-Extensions header but no extension was requested',
  'Received new data frame but previous continuous frame is unfinished':
    'New data frame but previous continuous frame is unfinished',
  "'utf-8' codec can't decode byte … in position …: invalid continuation byte":
    "'utf-8' codec can't decode …: invalid continuation byte",
  "'utf-8' codec can't decode byte … in position …: invalid start byte":
    "'utf-8' codec can't decode …: invalid start byte",
  "'utf-8' codec can't decode byte … in position …: unexpected end of data":
    "'utf-8' codec can't decode …: unexpected end of data",
  "websocket: unsupported version: 13 not found in 'Sec-Websocket-Version' header":
    "Unsupported version: 13 not found in 'Sec-Websocket-Version'",
  "websocket: not a websocket handshake: 'Sec-WebSocket-Key' header must be Base64 encoded value of 16-byte in length":
    "'Sec-WebSocket-Key' header must be Base64 … of 16-byte in length",
  "sent ping but didn't receive pong within …ms (after … successful ping/pongs)":
    "sent ping but didn't receive pong within …ms",
  'CLEARTEXT communication to … not permitted by network security policy':
    'CLEARTEXT communication … not permitted by … security policy',
  'received non-continuation data frame while inside fragmented message':
    'non-continuation data frame while inside fragmented message',
  'The connection was closed because the other endpoint did not respond with a pong in time.':
    'The other endpoint did not respond with a pong in time',
  'The client frame set the reserved bits to […] for a message with opCode […] which was not supported by this endpoint':
    'The client frame set the reserved bits … not supported',
  'The client sent a close frame with a single byte payload which is not valid':
    'Close frame with a single byte payload which is not valid',
  'The client frame was not masked but all client frames must be masked':
    'Client frame … not masked but all client frames must be masked',
  'A control frame was sent that did not have the fin bit set. Control frames are not permitted to use continuation frames.':
    'A control frame was sent that did not have the fin bit set',
  'A control frame was sent with a payload of size […] which is larger than the maximum permitted of 125 bytes':
    'A control frame … larger than the maximum … of 125 bytes',
  'A WebSocket text frame was received that could not be decoded to UTF-8 because it contained invalid byte sequences':
    'A WebSocket text frame … could not be decoded to UTF-8',
  'A WebSocket close frame was received with a close reason that contained invalid UTF-8 byte sequences':
    'A … close reason that contained invalid UTF-8 byte sequences',
  'An invalid WebSocket frame was received - the most significant bit of a 64-bit payload was illegally set':
    'Most significant bit of a 64-bit payload was illegally set',
  'The message was […] bytes long but the MessageHandler has a limit of […] bytes':
    'The message was … bytes long but the MessageHandler has a limit',
  'The HTTP response from the server […] did not permit the HTTP upgrade to WebSocket':
    'The HTTP response … did not permit the … upgrade to WebSocket',
  'The HTTP request to initiate the WebSocket connection to […] failed':
    'HTTP request to initiate the WebSocket connection to […] failed',
  'The WebSocket session […] has been closed and no method (apart from close()) may be called on a closed session':
    'WebSocket session … has been closed and no method … may be called',
  'Message will not be sent because the WebSocket session has been closed':
    'Message will not be sent because the … session has been closed',
  'The remote endpoint was in state […] which is an invalid state for called method':
    'The remote endpoint was in … an invalid state for called method',
  'Failed to upgrade to websocket: Unexpected HTTP Response Status Code: … …':
    'Failed to upgrade …: Unexpected HTTP Response Status Code',
  'The remote party closed the WebSocket connection without completing the close handshake.':
    'Closed … without completing the close handshake',
  "The server returned status code '…' when status code '101' was expected.":
    "Status code '…' when status code '101' was expected",
  'The WebSocket expected a continuation frame after having received a previous non-final frame.':
    'Expected a continuation frame after … a previous non-final frame',
  "The WebSocket is in an invalid state ('…') for this operation. Valid states are: '…'":
    "The WebSocket is in an invalid state ('…') for this operation",
  "There is already one outstanding '…' call for this WebSocket instance.":
    "There is already one outstanding '…' call for this WebSocket",
  "The WebSocket didn't recieve a Pong frame in response to a Ping frame within the configured KeepAliveTimeout.":
    "Didn't recieve a Pong frame … within the … KeepAliveTimeout",
  "The close status code '…' is reserved for system use only and cannot be specified when calling this method.":
    "The close status code '…' is reserved for system use only",
  'upstream prematurely closed connection while reading response header from upstream':
    'upstream prematurely closed connection while reading … header',
  'upstream timed out (110: Connection timed out) while reading response header from upstream':
    'upstream timed out … while reading response header from upstream',
  'upstream timed out (110: Connection timed out) while proxying upgraded connection':
    'upstream timed out … while proxying upgraded connection',
  'upstream timed out (110: Connection timed out) while reading upstream':
    'upstream timed out … while reading upstream',
  'upstream timed out (110: Connection timed out) while connecting to upstream':
    'upstream timed out … while connecting to upstream',
  'connect() failed (111: Connection refused) while connecting to upstream':
    'connect() failed (111: Connection refused) while connecting …',
  'recv() failed (104: Connection reset by peer) while proxying upgraded connection':
    'recv() failed (104: Connection reset by peer) while proxying …',
  'No connection could be made because the target machine actively refused it':
    'No connection … because the target machine actively refused it',
};

/** In the order of the messages. Those of two libraries can have the same words. */
export function errorTitles(messages: readonly Message[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { title } of messages) {
    const key = comparable(shortTitle(title));
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return messages.map(({ title, libraries }) => {
    const isAlone = counts.get(comparable(shortTitle(title))) === 1;
    const by = isAlone ? '' : ` (${libraries.join(', ')})`;
    return shortTitle(title, MAX_TITLE - by.length) + by;
  });
}

function shortTitle(message: string, max = MAX_TITLE): string {
  if (message.length <= max) return message;
  const own = Object.hasOwn(LONG_TITLES, message) ? LONG_TITLES[message] : undefined;
  return own ?? FAMILIES.reduce((text, family) => text.replace(family, ''), message);
}

function comparable(title: string): string {
  return title.toLowerCase().replace(/\.$/, '');
}
