/** The site's first page. */

import type { DocumentEntry } from './document-entry.ts';

export const START_DOCUMENT: DocumentEntry = {
  address: { page: 'start', path: [] },
  title: 'How a WebSocket works, byte by byte',
  description:
    'What a WebSocket is and why. Step through a connection, decode your own bytes, and compare it with polling and server-sent events.',
};
