/** The list of examples, and the examples. */

import { GALLERY } from '#content/examples/gallery.ts';
import { descriptionOf, type DocumentEntry } from './document-entry.ts';
import { listDocument } from './reference-documents.ts';

const MORE = 'The bytes open in Decode with one click.';

export const FRAME_DOCUMENTS: readonly DocumentEntry[] = [
  listDocument('frames'),
  ...GALLERY.map(({ id, title, look }) => ({
    address: { page: 'frames', path: [id] },
    title: `${title}, byte by byte`,
    description: descriptionOf(look, MORE),
  })),
];
