/**
 * The violations in the recordings: which rule, and where. A number is the index of a recorded
 * frame; "cut" is the incomplete unit after them.
 *
 * Most were made on purpose, and their labels describe them. TShark itself complains about few of
 * them.
 */

import type { Conversation } from '#core/conversation/conversation.ts';
import { SWITCHING_PROTOCOLS } from '#core/protocol/opening/opening-response.ts';
import type { RuleId } from '#core/protocol/rules/rules.ts';
import { listedFrames } from './recorded-reading.ts';
import type { RecordedConnection } from './recorded-session.ts';

type Place = number | 'request' | 'response' | 'after-close' | 'cut';

export type Complaint = `${RuleId}@${Place}`;

/** What TShark reports, and what this project reports instead; null if TShark is wrong. */
export const TSHARK_COMPLAINTS: readonly (readonly [string, readonly RuleId[] | null])[] = [
  [
    'Dissector for Websocket Opcode',
    ['frame.reserved-opcode', 'message.continuation-without-start'],
  ],
  ['Malformed Packet', ['frame.length-top-bit']],
  ['Decompression failed', ['deflate.block-type']],
  // It treats the last fragment of a compressed message as a separate message.
  ['Trailing stray characters', null],
];

/** By what was tried. */
const BY_LABEL: Readonly<Record<string, readonly Complaint[]>> = {
  // Frames of a server
  'unfragmented frame with reserved data opcode 3': ['frame.reserved-opcode@1'],
  'reserved control opcode 0xB': ['frame.reserved-opcode@1'],
  'server frame with MASK=1': ['frame.masked-from-server@1'],
  'RSV1 set without a negotiated extension': ['frame.reserved-bit@1'],
  'RSV2 set': ['frame.reserved-bit@1'],
  'RSV3 set': ['frame.reserved-bit@1'],
  'ping with FIN=0': ['control.fragmented@1'],
  'ping with a 126 byte payload': ['control.too-long@1'],
  'continuation frame with no message begun': ['message.continuation-without-start@1'],
  'new text frame while a fragmented message is unfinished': ['message.interleaved@2'],
  'text frame whose payload is not UTF-8 (ce ba e1 bd b9 cf 83 ed a0 80)': [
    'message.text-not-utf8@1',
  ],
  'bad UTF-8 only visible across two fragments': ['message.text-not-utf8@2'],
  'overlong encoding c0 af in a text frame': ['message.text-not-utf8@1'],
  'Close frame carrying the reserved code 1005': ['close.code-not-sendable@1'],
  'Close frame carrying the reserved code 1006': ['close.code-not-sendable@1'],
  'Close frame carrying code 999': ['close.code-not-sendable@1'],
  'Close frame carrying the unassigned code 2999': ['close.code-unassigned@1'],
  'Close frame carrying code 5000': ['close.code-unassigned@1'],
  'Close frame with a one byte payload': ['close.one-byte@1'],
  'Close frame whose reason is not UTF-8': ['close.reason-not-utf8@1'],
  '5 bytes written with the 16 bit length form': ['frame.length-not-minimal@1'],
  '5 bytes written with the 64 bit length form': ['frame.length-not-minimal@1'],
  '64 bit length with the most significant bit set': ['frame.length-top-bit@1'],
  // "H" is a Close with RSV1 and without FIN.
  'an HTTP response where frames should be': ['frame.reserved-bit@cut', 'control.fragmented@cut'],
  'permessage-deflate negotiated; RSV1 frame whose payload is no DEFLATE data': [
    'deflate.block-type@1',
  ],
  'permessage-deflate negotiated; RSV1 set on a continuation frame': ['frame.reserved-bit@2'],
  'permessage-deflate negotiated; RSV1 set on a ping': ['frame.reserved-bit@1'],
  // Frames of a client
  'unmasked frame from a client': ['frame.unmasked-from-client@2'],
  'unmasked Close frame': ['frame.unmasked-from-client@2'],
  'reserved data opcode 5': ['frame.reserved-opcode@0'],
  'reserved control opcode 0xF': ['frame.reserved-opcode@0'],
  'RSV1 without extension': ['frame.reserved-bit@0'],
  RSV2: ['frame.reserved-bit@0'],
  RSV3: ['frame.reserved-bit@0'],
  'Close with FIN=0': ['control.fragmented@0'],
  'ping of 126 bytes': ['control.too-long@0'],
  'continuation without a message': ['message.continuation-without-start@0'],
  'new binary frame inside a fragmented text': ['message.interleaved@1'],
  'invalid UTF-8 in text (lone surrogate ed a0 80)': ['message.text-not-utf8@0'],
  'invalid UTF-8 in the second fragment': ['message.text-not-utf8@1'],
  'Close code 0': ['close.code-not-sendable@0'],
  'Close code 1004': ['close.code-unassigned@0'],
  'Close code 1015': ['close.code-not-sendable@0'],
  'Close with one byte': ['close.one-byte@0'],
  'length 3 in 16 bit form': ['frame.length-not-minimal@0'],
  'length 3 in 64 bit form': ['frame.length-not-minimal@0'],
  '64 bit length with the top bit': ['frame.length-top-bit@0'],
  // Requests
  'Sec-WebSocket-Key missing': ['request.key-missing@request'],
  'key of 8 bytes': ['request.key-malformed@request'],
  'key is not base64': ['request.key-malformed@request'],
  'Sec-WebSocket-Version missing': ['request.websocket-version@request'],
  'version 8': ['request.websocket-version@request'],
  'version 7': ['request.websocket-version@request'],
  'version 99': ['request.websocket-version@request'],
  'POST instead of GET': ['request.method@request'],
  'HTTP/1.0': ['request.version@request'],
  'Upgrade missing': ['request.upgrade@request'],
  'Connection missing': ['request.connection@request'],
  'Host missing': ['request.host@request'],
  'Upgrade: h2c': ['request.upgrade@request'],
  'malformed Sec-WebSocket-Protocol': ['request.subprotocol-malformed@request'],
  'malformed Sec-WebSocket-Extensions': ['compression.offer-value@request'],
  // Responses
  'HTTP/1.0 101': ['response.version@response'],
  'permessage-deflate with server_max_window_bits=17': ['compression.answer-value@response'],
  'Sec-WebSocket-Accept of another key': ['response.accept-wrong@response'],
  'no Sec-WebSocket-Accept': ['response.accept-missing@response'],
  '101 without Upgrade': ['response.upgrade@response'],
  '101 without Connection': ['response.connection@response'],
  '101 upgrading to something else': ['response.upgrade@response'],
  'Sec-WebSocket-Protocol that was not offered': ['response.subprotocol-not-offered@response'],
  'Sec-WebSocket-Extensions that was not offered': ['response.extension-not-offered@response'],
};

