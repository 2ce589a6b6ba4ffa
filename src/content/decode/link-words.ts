/** Words for a link that arrived damaged, or can't be made. */

import { MAX_LINK_CHARACTERS, type LinkProblem } from '#core/sharing/decode-link.ts';
import { formatCount } from '#content/phrasing/quantity.ts';
import { quoted } from '#content/phrasing/quotation.ts';

export function linkProblemWords({ name, reason }: LinkProblem): string {
  switch (reason) {
    case 'damaged':
      return `The link’s ${quoted(name)} was cut or changed, so its bytes are lost. Ask for the whole link, or for the bytes themselves.`;
    case 'too-big':
      return `The link’s ${quoted(name)} would unpack to more than any link of this site contains, so it was ignored.`;
    case 'unreadable':
      return `The link’s ${quoted(name)} isn’t a valid value, so the default is used.`;
  }
}

/** The title of bytes that a link contains. */
export const FROM_LINK = 'From a link';

/** Shown instead of a link. */
export function linkTooLongWords(length: number): string {
  return `A link with these bytes would be ${formatCount(length)} characters long, and some programs cut links longer than ${formatCount(MAX_LINK_CHARACTERS)}. Save them as a file and send that, or share a link without the bytes.`;
}

export const EXAMPLE_NOT_LOADED =
  'The example couldn’t be loaded. Check your connection and open the link again.';

/** A link to an example that is not in the gallery. */
export function unknownExampleWords(id: string): string {
  return `There is no example called ${quoted(id)}. The button “Examples” shows all of them.`;
}
