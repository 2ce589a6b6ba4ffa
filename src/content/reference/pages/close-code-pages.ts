/**
 * One page for each close code with a name, and for the two ranges that are free for use. Sources:
 * RFC 6455 §7.1.5, §7.4; the IANA WebSocket Close Code Number Registry; WHATWG WebSockets, close().
 */

import {
  classifyCloseCode,
  isCloseCodeOf,
  isClosableByPage,
  NAMED_CLOSE_CODES,
  NO_STATUS_RECEIVED,
  type NamedCloseCode,
} from '#core/protocol/messages/close-code.ts';
import { encodeClosePayload } from '#core/protocol/messages/close-payload.ts';
import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { rfc, type Reference } from '#core/protocol/rules/reference.ts';
import {
  CLOSE_CODE_CLASS_MEANINGS,
  CLOSE_CODE_MEANINGS,
  closeCodeMeaning,
} from '#content/reference/close-code-notes.ts';
import { formatCount } from '#content/phrasing/quantity.ts';
import { CLOSE_CODE_NAMES } from '#content/reference/close-code-names.ts';
import type { GuideSlug } from '#content/guides/guide-list.ts';
import type { CircumstanceId } from '#content/reference/errors/circumstances.ts';

const MAX_CLOSE_CODE = 0xffff;

export type CloseCodePage = {
  /** "1006", "3000-3999". */
  readonly slug: string;
  /** The code of the example; the first of a range. */
  readonly code: number;
  readonly name: string;
  readonly meaning: string;
  /** What a reader who sees it can do. */
  readonly advice: string;
  readonly reference: Reference;
  /** Whether a Close frame may contain it. */
  readonly sentBy: string;
  /** Whether a page may pass it to `close()`. */
  readonly isClosableByPage: boolean;
  /** The server's Close frame that an API reports as this code; null if it is never sent. */
  readonly frame: Uint8Array | null;
  /** What else ends a connection with this code. */
  readonly circumstances: readonly CircumstanceId[];
  /** The guide about this code, if there is one. */
  readonly guide: GuideSlug | null;
};

const ADVICE: Readonly<Record<NamedCloseCode, string>> = {
  1000: 'Nothing is wrong. If you didn’t expect it, look for the code that calls close(), on both sides.',
  1001: 'If the server went away, reconnect after a random delay. If the user left the page, there is nothing to do.',
  1002: 'The side that sent it found a fault in the frames of the other. Paste those frames into Decode, which names the rule.',
  1003: 'Check whether you send text or binary messages, and which of them the receiver accepts.',
  1004: 'If you see it in a frame, the sender has a fault. Receivers differ on it.',
  1005: 'A Close frame arrived, so the connection ended in order. To give a reason, pass a code to close().',
  1006: 'The code names no cause. First find out whether the page got its open event.',
  1007: 'Look at the side that encoded the message. Either text wasn’t UTF-8, or compressed data was damaged.',
  1008: 'Check the log of the side that closed. One of its own rules applied, such as an expired login.',
  1009: 'Send smaller messages, or raise the receiver’s limit, such as maxPayload in ws.',
  1010: 'Offer only extensions that the client can do without, or configure the server to accept them.',
  1011: 'Check the server’s log at that second. Usually its code threw an exception.',
  1012: 'Reconnect after a random delay, so that not all clients come back in the same second.',
  1013: 'Wait before you reconnect, longer each time. The server can’t serve you now.',
  1014: 'The fault is behind the proxy. Check the logs of the proxy and of the server behind it.',
  1015: 'Check the server’s certificate: its name, its dates and its chain. Check that the port uses TLS.',
};

/** Without a Close frame, every one of these is 1006 to a page. */
const WITHOUT_CLOSE: readonly CircumstanceId[] = [
  'tls-failed',
  'refused',
  'connect-timeout',
  'closed-before-response',
  'cut-without-close',
  'connection-reset',
  'hidden-by-browser',
];

const NAMED_PAGES: readonly CloseCodePage[] = (
  Object.keys(NAMED_CLOSE_CODES).map(Number) as NamedCloseCode[]
).map((code) => ({
  slug: String(code),
  code,
  name: CLOSE_CODE_NAMES[code],
  meaning: CLOSE_CODE_MEANINGS[code],
  advice: ADVICE[code],
  reference: definitionOf(code),
  sentBy: sendersOf(code),
  isClosableByPage: isClosableByPage(code),
  frame: closeFrame(code),
  circumstances: code === 1006 ? WITHOUT_CLOSE : code === 1015 ? ['tls-failed'] : [],
  guide: code === 1006 ? 'close-code-1006' : null,
}));

const RANGE_PAGES: readonly CloseCodePage[] = [
  {
    slug: '3000-3999',
    code: 3000,
    name: 'registered by libraries',
    meaning: CLOSE_CODE_CLASS_MEANINGS.registered,
    advice: 'Look the code up in the registry or in the documentation of the library that sent it.',
    reference: rfc(6455, '7.4.2'),
    sentBy: sendersOf(3000),
    isClosableByPage: true,
    frame: closeFrame(3000),
    circumstances: [],
    guide: null,
  },
  {
    slug: '4000-4999',
    code: 4000,
    name: 'private use',
    meaning: CLOSE_CODE_CLASS_MEANINGS.private,
    advice: 'Look the code up in the documentation of the service. No standard gives it a meaning.',
    reference: rfc(6455, '7.4.2'),
    sentBy: sendersOf(4000),
    isClosableByPage: true,
    frame: closeFrame(4000),
    circumstances: [],
    guide: null,
  },
];

export const CLOSE_CODE_PAGES: readonly CloseCodePage[] = [...NAMED_PAGES, ...RANGE_PAGES];

/** The page of a code: "1006", "3999", "3000-3999". Undefined if no page is about it. */
export function closeCodePageOf(slug: string): CloseCodePage | undefined {
  const exact = CLOSE_CODE_PAGES.find((page) => page.slug === slug);
  if (exact !== undefined || !/^\d{4}$/.test(slug)) return exact;
  const kind = classifyCloseCode(Number(slug));
  if (kind === 'registered') return RANGE_PAGES[0];
  return kind === 'private' ? RANGE_PAGES[1] : undefined;
}

/** RFC 6455 ends at 1011, apart from 1015. IANA's registry has the ones between. */
function definitionOf(code: NamedCloseCode): Reference {
  if (code < 1012 || code > 1014) return rfc(6455, '7.4.1');
  return { document: 'IANA WebSocket registry', section: 'close-code-number' };
}

/** What a number without a page means. Null if it isn't a number. */
export function unknownCodeMeaning(asked: string): string | null {
  if (!/^\d+$/.test(asked)) return null;
  return Number(asked) > MAX_CLOSE_CODE ? TOO_LARGE : closeCodeMeaning(Number(asked));
}

const TOO_LARGE = `A close code has 2 bytes, so ${formatCount(MAX_CLOSE_CODE)} is the largest.`;

function sendersOf(code: number): string {
  const [client, server] = [isCloseCodeOf(code, 'client'), isCloseCodeOf(code, 'server')];
  if (client && server) return 'client or server';
  if (client) return 'only a client';
  return classifyCloseCode(code) === 'local-only' ? 'must not be sent' : 'not defined for it';
}

function closeFrame(code: number): Uint8Array | null {
  const isEmpty = code === NO_STATUS_RECEIVED;
  if (!isEmpty && !isCloseCodeOf(code, 'server')) return null;
  const payload = encodeClosePayload(isEmpty ? null : code);
  return encodeFrame({ opcode: OPCODE.close, maskingKey: null, payload });
}
