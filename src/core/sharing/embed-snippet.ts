/** The HTML that embeds a place in a lesson into another page. */

import { parseAddress, printAddress } from './address.ts';
import { embeddedAddress } from './lesson-address.ts';

export function embedSnippet(link: string, title: string): string {
  const [site = '', fragment = ''] = link.split('#', 2);
  const source = `${site}${printAddress(embeddedAddress(parseAddress(fragment)))}`;
  return `<iframe src="${escapeAttribute(source)}" title="${escapeAttribute(`WS 101: ${title}`)}" loading="lazy" width="100%" height="720"></iframe>`;
}

function escapeAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