/** Beside what was tried, by session and index of connection. */
const BY_CONNECTION: Readonly<Record<string, readonly Complaint[]>> = {
  // Chromium answers a Close with its own code, whatever that is.
  'chromium-ws-invalid-server-frames/15': ['close.code-not-sendable@2'],
  'chromium-ws-invalid-server-frames/16': ['close.code-unassigned@2'],
  'chromium-ws-invalid-server-frames/17': ['close.code-unassigned@2'],
  // An HTTP request after a 101 is a frame: 47 45 is RSV1, opcode 7, unmasked.
  'raw-ws-invalid-client-frames/22': [
    'frame.reserved-bit@cut',
    'frame.reserved-opcode@cut',
    'frame.unmasked-from-client@cut',
  ],
  // This client had not offered any extension.
  'ws-ws-rejected-handshakes/19': ['response.extension-not-offered@response'],
  // The server answers none of the subprotocols asked for.
  'chromium-ws-subprotocol/1': ['response.subprotocol-missing@response'],
  'firefox-ws-subprotocol/1': ['response.subprotocol-missing@response'],
  'raw-gorilla-bad-requests/16': ['response.subprotocol-missing@response'],
  // A proxy that passes on neither Upgrade nor Connection, and speaks HTTP/1.0.
  'nginx-chromium-ws/8': [
    'request.version@request',
    'request.upgrade@request',
    'request.connection@request',
  ],
};

export function complaintsOf(session: string, index: number, label = ''): readonly Complaint[] {
  return [...(BY_LABEL[label] ?? []), ...(BY_CONNECTION[`${session}/${index}`] ?? [])];
}

export function ourComplaints(
  conversation: Conversation,
  connection: RecordedConnection,
): Complaint[] {
  const { units, findings } = conversation;
  const listed = listedFrames(conversation, connection);
  return findings.map(({ violation, unitIndex }): Complaint => {
    const unit = units[unitIndex]!;
    const isNamed =
      unit.kind === 'request' || unit.kind === 'response' || unit.kind === 'after-close';
    return `${violation.id}@${isNamed ? unit.kind : (listed.get(unit) ?? 'cut')}`;
  });
}

/**
 * Answers other than 101 to a request for a WebSocket, or to what is no request. One of 100 or 103
 * is no refusal, but nothing that RFC 6455 foresees.
 */
export function refusals({ http, handshake }: RecordedConnection): Complaint[] {
  const statuses = http
    ? http.flatMap(({ status }) => status ?? [])
    : [handshake?.status ?? SWITCHING_PROTOCOLS];
  const requests = http?.filter(({ dir }) => dir === 'c2s').map(({ head }) => head) ?? [
    handshake?.request ?? null,
  ];
  return statuses.flatMap((status, at): Complaint[] => {
    const request = requests[Math.min(at, requests.length - 1)];
    const isOpening = request === null || /sec-websocket/i.test(request ?? '');
    if (status === SWITCHING_PROTOCOLS || !isOpening) return [];
    return [status < 200 ? 'response.interim@response' : 'response.status@response'];
  });
}
