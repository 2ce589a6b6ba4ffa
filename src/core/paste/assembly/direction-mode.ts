/** How the directions of a paste are decided. */

/** How the reader wants directions decided: from the text, or otherwise. */
export type DirectionMode = 'as-told' | 'by-masks' | 'from-client' | 'from-server' | 'swapped';

export const DIRECTION_MODES: readonly DirectionMode[] = [
  'as-told',
  'by-masks',
  'from-client',
  'from-server',
  'swapped',
];
