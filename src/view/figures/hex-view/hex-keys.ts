/** What keys do in a hex grid: move, select, choose, and type hex digits over a byte. */

import { byteAfterKey, type GridSize } from '#core/scenes/hex-grid.ts';
import { typeDigit, type TypedDigit } from './typed-digits.ts';

export type HexKey = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

export type HexKeyPlace = GridSize & {
  /** The byte that the keys start from. */
  readonly offset: number;
  /** Its value; null if the grid only shows bytes. */
  readonly editable: number | null;
  /** Whether its high half was typed last. */
  readonly isHalfTyped: boolean;
};

export type HexKeyAction =
  | { readonly kind: 'select-all' }
  | { readonly kind: 'clear' }
  | { readonly kind: 'choose'; readonly isExtending: boolean }
  | { readonly kind: 'type'; readonly typed: TypedDigit }
  | { readonly kind: 'move'; readonly offset: number; readonly isExtending: boolean };

/** Null for keys that the grid leaves to others. */
export function hexKeyAction(event: HexKey, place: HexKeyPlace): HexKeyAction | null {
  const { key, shiftKey: isExtending } = event;
  if (place.size === 0) return null;
  if ((event.ctrlKey || event.metaKey) && key === 'a') return { kind: 'select-all' };
  if (event.ctrlKey || event.altKey || event.metaKey) return null;
  if (key === 'Escape') return { kind: 'clear' };
  if (key === 'Enter' || key === ' ') return { kind: 'choose', isExtending };
  const { editable } = place;
  const typed = editable === null ? null : typeDigit(key, editable, place.isHalfTyped);
  if (typed !== null) return { kind: 'type', typed };
  const offset = byteAfterKey(key, place.offset, place);
  return offset === null ? null : { kind: 'move', offset, isExtending };
}
