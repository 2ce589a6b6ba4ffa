/**
 * Texts in which every byte that can't be printed stands as a dot: a followed stream as ASCII,
 * tcpdump -A. They are known, and cannot be read: which bytes the dots were, nobody can tell any
 * more.
 */

import type { NotationProblem } from './notation.ts';
import type { Reading } from './reading.ts';
import { Transcript } from './transcript.ts';

const FOLLOWED = /^Follow: \w+,ascii$/m;
const TCPDUMP = /^\d\d:\d\d:\d\d\.\d{6} IP6? \S{1,80} > \S{1,80}: Flags/m;
const HEX_OFFSET = /^\t0x0000: /m;

/** Enough to see what it is. */
const BEGINNING = 4000;

export function readDottedText(text: string): Reading[] {
  const beginning = text.slice(0, BEGINNING);
  if (!FOLLOWED.test(beginning) && !(TCPDUMP.test(beginning) && !HEX_OFFSET.test(beginning)))
    return [];
  const dots = text.indexOf('..');
  const start = dots === -1 ? 0 : dots;
  const problem: NotationProblem = {
    kind: 'bytes-as-dots',
    range: { start, end: Math.min(text.length, start + 2) },
  };
  const transcript = new Transcript();
  transcript.stop(problem);
  return [transcript.finish('dotted-text', 'sure')];
}
