/** `ws-101 decode`: prints connections, frames and findings. */

import { noWebSocketWords } from '#content/command-line/failure-words.ts';
import { conversationWords } from '#content/decode/export-words.ts';
import { findingsCaveat } from '#content/decode/verdict-words.ts';
import { exportPieces } from '#core/exports/export-text.ts';
import { escapeMarkdown } from '#core/exports/markdown.ts';
import { countBrokenMusts } from '#core/workbench/broken-musts.ts';
import type { Decoded, DecodeInput } from '#core/workbench/decoded.ts';
import { judgementOf } from '#core/workbench/judgement.ts';
import { hasRealUnit, isMisread } from '#core/workbench/recognised-start.ts';
import type { DecodeForm } from './arguments.ts';
import { CommandFailure } from './failure.ts';
import type { Output } from './output.ts';
import { readConnections } from './read-connections.ts';
import { connectionRemarks, inputRemarks } from './remarks.ts';
import { connectionLines, connectionTitle, inputLines, terminalLine } from './text-report.ts';

export const EXIT_CODES = { fine: 0, mustBroken: 1, nothingRead: 2 } as const;

export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES];

/** @param wanted the number of the only connection to print; null for each WebSocket */
export async function decode(
  input: DecodeInput,
  { form, connection: wanted }: { readonly form: DecodeForm; readonly connection: number | null },
  { write, warn }: Output,
): Promise<ExitCode> {
  const { first, indices, read } = readConnections(input, wanted);
  const isText = form === 'text';
  if (isText) {
    for (const line of inputLines(first, input, indices)) await write(terminalLine(line));
  } else inputRemarks(first, input).forEach(warn);
  if (indices.length === 0) throw new CommandFailure(noWebSocketWords(first.connections.length));
  let isAnyRead = false;
  let broken = 0;
  for (const [place, index] of indices.entries()) {
    const decoded = withoutMisreadings(read(index));
    const isRead = hasRead(decoded);
    isAnyRead ||= isRead;
    broken += countBrokenMusts(decoded);
    if (isText) {
      for (const line of connectionLines(decoded, input)) await write(terminalLine(line));
      continue;
    }
    const caveat = decoded.conversation.findings.length > 0 ? judgementCaveat(decoded) : '';
    [...connectionRemarks(decoded), caveat].filter((each) => each !== '').forEach(warn);
    if (!isRead) continue;
    if (form === 'markdown' && indices.length > 1) {
      const heading = escapeMarkdown(connectionTitle(decoded));
      await write(place === 0 ? `${heading}\n\n` : `\n${heading}\n\n`);
    }
    const words = conversationWords(decoded.conversation, decoded.conduct);
    for (const piece of exportPieces({ kind: 'all' }, form, decoded.conversation, words)) {
      await write(piece);
    }
  }
  if (!isAnyRead) return EXIT_CODES.nothingRead;
  return broken > 0 ? EXIT_CODES.mustBroken : EXIT_CODES.fine;
}

function judgementCaveat(decoded: Decoded): string {
  return findingsCaveat(judgementOf(decoded));
}

/** Nobody sent frames where something else was recognised, so nothing there breaks a rule. */
function withoutMisreadings(decoded: Decoded): Decoded {
  const { conversation, recognised } = decoded;
  if (recognised.length === 0) return decoded;
  const findings = conversation.findings.filter(
    ({ unitIndex }) => !isMisread(recognised, conversation, unitIndex),
  );
  return { ...decoded, conversation: { ...conversation, findings } };
}

/** Whether anything of a WebSocket was read. */
function hasRead({ conversation, otherProtocol, recognised }: Decoded): boolean {
  return otherProtocol === null && hasRealUnit(recognised, conversation);
}
