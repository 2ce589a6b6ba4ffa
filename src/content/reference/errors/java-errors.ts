/**
 * What Java and Kotlin libraries print, as read in their sources.
 *
 * Sources: OkHttp 5.4 (WebSocketReader.kt, RealWebSocket.kt at 1682d9b), OpenJDK
 * (MessageDecoder.java at 1ad58fda, OpeningHandshake.java at 0ead4650), Netty 4.2
 * (WebSocket08FrameDecoder.java at 019eaff5, WebSocketClientHandshaker13.java), Java-WebSocket 1.6
 * (Draft_6455.java, DefaultExtension.java at afeacbf), Tyrus 1.22 (localization.properties,
 * ProtocolHandler.java), Tomcat (websocket/LocalStrings.properties at 002aa518), Jetty 12
 * (Parser.java at 1e808d5c), Spring (AbstractHandshakeHandler.java).
 */

import { printedBy, type ErrorMessage } from './error-message.ts';

const CONTROL_LIKE = ['http-response', 'html', 'json', 'gzip'] as const;
const UNSENDABLE = ['close-1006', 'close-999'] as const;

export const JAVA_ERRORS: readonly ErrorMessage[] = [
  ...printedBy({ library: 'OkHttp', reader: 'client' }, [
    ['Control frames must be final.', ['fragmented-ping', ...CONTROL_LIKE]],
    ['Unexpected rsv1 flag', ['rsv1']],
    ['Unexpected rsv2 flag', ['rsv2', 'socket-io']],
    ['Unexpected rsv3 flag', ['rsv3', 'tls-application-data']],
    ['Server-sent frames must not be masked.', ['server-masked']],
    ['Control frame must be less than 125B.', ['ping-126']],
    ['Unknown opcode: {n}', ['opcode-3', 'orphan-continuation']],
    ['Unknown control opcode: {n}', ['opcode-b']],
    ['Expected continuation opcode. Got: {n}', ['interleaved-text']],
    ['Malformed close payload length of 1.', ['close-one-byte']],
    ['Code {n} is reserved and may not be used.', ['close-1005', 'close-1006']],
    ['Frame length {n} > 0x7FFFFFFFFFFFFFFF', ['length-top-bit']],
    ["Expected HTTP 101 response but was '{n} {…}'", ['response-404']],
    [
      "Expected 'Connection' header value 'Upgrade' but was '{…}'",
      ['response-connection-other', 'response-without-connection'],
    ],
    [
      "Expected 'Upgrade' header value 'websocket' but was '{…}'",
      ['response-upgrade-other', 'response-without-upgrade'],
    ],
    [
      "Expected 'Sec-WebSocket-Accept' header value '{…}' but was '{…}'",
      ['response-accept-wrong', 'response-without-accept'],
    ],
    [
      "sent ping but didn't receive pong within {n}ms (after {n} successful ping/pongs)",
      ['ping-unanswered'],
    ],
    ['unexpected end of stream on {…}', ['closed-before-response']],
    [
      'CLEARTEXT communication to {…} not permitted by network security policy',
      ['cleartext-forbidden'],
    ],
  ]),
  ...printedBy({ library: 'java.net.http', reader: 'client' }, [
    ['Unexpected rsv1 bit', ['rsv1', 'http-response', 'json']],
    ['Unexpected rsv2 bit', ['rsv2', 'html', 'socket-io']],
    ['Unexpected rsv3 bit', ['rsv3', 'tls-application-data', 'gzip']],
    ['Unexpected opcode {…}', ['opcode-3']],
    ['Masked frame received', ['server-masked']],
    ['Fragmented control frame  {…}', ['fragmented-ping']],
    ['Unexpected frame CONTINUATION (fin={…})', ['orphan-continuation', 'hixie-text']],
    ['Unexpected frame TEXT (fin={…})', ['interleaved-text']],
    ["PING's payload length {n}", ['ping-126']],
    ['Incomplete status code', ['close-one-byte']],
    ['Illegal close reason', ['close-reason-not-utf8']],
    ['Invalid UTF-8 in frame TEXT', ['text-not-utf8']],
    ['Unexpected HTTP response status code {n}', ['response-404']],
    ['Bad response field: upgrade', ['response-upgrade-other']],
    ['Bad response field: connection', ['response-connection-other']],
    ['Response field missing: upgrade', ['response-without-upgrade']],
    ['Response field missing: connection', ['response-without-connection']],
    ['Response field missing: Sec-WebSocket-Accept', ['response-without-accept']],
    ['Bad Sec-WebSocket-Accept', ['response-accept-wrong']],
    ['Unexpected subprotocol: {…}', ['response-subprotocol-other', 'response-subprotocol-unasked']],
    ["Response field 'Sec-WebSocket-Extensions' present: {…}", ['response-extension-unasked']],
  ]),
  ...printedBy({ library: 'Netty' }, [
    [
      'RSV != 0 and no extension negotiated, RSV:{n}',
      [
        'rsv1',
        'http-request',
        'http-response',
        'html',
        'json',
        'socket-io',
        'tls-application-data',
        'gzip',
      ],
    ],
    ['received a frame that is not masked as expected', ['client-unmasked', 'server-masked']],
    ['fragmented control frame', ['fragmented-ping']],
    ['control frame with payload length > 125 octets', ['ping-126']],
    ['control frame using reserved opcode {n}', ['opcode-b']],
    ['data frame using reserved opcode {n}', ['opcode-3']],
    ['received close control frame with payload len 1', ['close-one-byte']],
    [
      'received continuation data frame outside fragmented message',
      ['orphan-continuation', 'hixie-text'],
    ],
    ['received non-continuation data frame while inside fragmented message', ['interleaved-text']],
    [
      'invalid data frame length (not using minimal length encoding)',
      ['length-16-not-minimal', 'length-64-not-minimal'],
    ],
    ['Max frame length of {n} has been exceeded.', ['large-frame']],
    ['Invalid close frame getStatus code: {n}', UNSENDABLE],
    ['Invalid handshake response getStatus: {n} {…}', ['response-404']],
    [
      'Invalid handshake response upgrade: {…}',
      ['response-upgrade-other', 'response-without-upgrade'],
    ],
    [
      'Invalid handshake response connection: {…}',
      ['response-connection-other', 'response-without-connection'],
    ],
  ]),
  ...printedBy({ library: 'Java-WebSocket' }, [
    ['bad rsv RSV1: {…} RSV2: {…} RSV3: {…}', ['rsv1', 'http-response']],
    ['bad rsv {n}', ['rsv1']],
    [
      'Unknown opcode {n}',
      [
        'opcode-3',
        'http-request',
        'tls-client-hello',
        'tls-application-data',
        'html',
        'json',
        'socket-io',
        'gzip',
      ],
    ],
    ["Control frame can't have fin==false set", ['fragmented-ping']],
    ['more than 125 octets', ['ping-126']],
    ['Continuous frame sequence was not started.', ['orphan-continuation', 'hixie-text']],
    ['Previous continuous frame sequence not completed.', ['interleaved-text']],
    ['Received text is no valid utf8 string!', ['text-not-utf8']],
    ['closecode must not be sent over the wire: {n}', ['close-1006']],
    ['Payload limit reached.', ['large-frame']],
    ['Invalid status code received: {n} Status line: {…}', ['response-404']],
    ['draft {…} refuses handshake', ['response-accept-wrong', 'response-without-upgrade']],
    [
      'The connection was closed because the other endpoint did not respond with a pong in time.',
      ['ping-unanswered'],
    ],
  ]),
  ...printedBy({ library: 'Tyrus' }, [
    [
      'RSV bit(s) incorrectly set',
      ['rsv1', 'http-request', 'socket-io', 'tls-client-hello', 'tls-application-data'],
    ],
    ['Fragmented control frame.', ['fragmented-ping', ...CONTROL_LIKE]],
    ['Control frame payloads must be no greater than 125 bytes.', ['ping-126']],
    ["End fragment sent, but wasn't processing any previous fragments.", ['orphan-continuation']],
    ['Fragment sent but opcode was not 0.', ['interleaved-text']],
    ['Response code was not {n}: {n}.', ['response-404']],
    ['Session closed by the container because of the idle timeout.', ['idle-limit']],
    ['The connection has been closed.', ['not-open']],
  ]),
  ...printedBy({ library: 'Tomcat' }, [
    [
      'The client frame set the reserved bits to [{n}] for a message with opCode [{n}] which was not supported by this endpoint',
      ['rsv1', 'http-request', 'tls-client-hello'],
    ],
    ['The client frame was not masked but all client frames must be masked', ['client-unmasked']],
    [
      'A control frame was sent that did not have the fin bit set. Control frames are not permitted to use continuation frames.',
      ['fragmented-ping'],
    ],
    [
      'A control frame was sent with a payload of size [{n}] which is larger than the maximum permitted of 125 bytes',
      ['ping-126'],
    ],
    ['A WebSocket frame was sent with an unrecognised opCode of [{n}]', ['opcode-3', 'opcode-b']],
    ['A new message was started when a continuation frame was expected', ['interleaved-text']],
    [
      'A WebSocket text frame was received that could not be decoded to UTF-8 because it contained invalid byte sequences',
      ['text-not-utf8'],
    ],
    [
      'A WebSocket close frame was received with a close reason that contained invalid UTF-8 byte sequences',
      ['close-reason-not-utf8'],
    ],
    [
      'The client sent a close frame with a single byte payload which is not valid',
      ['close-one-byte'],
    ],
    [
      'An invalid WebSocket frame was received - the most significant bit of a 64-bit payload was illegally set',
      ['length-top-bit'],
    ],
    [
      'The message was [{n}] bytes long but the MessageHandler has a limit of [{n}] bytes',
      ['large-frame'],
    ],
    ['New frame received after a close control frame', ['text-after-close']],
    [
      'The HTTP response from the server [{n}] did not permit the HTTP upgrade to WebSocket',
      ['response-404'],
    ],
    [
      'The HTTP request to initiate the WebSocket connection to [{…}] failed',
      ['refused', 'closed-before-response', 'connect-timeout', 'tls-failed'],
    ],
    // Older releases print no address.
    [
      'The HTTP request to initiate the WebSocket connection failed',
      ['refused', 'closed-before-response', 'connect-timeout', 'tls-failed'],
    ],
    ['The WebSocket session [{…}] idle timeout expired', ['idle-limit']],
    ['The WebSocket session [{…}] timeout expired', ['idle-limit']],
    [
      'The WebSocket session [{…}] has been closed and no method (apart from close()) may be called on a closed session',
      ['not-open'],
    ],
    ['Message will not be sent because the WebSocket session has been closed', ['not-open']],
    [
      'The remote endpoint was in state [{…}] which is an invalid state for called method',
      ['concurrent-calls'],
    ],
    ['Unexpected end of stream', ['cut-without-close']],
  ]),
  ...printedBy({ library: 'Jetty' }, [
    ['Connection Idle Timeout', ['idle-limit']],
    [
      'Failed to upgrade to websocket: Unexpected HTTP Response Status Code: {n} {…}',
      ['response-404'],
    ],
    ['Invalid control frame payload length, [{n}] cannot exceed [{n}]', ['ping-126']],
    ['Fragmented Control Frame [{…}]', ['fragmented-ping']],
  ]),
  ...printedBy({ library: 'Spring' }, [
    [
      'Handshake failed due to invalid Upgrade header: {…}',
      ['request-without-upgrade', 'request-upgrade-other'],
    ],
    ['Handshake failed due to invalid Connection header {…}', ['request-connection']],
    ['Can "Upgrade" only to "WebSocket".', ['request-without-upgrade', 'request-upgrade-other']],
    ['"Connection" must be "upgrade".', ['request-connection']],
  ]),
  ...printedBy({ library: 'Java' }, [
    ['java.io.EOFException', ['cut-without-close', 'closed-before-response']],
    ['java.net.ConnectException', ['refused', 'connect-timeout']],
    ['java.net.UnknownHostException', ['host-not-found']],
    ['java.net.SocketTimeoutException', ['connect-timeout', 'idle-limit']],
    ['PKIX path building failed', ['tls-certificate']],
    ['Unsupported or unrecognized SSL message', ['tls-to-plain-port']],
  ]),
];
