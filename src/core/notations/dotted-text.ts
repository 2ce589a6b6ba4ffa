/**
 * Texts in which unprintable bytes became dots, such as a followed stream as ASCII or `tcpdump -A`.
 * They are recognized but can't be read, because the bytes shown as dots are lost.
 */

import type { NotationProblem } from './notation.ts';
import type { Reading } from './reading.ts';
import { Transcript } from './transcript.ts';

const FOLLOWED = /^Follow: \w+,ascii$/m;
const TCPDUMP = /^\d\d:\d\d:\d\d\.\d{6} IP6? \S{1,80} > \S{1,80}: Flags/m;
const HEX_OFFSET = /^\t0x0000: /m;

/** Enough to recognize the form. */
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
