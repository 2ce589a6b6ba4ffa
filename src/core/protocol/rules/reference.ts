/** The source of a statement: a document and its section. */

export type Reference = {
  /** The number of an RFC, or the name of another standard. */
  readonly document: number | keyof typeof OTHER_STANDARDS;
  /** "5.2", without the section sign, or a standard's anchor; empty for the whole document. */
  readonly section: string;
};

/** Standards that aren't RFCs, by name. A section of theirs is an anchor. */
const OTHER_STANDARDS = {
  'WHATWG WebSockets': 'https://websockets.spec.whatwg.org/',
  'WHATWG Streams': 'https://streams.spec.whatwg.org/',
  'WHATWG HTML': 'https://html.spec.whatwg.org/multipage/server-sent-events.html',
  'WHATWG Fetch': 'https://fetch.spec.whatwg.org/',
  'W3C WebTransport': 'https://www.w3.org/TR/webtransport/',
  'IANA WebSocket registry': 'https://www.iana.org/assignments/websocket/websocket.xhtml',
  'Mixed Content': 'https://w3c.github.io/webappsec-mixed-content/',
} as const;

export function rfc(document: number, section: string): Reference {
  return { document, section };
}

/** "RFC 6455 §5.2". */
export function referenceLabel({ document, section }: Reference): string {
  const name = typeof document === 'number' ? `RFC ${document}` : document;
  return section === '' ? name : `${name} §${section}`;
}

export function referenceUrl({ document, section }: Reference): string {
  if (typeof document === 'string') return `${OTHER_STANDARDS[document]}#${section}`;
  const anchor = section === '' ? '' : `#section-${section}`;
  return `https://www.rfc-editor.org/rfc/rfc${document}${anchor}`;
}
