/**
 * Bars of the bytes that each method sent, true to scale: a bar's length, and each part's, is its
 * bytes. Parts too thin to see are drawn as one.
 */

import {
  PURPOSES,
  totalOf,
  type ByteCounts,
  type BytePurpose,
  type Layer,
} from '#core/traffic/counting/byte-counts.ts';
import { entriesOf, type ByMethod } from '#core/traffic/methods/by-method.ts';
import type { ComparedId } from '#core/traffic/methods/method-run.ts';
import { linearTicks, type ChartTick } from './chart-scale.ts';

/** What each layer adds to the messages, and the messages themselves. In the order of a bar. */
export const BAR_PARTS = ['application', 'tls', 'tcp', 'ethernet', 'payload'] as const;

export type BarPart = (typeof BAR_PARTS)[number];

export type BarSegment = {
  /** Several if each of them is too thin to be seen. */
  readonly parts: readonly BarPart[];
  readonly bytes: number;
  readonly x: number;
  readonly width: number;
};

export type ComparisonBar = {
  readonly method: ComparedId;
  readonly bytes: number;
  readonly width: number;
  /** Next to each other, without gaps. */
  readonly segments: readonly BarSegment[];
};

export type ComparisonBars = {
  readonly bars: readonly ComparisonBar[];
  readonly ticks: readonly ChartTick[];
};

/** Two units of the drawing are seen as a part of their own. */
const THIN = 2;
/** Room for a label of the axis. */
const TICK_ROOM = 88;

/** The longest bar takes the whole width. */
export function layoutBars(
  counts: ByMethod<ByteCounts>,
  layer: Layer,
  width: number,
): ComparisonBars {
  const entries = entriesOf(counts);
  const most = Math.max(...entries.map(([, count]) => totalOf(count, layer)));
  const room = Math.max(1, width);
  const unitsPerByte = most === 0 ? 0 : room / most;
  const bars = entries.map(([method, count]): ComparisonBar => {
    const bytes = totalOf(count, layer);
    return {
      method,
      bytes,
      width: bytes * unitsPerByte,
      segments: segmentsOf(bytesByPart(count, layer), unitsPerByte),
    };
  });
  return { bars, ticks: linearTicks(most, room, room / TICK_ROOM) };
}

/** Of the parts up to a layer; the others are 0. */
export function bytesByPart(counts: ByteCounts, layer: Layer): Record<BarPart, number> {
  const bytes: Record<BarPart, number> = {
    application: 0,
    tls: 0,
    tcp: 0,
    ethernet: 0,
    payload: 0,
  };
  for (const [purpose, count] of Object.entries(counts) as [BytePurpose, number][]) {
    const part = partOf(purpose);
    if (part === 'payload' || BAR_PARTS.indexOf(part) <= BAR_PARTS.indexOf(layer)) {
      bytes[part] += count;
    }
  }
  return bytes;
}

function partOf(purpose: BytePurpose): BarPart {
  return purpose === 'payload' ? 'payload' : PURPOSES[purpose].layer;
}

/** Neighbours that are thin become one segment, which stays where they were. */
function segmentsOf(bytes: Record<BarPart, number>, unitsPerByte: number): BarSegment[] {
  const segments: BarSegment[] = [];
  let x = 0;
  for (const part of BAR_PARTS) {
    if (bytes[part] === 0) continue;
    const width = bytes[part] * unitsPerByte;
    const last = segments.at(-1);
    if (last !== undefined && (width < THIN || last.width < THIN)) {
      segments[segments.length - 1] = {
        parts: [...last.parts, part],
        bytes: last.bytes + bytes[part],
        x: last.x,
        width: last.width + width,
      };
    } else {
      segments.push({ parts: [part], bytes: bytes[part], x, width });
    }
    x += width;
  }
  return segments;
}
