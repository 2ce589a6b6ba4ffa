/**
 * Words of the reference's pages. Sources: WHATWG WebSockets, “Feedback from the protocol” and
 * close(); RFC 6455 §7.1.4 and §7.4; Chromium 156 and Firefox 153 (wss to a port without TLS).
 */

import { countOf } from '#content/phrasing/quantity.ts';

export const CLOSE_CODES_LEAD =
  'A Close frame can contain a code and a reason. A page gets the code as event.code. It can also get three codes that never cross the network.';

export const FRAME_LEADS_TO =
  'That is what the server’s Close frame below leads to, once both Close frames have crossed and TCP has closed.';

export const NOTHING_MORE =
  'A page gets no more than this. Otherwise it could scan a network that it must not read. The browser’s console and the server’s log contain more.';

/** Of 1006. */
export const IF_SENT =
  'Chromium 156 fails the connection with 1002. Firefox 153 accepts the frame and reports 1006.';

export const OPEN_BEFORE = 'after open';
export const NEVER_OPEN = 'before open';

export const FIRST_QUESTION = 'First question: did your page get its open event?';

/** Of 1004. */
export const WITHOUT_MEANING =
  'The code has no meaning yet. Chromium 156 and Firefox 153 accept it and report it. Other receivers fail the connection with 1002.';

/** Of 1010. Measured with ws 8.23, websocket-driver 0.8 and Chromium 156: each reports it. */
export const ONLY_FROM_CLIENTS =
  'Normally nothing: a client sends this code, but no page can. A server has no use for it, because it can reject the handshake instead. If it sends 1010 anyway, Chromium 156 reports that code.';

export const ITS_FRAME = 'The Close frame of a server with this code, without a reason:';
export const ITS_EMPTY_FRAME = 'The Close frame of a server without a code:';

/** What `close()` does with a code that a page may not pass. */
export const NOT_FOR_PAGES = 'no, it throws InvalidAccessError';

/** The handlers of a page and the properties of its close event, as code. */
export function closeEventCode(code: string, isClean: boolean): string {
  const error = isClean ? '' : 'socket.onerror = (event) => { … }\n// no message, no status\n';
  return `${error}socket.onclose = (event) => { … }\n// event.code      ${code}\n// event.reason    ""\n// event.wasClean  ${isClean}`;
}

/** Firefox alone reports a failed TLS handshake as such. */
export const CODE_WITHOUT_CLOSE = '1006';
export const CODE_OF_FAILED_TLS = '1006, in Firefox 1015';

export const ERRORS_LEAD =
  'What browsers, servers and libraries print, with the bytes or the circumstance that causes it. Decode finds these messages in a pasted log.';

export const FRAMES_LEAD = 'Bytes worth looking at. Each example opens in Decode.';

export function furtherUnits(count: number): string {
  return `Decode shows ${countOf(count, 'more unit')}.`;
}

export const GLOSSARY_LEAD =
  'The terms that this site uses, most of them with the section that defines them.';
export const GLOSSARY_IN_LEARN = 'See them in a connection';

export const NO_SUCH_PAGE = 'The reference has no such page';

/** `asked` is the last part of the address. */
export function nearestPagesWords(asked: string): string {
  return `No page here has the address “${asked}”. These are nearest:`;
}

/** `asked` is the last part of the address. */
export function nearestTermsWords(asked: string): string {
  return `The glossary has no term “${asked}”. These are nearest:`;
}

/** A link to the guide about a close code. */
export const CAUSES_GUIDE = 'A guide to the causes, with what both sides see';
