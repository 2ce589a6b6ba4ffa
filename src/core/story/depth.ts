/** How deep a reader looks into a story. */

/** `story`: what each side sends. `bytes`: TCP's signals are folded. `everything`: all steps. */
export const DEPTHS = ['story', 'bytes', 'everything'] as const;

export type Depth = (typeof DEPTHS)[number];

/** The depth of a link and of a reader that name none. */
export const DEFAULT_DEPTH: Depth = 'bytes';
