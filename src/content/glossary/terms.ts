/**
 * The terms that the glossary explains, and the spellings by which prose is recognised to use one.
 * Apart from their definitions, which are loaded when one is shown.
 */

import { capitalized } from '#content/phrasing/capitalized.ts';
import { documentPath } from '#core/sharing/document-address.ts';

/**
 * A spelling in lower case is also found with a capital first letter. The first one is the term's
 * name. No two terms share a spelling.
 */
export const TERMS = {
  // TCP
  segment: ['segment', 'segments'],
  syn: ['SYN'],
  'syn-ack': ['SYN-ACK'],
  ack: ['ACK', 'ACKs', 'acknowledgement', 'acknowledgements'],
  fin: ['FIN'],
  rst: ['RST'],
  'sequence-number': ['sequence number', 'sequence numbers'],
  'round-trip': ['round trip', 'round trips'],
  latency: ['latency'],
  retransmission: ['retransmission', 'retransmissions', 'retransmits', 'retransmitted'],
  'time-wait': ['TIME-WAIT'],
  'keep-alive': ['keep-alive', 'keep-alives'],
  'half-close': ['half-close', 'half-closed'],
  'head-of-line': ['head-of-line blocking'],
  tls: ['TLS'],
  quic: ['QUIC'],
  // HTTP and the opening handshake
  'opening-handshake': ['opening handshake', 'HTTP handshake', 'handshake'],
  'header-field': ['header field', 'header fields'],
  upgrade: ['Upgrade'],
  'status-code': ['status code', 'status codes', 'status'],
  'handshake-key': ['handshake key'],
  nonce: ['nonce', 'nonces'],
  base64: ['base64'],
  'sha-1': ['SHA-1'],
  guid: ['GUID'],
  'accept-value': ['accept value', 'accept values'],
  origin: ['origin', 'origins'],
  subprotocol: ['subprotocol', 'subprotocols'],
  extension: ['extension', 'extensions'],
  proxy: ['proxy', 'proxies', 'intermediary', 'intermediaries'],
  'cache-poisoning': ['cache poisoning'],
  'extended-connect': ['extended CONNECT'],
  cors: ['CORS'],
  // Other methods
  polling: ['polling'],
  'long-polling': ['long polling'],
  'server-sent-events': ['server-sent events'],
  webtransport: ['WebTransport'],
  // Frames
  frame: ['frame', 'frames'],
  'fin-bit': ['FIN bit'],
  'rsv-bits': ['RSV bits', 'RSV1', 'RSV2', 'RSV3', 'reserved bit', 'reserved bits'],
  opcode: ['opcode', 'opcodes'],
  payload: ['payload', 'payloads'],
  'payload-length': ['payload length', 'payload lengths'],
  'masking-key': ['masking key', 'masking keys'],
  masking: ['masking', 'masked'],
  xor: ['XOR', 'XORed'],
  message: ['message', 'messages'],
  fragment: ['fragment', 'fragments'],
  'continuation-frame': ['continuation frame', 'continuation frames'],
  'control-frame': ['control frame', 'control frames'],
  ping: ['Ping', 'Pings'],
  pong: ['Pong', 'Pongs'],
  'utf-8': ['UTF-8'],
  'permessage-deflate': ['permessage-deflate'],
  deflate: ['DEFLATE'],
  'context-takeover': ['context takeover'],
  // Closure
  close: ['Close frame', 'Close frames'],
  'close-code': ['close code', 'close codes'],
  'close-reason': ['close reason', 'close reasons'],
  'closing-handshake': ['closing handshake', 'closing handshakes'],
  'ready-state': ['readyState'],
  // Operation
  heartbeat: ['heartbeat', 'heartbeats'],
  'idle-timeout': ['idle timeout', 'idle timeouts', 'idle limit', 'idle limits'],
  jitter: ['jitter'],
  backpressure: ['backpressure'],
  'load-balancer': ['load balancer', 'load balancers'],
  'sticky-session': ['sticky session', 'sticky sessions'],
  'fan-out': ['fan-out'],
} as const satisfies Readonly<Record<string, readonly [string, ...string[]]>>;

export type TermId = keyof typeof TERMS;

export const TERM_IDS = Object.keys(TERMS) as TermId[];

/** "Masking key": the heading of a definition. */
export function termName(id: TermId): string {
  const [name] = TERMS[id];
  // The API's own names keep their case.
  return KEEP_CASE.includes(id) ? name : capitalized(name);
}

const KEEP_CASE: readonly TermId[] = ['ready-state', 'permessage-deflate', 'base64'];

/** A link to the place of the term, after its definition. */
export const IN_GLOSSARY = 'In the glossary';

/** The place of the term in the glossary, from the site's root. */
export function termDocument(id: TermId): string {
  return documentPath({ page: 'glossary', path: [id] });
}
