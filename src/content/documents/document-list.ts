/** Every document of the site. */

import { CLOSE_CODE_DOCUMENTS } from './close-code-documents.ts';
import type { DocumentEntry } from './document-entry.ts';
import { ERROR_DOCUMENTS } from './error-documents.ts';
import { FRAME_DOCUMENTS } from './frame-documents.ts';
import { GUIDE_DOCUMENTS } from './guide-documents.ts';
import { listDocument, REFERENCE_DOCUMENT } from './reference-documents.ts';
import { START_DOCUMENT } from './start-document.ts';

export const DOCUMENTS: readonly DocumentEntry[] = [
  START_DOCUMENT,
  ...GUIDE_DOCUMENTS,
  REFERENCE_DOCUMENT,
  ...CLOSE_CODE_DOCUMENTS,
  ...ERROR_DOCUMENTS,
  ...FRAME_DOCUMENTS,
  listDocument('glossary'),
];
