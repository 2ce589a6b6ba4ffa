/** A text without any block: as a payload, and as a text that has no bytes. */

import { assembleConnections, NO_NAMES } from '#core/paste/assembly/connections.ts';
import { placePieces, type PlacedPiece } from '#core/paste/assembly/placed-piece.ts';
import { NOTHING_TOLD } from '#core/paste/block.ts';
import { judgePayloadText, readPayloadText } from '#core/paste/forms/payload-text.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import { once } from '#core/paste/once.ts';
import type { PasteProblem } from '#core/paste/problem.ts';
import type { Reading } from '#core/paste/reading.ts';

/** Any text can be a payload. `problem` says why it has no bytes, if it is known to have none. */
export function textReadings(lines: PastedLines, problem: PasteProblem | null): Reading[] {
  const asPayload = payloadReading(lines);
  if (problem === null) return [asPayload];
  const { text } = lines;
  const nothing: Reading = {
    form: 'no-bytes',
    forms: ['no-bytes'],
    variant: null,
    confidence: 'likely',
    connections: assembleConnections([], NO_NAMES),
    leftOut: [],
    lost: [],
    isReconstructed: false,
    problems: [problem],
    unread: [{ start: text.length - text.trimStart().length, end: text.trimEnd().length }],
  };
  return [nothing, asPayload];
}

function payloadReading(lines: PastedLines): Reading {
  const { text } = lines;
  const { form, confidence, problems } = judgePayloadText(text);
  const connections = once(() => {
    const reading = readPayloadText(text);
    const placed: PlacedPiece[] = [];
    placePieces(lines, { reading, from: 0, context: NOTHING_TOLD }, placed);
    return assembleConnections(placed, NO_NAMES);
  });
  return {
    form,
    forms: [form],
    variant: null,
    confidence,
    get connections() {
      return connections();
    },
    leftOut: [],
    lost: [],
    isReconstructed: text.trim() !== '',
    problems,
    unread: [],
  };
}
