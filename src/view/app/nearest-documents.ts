/** The documents whose addresses are most like one that doesn't exist. */

import { documentList } from '#content/start/document-list.ts';
import { documentPath } from '#core/sharing/document-address.ts';
import { nearestNames } from '#core/sharing/nearest-names.ts';

export type NearDocument = {
  /** From the site's root: "guides/polling/". */
  readonly path: string;
  readonly title: string;
};

export function nearestDocuments(asked: string): readonly NearDocument[] {
  const documents = documentList().filter(({ address }) => address.page !== 'start');
  const titles = new Map(documents.map(({ address, title }) => [documentPath(address), title]));
  return nearestNames(`${asked}/`, [...titles.keys()]).map((path) => ({
    path,
    title: titles.get(path) ?? path,
  }));
}
