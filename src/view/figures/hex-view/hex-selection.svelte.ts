/**
 * Selects bytes of a hex grid by pointer, by the touch handles, and by keys. The grid only reports
 * which byte an event concerns.
 */

import { bitsOfBytes, type ByteRange } from '#core/bytes/bit-range.ts';
import type { Dissection } from '#core/dissection/dissection.ts';
import type { GridSize } from '#core/scenes/hex-grid.ts';
import { fromWireRange, linkedRange, toWireRange } from '#core/scenes/wire-range.ts';
import type { BufferName } from '#core/trace/buffer-name.ts';
import type { Selection } from '#view/state/selection.svelte.ts';
import { hexKeyAction, type HexKey } from './hex-keys.ts';

/** The bytes that a grid shows. */
export type HexSource = {
  readonly dissection: Dissection;
  readonly buffer: BufferName;
  readonly unit: number;
  readonly selection: Selection;
  /** Gets a byte that was typed; undefined if the grid only shows bytes. */
  readonly onedit: ((offset: number, byte: number) => void) | undefined;
};

export type Point = { readonly x: number; readonly y: number };

/** A handle under a finger, and how far the finger is from the middle of its byte. */
type Grip = { readonly pointerId: number; readonly distance: Point };

/** What the grid does after a key. */
export type KeyOutcome = {
  readonly isHandled: boolean;
  /** The byte that gets the focus; null if it stays where it is. */
  readonly focus: number | null;
};

export class HexSelection {
  readonly #sourceNow: () => HexSource;
  #current = $state(0);
  #halfTyped = $state<number | null>(null);
  /** The fixed end of a selection that Shift, a drag or a handle extends. */
  #anchor: number | null = null;
  #isPressed = false;
  /** Until the next press: the click after a drag must not choose. */
  #hasDragged = false;
  #grip: Grip | null = null;

  constructor(source: () => HexSource) {
    this.#sourceNow = source;
  }

  /** The byte that has the grid's only tab stop. */
  get tabStop(): number {
    return Math.max(0, Math.min(this.#current, this.#size - 1));
  }

  /** The byte whose high half was typed last. */
  get halfTyped(): number | null {
    return this.#halfTyped;
  }

  /** The bytes of this buffer that are chosen. */
  get chosenBytes(): ByteRange | null {
    const { selection, unit, dissection, buffer } = this.#source;
    const { chosen } = selection;
    return chosen?.unit === unit ? fromWireRange(dissection, buffer, chosen.range) : null;
  }

  /** The pointer or the focus is on a byte, or (null) on none. */
  pointAt(offset: number | null): void {
    if (this.#isPressed && offset !== null && offset !== this.#anchor) {
      this.#hasDragged = true;
      this.#extendTo(offset);
    }
    const { selection, unit } = this.#source;
    const isPointing = offset !== null && !this.#hasDragged;
    selection.point(isPointing ? { unit, range: this.#linked(offset) } : null);
  }

  press(
    offset: number | null,
    event: Pick<PointerEvent, 'button' | 'pointerType' | 'shiftKey'>,
  ): void {
    this.#hasDragged = false;
    // Touch scrolls. It selects with the handles.
    if (offset === null || event.button !== 0 || event.pointerType === 'touch') return;
    this.#isPressed = true;
    if (!event.shiftKey) this.#anchor = offset;
  }

  release(): void {
    this.#isPressed = false;
  }

  /** Returns whether it was a click on a byte, and not the end of a drag. */
  click(offset: number | null, isExtending: boolean): boolean {
    if (this.#hasDragged) return false;
    this.#choose(offset, isExtending);
    return offset !== null;
  }

  /** A finger takes the handle at one end of the chosen bytes. The other end stays. */
  grip(end: 'start' | 'end', pointerId: number, distance: Point): boolean {
    const chosen = this.chosenBytes;
    if (chosen === null) return false;
    this.#grip = { pointerId, distance };
    this.#anchor = end === 'start' ? chosen.end - 1 : chosen.start;
    return true;
  }

  /** The point whose byte the held handle is at; null if this pointer holds none. */
  heldPoint(pointerId: number, { x, y }: Point): Point | null {
    if (this.#grip?.pointerId !== pointerId) return null;
    const { distance } = this.#grip;
    return { x: x - distance.x, y: y - distance.y };
  }

  moveHandle(offset: number): void {
    if (this.#grip !== null && offset !== this.#current) this.#extendTo(offset);
  }

  releaseHandle(): void {
    this.#grip = null;
  }

  /** `focused` is the byte that has the focus. */
  pressKey(event: HexKey, focused: number | null, grid: Omit<GridSize, 'size'>): KeyOutcome {
    const offset = this.tabStop;
    const action = hexKeyAction(event, {
      ...grid,
      size: this.#size,
      offset,
      editable: this.#source.onedit ? (this.#bytes[offset] ?? null) : null,
      isHalfTyped: this.#halfTyped === offset,
    });
    switch (action?.kind) {
      case undefined:
        return { isHandled: false, focus: null };
      case 'select-all':
        this.#anchor = 0;
        this.#extendTo(this.#size - 1);
        return { isHandled: true, focus: null };
      case 'clear':
        this.#source.selection.choose(null);
        return { isHandled: false, focus: null };
      case 'choose':
        this.#choose(focused, action.isExtending);
        return { isHandled: true, focus: null };
      case 'type':
        return { isHandled: true, focus: this.#type(offset, action.typed) };
      case 'move':
        return { isHandled: true, focus: this.#move(action.offset, action.isExtending) };
    }
  }

  get #source(): HexSource {
    return this.#sourceNow();
  }

  get #bytes(): Uint8Array {
    const { dissection, buffer } = this.#source;
    return dissection.buffers[buffer] ?? new Uint8Array();
  }

  get #size(): number {
    return this.#bytes.length;
  }

  #linked(offset: number) {
    const { dissection, buffer } = this.#source;
    return linkedRange(dissection, buffer, offset);
  }

  /** Chooses the field of a byte, or all bytes up to it. */
  #choose(offset: number | null, isExtending: boolean): void {
    if (offset === null) return;
    if (isExtending) return this.#extendTo(offset);
    const { selection, unit } = this.#source;
    this.#current = offset;
    this.#anchor = offset;
    this.#halfTyped = null;
    selection.toggle({ unit, range: this.#linked(offset) });
  }

  #extendTo(offset: number): void {
    const { selection, unit, dissection, buffer } = this.#source;
    const anchor = (this.#anchor ??= this.#current);
    this.#current = offset;
    const bits = bitsOfBytes(Math.min(anchor, offset), Math.max(anchor, offset) + 1);
    selection.choose({ unit, range: toWireRange(dissection, buffer, bits) });
  }

  #move(offset: number, isExtending: boolean): number {
    this.#halfTyped = null;
    if (isExtending) this.#extendTo(offset);
    else this.#anchor = offset;
    this.#current = offset;
    return offset;
  }

  /** Returns the next byte after the second digit of a byte, if there is one. */
  #type(offset: number, { byte, isHalf }: { byte: number; isHalf: boolean }): number | null {
    this.#halfTyped = isHalf ? offset : null;
    const next = offset + 1;
    const isMoving = !isHalf && next < this.#size;
    this.#source.onedit?.(offset, byte);
    if (!isMoving) return null;
    this.#anchor = next;
    this.#current = next;
    return next;
  }
}
