/** Words for frames and heads that have bytes that aren't in the text. */

/** Beside a unit in the list, and beside a field in its table. */
export const MADE_HERE = 'made here';

/** Beside a line of a head that is partly in the text. */
export const PARTLY_MADE = 'partly made here';

/** About the shown unit. */
export const MADE_FRAME =
  'The text contains only the payload of this frame. Its header was made here, so it isn’t judged.';

export const MADE_PARTS =
  'Bytes in dashed boxes aren’t in the text. They were made here, so they aren’t judged.';
