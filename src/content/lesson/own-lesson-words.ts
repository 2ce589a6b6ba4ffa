/** Words for the lesson that plays the reader's own connection. */

export const OWN_LESSON_SUMMARY =
  'The connection that you opened in Decode, played like any other.';

/** For a page without a connection to play; `open` links to Decode, `begin` to a lesson. */
export const NO_OWN_LESSON = {
  title: 'There is nothing of yours to play yet',
  how: {
    before: 'Paste bytes or drop a capture in ',
    open: 'Decode',
    after:
      ', and choose to play them: the connection then runs here, step by step. It stays in this page and is gone when you close it.',
  },
  meanwhile: { before: 'Meanwhile, ', begin: 'begin with a hello' },
} as const;
