/** What search engines, link previews and the browser's tab show of a document. */

import type { Address } from '#core/sharing/address.ts';

export type DocumentEntry = {
  readonly address: Pick<Address, 'page' | 'path'>;
  /** Without the site's name. */
  readonly title: string;
  /** A sentence or two, at most 160 characters. */
  readonly description: string;
};

/** UTF-16 code units: what a tab and a search result show of a title. */
export const MAX_TITLE = 65;

/** With the site's name, if both fit. */
export function tabTitle(title: string): string {
  const whole = `${title} · WS 101`;
  return whole.length > MAX_TITLE ? title : whole;
}

/** Search engines cut longer descriptions. */
const MAX_DESCRIPTION = 160;

/** As many of the sentences as fit, and at least the beginning of the first one. */
export function descriptionOf(...sentences: readonly string[]): string {
  const [first = '', ...others] = sentences;
  if (first.length > MAX_DESCRIPTION) {
    return `${first.slice(0, MAX_DESCRIPTION - 1).replace(/\s+\S*$/, '')}…`;
  }
  return others.reduce((text, sentence) => {
    const longer = `${text} ${sentence}`;
    return longer.length > MAX_DESCRIPTION ? text : longer;
  }, first);
}
