/** Builds the link to what Decode shows: its input, and the place within it. */

import type { BitRange } from '#core/bytes/bit-range.ts';
import type { Edit } from '#core/editing/edit.ts';
import type { Decoded, DecodeChoices } from '#core/workbench/decoded.ts';
import type { DecodeLink, LinkedData, LinkedUnit } from './decode-link.ts';
import { runsOf, type LinkedRun } from './linked-runs.ts';

export type LinkedInput = {
  /** The pasted text; null if the bytes come from a file or a trace. */
  readonly text: string | null;
  readonly edits: readonly Edit[];
  readonly choices: DecodeChoices;
  readonly decoded: Decoded;
};

export type LinkedPlace = {
  readonly unit: LinkedUnit | null;
  readonly selection: BitRange | null;
};

/** The link, and the runs of the decoded bytes, which can make the link shorter. */
export function linkOfDecoded(
  input: LinkedInput,
  place: LinkedPlace,
  withData: boolean,
): { readonly link: DecodeLink; readonly runs: readonly LinkedRun[] } {
  const { choices, decoded } = input;
  const runs = runsOf(decoded.conversation.trace);
  const link: DecodeLink = {
    ...place,
    data: withData ? dataOf(input, runs) : null,
    reading: choices.reading,
    connection: decoded.connection,
    directions: choices.directions,
    senders: choices.senders,
    compression: choices.compression === 'as-agreed' ? null : choices.compression,
  };
  return { link, runs };
}

/** The pasted text, with the edited bytes if there are edits. */
function dataOf({ text, edits }: LinkedInput, runs: readonly LinkedRun[]): LinkedData {
  if (text === null) return { kind: 'bytes', runs };
  return { kind: 'paste', text, edited: edits.length > 0 ? runs : null };
}
