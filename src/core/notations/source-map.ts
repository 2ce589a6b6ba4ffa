import type { ByteRange } from '#core/bytes/bit-range.ts';
import type { Direction } from '#core/trace/direction.ts';
import { TextPositions, type TextRange } from './notation.ts';
export type SourceMapData = { direction: Direction; starts: Uint32Array; ends: Uint32Array };
export class SourceMap {
  constructor(readonly direction: Direction, readonly positions: TextPositions) {}
  rangeOf(_d: Direction, offset: number): TextRange { return this.positions.rangeOf(offset); }
  byteAt(place: number) { const b = this.positions.byteAt(place); return b === null ? null : { direction: this.direction, offset: b }; }
  bytesWithin(range: TextRange): { direction: Direction; range: ByteRange }[] { return [{ direction: this.direction, range: this.positions.bytesWithin(range) }]; }
  toData(): SourceMapData { return { direction: this.direction, starts: new Uint32Array(this.positions.count).map((_, i) => this.positions.rangeOf(i).start), ends: new Uint32Array(this.positions.count).map((_, i) => this.positions.rangeOf(i).end) }; }
  static fromData(d: SourceMapData) { return new SourceMap(d.direction, new TextPositions(d.starts, d.ends)); }
}
