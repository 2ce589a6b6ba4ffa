/**
 * An error message as a program prints it, and what can cause it.
 *
 * In a text, "{n}" is a number in any form, such as 7 or 0x7. "{…}" is anything else that changes,
 * such as an address.
 */

import { isCircumstanceId, type CircumstanceId } from './circumstances.ts';
import {
  exampleRule,
  isExampleId,
  notFrameOf,
  type ExampleId,
  type Reader,
} from './error-examples.ts';

/** What causes an error: bytes that break a rule, or a circumstance that no bytes show. */
export type ErrorCause = ExampleId | CircumstanceId | 'too-many-fragments';

/**
 * Where to look for the cause: in the frame that broke a rule, in the opening handshake, in a Close
 * frame, or in none of them.
 */
export type ErrorAnswer = 'frame' | 'handshake' | 'close' | 'no-frame';

export type ErrorMessage = {
  readonly text: string;
  readonly library: string;
  readonly reader: Reader;
  /** Parts before the text that people omit when they search. */
  readonly prefixes: readonly string[];
  /** The most likely cause comes first. */
  readonly causes: readonly ErrorCause[];
  readonly answer: ErrorAnswer;
  /** What else to know about this library's messages. */
  readonly note: string | null;
};

type RowOptions = { readonly answer?: ErrorAnswer };

export type Row = readonly [
  text: string,
  causes: readonly [ErrorCause, ...ErrorCause[]],
  options?: RowOptions,
];

type Printer = {
  readonly library: string;
  readonly reader?: Reader;
  readonly prefixes?: readonly string[];
  readonly note?: string;
};

export function printedBy(
  { library, reader = 'both', prefixes = [], note }: Printer,
  rows: readonly Row[],
): ErrorMessage[] {
  return rows.map(([text, causes, { answer } = {}]) => ({
    text,
    library,
    reader,
    prefixes,
    causes,
    answer: answer ?? answerOf(causes[0]),
    note: note ?? null,
  }));
}

function answerOf(cause: ErrorCause): ErrorAnswer {
  if (isCircumstanceId(cause)) return 'no-frame';
  if (cause === 'too-many-fragments' || !isExampleId(cause) || notFrameOf(cause)) return 'frame';
  const rule = exampleRule(cause) ?? '';
  return /^(request|response|extensions|compression)\./.test(rule) ? 'handshake' : 'frame';
}
