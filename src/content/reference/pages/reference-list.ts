/** The parts of the reference. */

export const REFERENCE_PARTS = {
  'close-codes': {
    title: 'Close codes',
    summary: 'What each code means, who may send it, what a page sees, and its frame.',
  },
  errors: {
    title: 'Error messages',
    summary: 'What browsers and libraries print, the bytes that cause it, and what to do.',
  },
  frames: {
    title: 'Frames',
    summary: 'Examples of the RFCs, recorded connections, and frames that break a rule.',
  },
  glossary: {
    title: 'Glossary',
    summary: 'The terms of WebSocket, TCP and HTTP, with examples and sections.',
  },
} as const;

export type ReferencePart = keyof typeof REFERENCE_PARTS;
