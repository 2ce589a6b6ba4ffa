/** Words for a capture file: its problems, what was skipped, and what its connections carry. */

import type { CaptureProblemId } from '#core/captures/capture-contents.ts';
import type { CaptureFacts, SkippedPackets } from '#core/captures/capture-facts.ts';
import type { ConnectionContent } from '#core/captures/connection-content.ts';
import type { SkipReason } from '#core/packets/tcp-packet.ts';
import { inList } from '#content/phrasing/listing.ts';
import { countOf, formatCount } from '#content/phrasing/quantity.ts';
import { visible } from '#content/phrasing/quotation.ts';

/** Above the name of a file whose bytes are all that is known. */
export const FILE_HEADING = 'A file';

const PROBLEMS: Readonly<Record<CaptureProblemId, string>> = {
  'cut-short':
    'The file ends within a packet, as if copying or capturing had been stopped. What comes before was read.',
  'bad-length': 'A block of the file has a length that contradicts its content.',
  'bad-byte-order': 'A section of the file has no known byte order, so the rest wasn’t read.',
  'unknown-version': 'A section of the file has a newer format, so the rest wasn’t read.',
  'unknown-interface': 'Packets of an interface that the file doesn’t describe weren’t read.',
};

const SKIPPED: Readonly<Record<SkipReason, string>> = {
  'unknown-link-type': 'of a link layer that can’t be read here',
  'not-ip': 'without IP, such as ARP',
  'not-tcp': 'without TCP, such as DNS over UDP',
  'ip-fragment': 'that are parts of an IP packet whose other parts are missing',
  malformed: 'that are cut off or contradict themselves',
};

/** Names of the LINKTYPE registry (https://www.tcpdump.org/linktypes.html). */
const LINK_TYPE_NAMES: Readonly<Record<number, string>> = {
  105: '802.11, without a radio header',
  127: '802.11, with a radiotap header',
  163: '802.11, with an AVS header',
  189: 'USB',
  195: '802.15.4',
  201: 'Bluetooth',
  220: 'USB',
  251: 'Bluetooth Low Energy',
};

export function captureProblemWords(problem: CaptureProblemId): string {
  return PROBLEMS[problem];
}

/** Of files that were opened together with captures; '' for none. */
export function unreadFilesWords({ unreadFiles }: CaptureFacts): string {
  if (unreadFiles.length === 0) return '';
  const is =
    unreadFiles.length === 1 ? 'isn’t a capture, and wasn’t' : 'aren’t captures, and weren’t';
  return `${inList(unreadFiles.map((name) => `“${visible(name)}”`))} ${is} read.`;
}

/** "3 of 40 packets were skipped: 2 without TCP, such as DNS over UDP, and …"; '' for none. */
export function skippedWords({ packets, skipped, unknownLinkTypes }: CaptureFacts): string {
  const total = skipped.reduce((sum, each) => sum + each.packets, 0);
  if (total === 0) return '';
  const parts = skipped.map(
    (each) => `${formatCount(each.packets)} ${reasonWords(each, unknownLinkTypes)}`,
  );
  const verb = total === 1 ? 'was' : 'were';
  return `${formatCount(total)} of ${countOf(packets, 'packet')} ${verb} skipped: ${parts.join('; ')}.`;
}

function reasonWords({ reason }: SkippedPackets, unknownLinkTypes: readonly number[]): string {
  if (reason !== 'unknown-link-type') return SKIPPED[reason];
  const names = unknownLinkTypes.map((type) => {
    const name = LINK_TYPE_NAMES[type];
    return name === undefined ? formatCount(type) : `${formatCount(type)}, ${name}`;
  });
  return `${SKIPPED[reason]} (link type ${names.join('; ')})`;
}

export type NoConnectionWords = { readonly title: string; readonly advice: string };

/** What a capture without a TCP connection is, and what to do. */
export function noConnectionWords({ packets, skipped }: CaptureFacts): NoConnectionWords {
  if (packets === 0) {
    return {
      title: 'This capture has no packets',
      advice: 'Capture again, while the connection opens and sends something.',
    };
  }
  const isOfOtherLink = skipped[0]?.reason === 'unknown-link-type';
  return {
    title: `This capture has ${countOf(packets, 'packet')}, but no TCP that can be read`,
    advice: isOfOtherLink
      ? 'Capture Ethernet or IP packets, on an interface of the client or the server. Or follow the TCP stream in Wireshark, and paste it here.'
      : 'A WebSocket runs over TCP. Capture on the interface that it uses: for a server on the same machine, the loopback interface.',
  };
}

const CONTENT_NAMES: Readonly<Record<ConnectionContent['kind'], string>> = {
  websocket: 'WebSocket',
  handshake: 'WebSocket handshake',
  frames: 'frames without a handshake',
  http: 'HTTP',
  http2: 'HTTP/2',
  tls: 'TLS, encrypted',
  other: 'other protocol',
  empty: 'no data',
};

/** "WebSocket /chat at example.com, stream 3 of HTTP/2". */
export function contentWords({ kind, target, host, streamId }: ConnectionContent): string {
  const at = host === null ? '' : ` at ${visible(host)}`;
  const stream = streamId === undefined ? '' : `, stream ${formatCount(streamId)} of HTTP/2`;
  return `${CONTENT_NAMES[kind]}${target === null ? '' : ` ${visible(target)}${at}`}${stream}`;
}
