/** What has to be said of how an input was read, besides its frames: one sentence a line. */

import {
  captureProblemWords,
  skippedWords,
  type NoConnectionWords,
} from '#content/decode/capture-words.ts';
import { leftOutWords, lostWords, problemWords } from '#content/decode/form-words.ts';
import { recognitionTitle } from '#content/decode/misreading-words.ts';
import { NOT_A_FRAME_NOTES } from '#content/decode/not-a-frame-notes.ts';
import {
  otherProtocolWords,
  streamWords,
  unreadWords,
} from '#content/decode/other-protocol-words.ts';
import { gapsRemark, RECONSTRUCTED } from '#content/decode/reading-words.ts';
import { tlsWords } from '#content/decode/tls-words.ts';
import { TextLines } from '#core/paste/text/text-lines.ts';
import type { Decoded, DecodeInput } from '#core/workbench/decoded.ts';

/** Of the whole input. */
export function inputRemarks({ capture, reading }: Decoded, input: DecodeInput): string[] {
  const lines = new TextLines(input.kind === 'text' ? input.text : '');
  return present([
    ...(capture?.problems ?? []).map(captureProblemWords),
    capture === null ? '' : skippedWords(capture),
    ...(reading?.problems ?? []).map((each) => problemWords(each, lines.at(each.range.start))),
    ...(reading?.lost ?? []).map(lostWords),
    reading?.isReconstructed === true ? RECONSTRUCTED : '',
    reading === null || reading.leftOut.length === 0
      ? ''
      : `Left out: ${reading.leftOut.map(leftOutWords).join(', ')}.`,
  ]);
}

/** Of the connection that was read. */
export function connectionRemarks(decoded: Decoded): string[] {
  const { connections, connection, otherProtocol, original, recognised } = decoded;
  const chosen = connections[connection];
  if (chosen === undefined) return [];
  return present([
    otherProtocol === null
      ? ((chosen.tls && tlsWords(chosen.tls)) ?? '')
      : sentencesOf(otherProtocolWords(otherProtocol, chosen, connections)),
    streamWords(chosen),
    unreadWords(chosen),
    otherProtocol === null ? gapsRemark(original) : '',
    ...recognised.map(({ recognition }) => {
      const { why, remedy } = NOT_A_FRAME_NOTES[recognition.id];
      return `${recognitionTitle(recognition)}. ${why} ${remedy}`;
    }),
  ]);
}

/** A title and its advice. */
export function sentencesOf({ title, advice }: NoConnectionWords): string {
  return `${title}. ${advice}`;
}

function present(remarks: readonly string[]): string[] {
  return remarks.filter((each) => each !== '');
}
