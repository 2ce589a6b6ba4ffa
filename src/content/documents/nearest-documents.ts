/** The documents whose addresses are most like one that doesn't exist. */

import { documentPath } from '#core/sharing/document-address.ts';
import { nearestNames } from '#core/sharing/nearest-names.ts';
import type { DocumentEntry } from './document-entry.ts';
import { DOCUMENTS } from './document-list.ts';

export type NearDocument = {
  /** From the site's root: "guides/polling/". */
  readonly path: string;
  readonly title: string;
};

/** By the whole address. */
export function nearestDocuments(asked: string): readonly NearDocument[] {
  return nearestBy(documentPathOf, `${asked}/`);
}

/** By the last segment of the address alone: "polling", whatever is in front of it. */
export function nearestByPlace(asked: string): readonly NearDocument[] {
  return nearestBy(({ address: { page, path } }) => path.at(-1) ?? page, asked);
}

function nearestBy(
  nameOf: (document: DocumentEntry) => string,
  asked: string,
): readonly NearDocument[] {
  const documents = DOCUMENTS.filter(({ address }) => address.page !== 'start');
  const named = new Map(documents.map((document) => [nameOf(document), document]));
  return nearestNames(asked, [...named.keys()]).flatMap((name) => {
    const document = named.get(name);
    return document ? { path: documentPathOf(document), title: document.title } : [];
  });
}

function documentPathOf({ address }: DocumentEntry): string {
  return documentPath(address);
}
