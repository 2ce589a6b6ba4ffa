/** Tampering as text in a link: "client-text-1:lose,server-text-1:delay:500". */

import { fromHex, toHex } from '#core/bytes/hex.ts';
import type { Alteration, Tampering } from '#core/simulation/tampering.ts';
import type { TamperingProblem } from './learn-link-problem.ts';

/** The longest delay of a segment. */
export const MAX_DELAY_MS = 60_000;

/** The maximum number of segments with alterations. */
const MAX_SEGMENTS = 16;

/** The maximum size of a segment's replacement, in bytes. */
export const MAX_REPLACEMENT = 2048;

type ReadTampering = {
  readonly tampering: Tampering;
  readonly problems: readonly TamperingProblem[];
};

type SegmentPart = { readonly given: string; readonly alteration: Alteration };

/**
 * Reads a part for each segment. Each part that is not used unchanged makes one problem, or is in
 * the one about too many segments. A long delay is clamped; everything else is ignored.
 */
export function readTampering(text: string): ReadTampering {
  const parts = new Map<string, SegmentPart>();
  const problems: TamperingProblem[] = [];
  const excess: string[] = [];
  for (const given of text.split(',').filter((part) => part !== '')) {
    const [segment = '', kind = '', ...values] = given.split(':');
    const alteration = readAlteration(kind, values);
    const earlier = parts.get(segment);
    if (!isSegmentName(segment)) problems.push({ kind: 'unreadable-segment', given });
    else if (alteration === null) problems.push({ kind: 'unreadable-alteration', given });
    else if (earlier === undefined && parts.size >= MAX_SEGMENTS) excess.push(given);
    else {
      if (earlier) problems.push({ kind: 'repeated-segment', given: earlier.given });
      parts.set(segment, { given, alteration });
    }
  }
  const tampering = new Map<string, Alteration>();
  for (const [segment, { given, alteration }] of parts) {
    const isAbove = alteration.kind === 'delay' && alteration.byMs > MAX_DELAY_MS;
    tampering.set(segment, isAbove ? { kind: 'delay', byMs: MAX_DELAY_MS } : alteration);
    if (isAbove) problems.push({ kind: 'delay-above', given, takenMs: MAX_DELAY_MS });
  }
  if (excess.length > 0) {
    problems.push({ kind: 'too-many-segments', given: excess, max: MAX_SEGMENTS });
  }
  return { tampering, problems };
}

export function printTampering(tampering: Tampering): string {
  return [...tampering]
    .map(([segment, alteration]) => [segment, ...printAlteration(alteration)].join(':'))
    .join(',');
}

function isSegmentName(text: string): boolean {
  return /^[a-z][a-z\d-]{0,60}$/.test(text);
}

/** Null for what can't happen to a segment, or has missing or surplus values. */
function readAlteration(kind: string, values: readonly string[]): Alteration | null {
  const [value = ''] = values;
  switch (kind) {
    case 'lose':
    case 'sever':
      return values.length === 0 ? { kind } : null;
    case 'delay':
      return values.length === 1 && /^\d+$/.test(value) ? { kind, byMs: Number(value) } : null;
    case 'cut':
      return values.length === 1 && /^\d{1,15}$/.test(value) ? { kind, keep: Number(value) } : null;
    case 'replace': {
      const isHex = /^(?:[\da-f]{2})*$/i.test(value) && value.length <= 2 * MAX_REPLACEMENT;
      return values.length === 1 && isHex ? { kind, bytes: fromHex(value) } : null;
    }
    default:
      return null;
  }
}

function printAlteration(alteration: Alteration): string[] {
  switch (alteration.kind) {
    case 'lose':
    case 'sever':
      return [alteration.kind];
    case 'delay':
      return ['delay', String(alteration.byMs)];
    case 'cut':
      return ['cut', String(alteration.keep)];
    case 'replace':
      return ['replace', toHex(alteration.bytes)];
  }
}
