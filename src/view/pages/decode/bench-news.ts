/** What changed between two results on the bench. */

import type { BenchNews } from '#content/decode/announcement-words.ts';
import { conductWords } from '#content/decode/conduct-words.ts';
import { HALF_TYPED, moreProblems, problemWords } from '#content/decode/form-words.ts';
import { recognitionTitle } from '#content/decode/misreading-words.ts';
import { unreadWords } from '#content/decode/unread-words.ts';
import { verdictWords } from '#content/decode/verdict-words.ts';
import { groupFindings } from '#core/conversation/finding-groups.ts';
import { countFrames } from '#core/conversation/rare-units.ts';
import { rangesApart, TextLines } from '#core/paste/text/text-lines.ts';
import type { Decoded } from '#core/workbench/decoded.ts';
import { judgementOf } from '#core/workbench/judgement.ts';
import { groupWords } from '#view/figures/finding-list/finding-place.ts';
import type { Workbench } from '#view/state/workbench.svelte.ts';

export function benchNews(before: Decoded, bench: Workbench): BenchNews {
  const { conversation, conduct, edits } = bench.decoded;
  const { streams } = conversation.trace;
  const groups = groupFindings(conversation.findings);
  const counts = new Map(
    groupFindings(before.conversation.findings).map(({ rule, findings }) => [
      rule,
      findings.length,
    ]),
  );
  const isNew = ({ rule, findings }: (typeof groups)[number]) =>
    findings.length > (counts.get(rule) ?? 0);
  const titlesBefore = new Set(before.conduct.map((finding) => conductWords(finding).title));
  const conductTitles = conduct.map((finding) => conductWords(finding).title);
  const lines = new TextLines(bench.text ?? '');
  const unread = lines.unread(rangesApart(bench.decoded.reading?.unread ?? []));
  const problem = problemOf(bench, lines);
  const [recognised] = bench.decoded.recognised;
  const canJudge = conversation.units.length > 0;
  return {
    cause: bench.lastChange,
    isEmpty: bench.isEmpty,
    edits: edits.length,
    size: streams['client-to-server'].length + streams['server-to-client'].length,
    frames: countFrames(conversation.units),
    problem,
    unread: problem === HALF_TYPED ? '' : unreadWords(unread),
    verdict: recognised
      ? `${recognitionTitle(recognised.recognition)}.`
      : canJudge
        ? verdictWords(judgementOf(bench.decoded), unread)
        : '',
    newFindings: [
      ...groups.filter(isNew).map((group) => groupWords(group, conversation).title),
      ...conductTitles.filter((title) => !titlesBefore.has(title)),
    ],
    findings: groups.length + conduct.length,
  };
}

/** A digit at the end of the text is probably the first of a byte that is being typed. */
function problemOf({ decoded, text, lastChange }: Workbench, lines: TextLines): string {
  const problems = decoded.reading?.problems ?? [];
  const [problem] = problems;
  if (!problem || text === null) return '';
  const isAtEnd = problem.range.end === text.length;
  if (problem.kind === 'odd-digit' && isAtEnd && lastChange === 'input') return HALF_TYPED;
  const words = problemWords(problem, lines.at(problem.range.start));
  return problems.length === 1 ? words : `${words} ${moreProblems(problems.length - 1)}`;
}
