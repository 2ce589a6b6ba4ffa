/** The source of a statement: a document and its section. */

export type Reference = {
  /** The number of an RFC, or the name of another standard. */
  readonly document: number | 'WHATWG WebSockets';
  /** "5.2", without the section sign; empty for the whole document. */
  readonly section: string;
};

export function rfc(document: number, section: string): Reference {
  return { document, section };
}

/** "RFC 6455 §5.2". */
export function referenceLabel({ document, section }: Reference): string {
  const name = typeof document === 'number' ? `RFC ${document}` : document;
  return section === '' ? name : `${name} §${section}`;
}

export function referenceUrl({ document, section }: Reference): string {
  if (document === 'WHATWG WebSockets') return `https://websockets.spec.whatwg.org/#${section}`;
  const anchor = section === '' ? '' : `#section-${section}`;
  return `https://www.rfc-editor.org/rfc/rfc${document}${anchor}`;
}
