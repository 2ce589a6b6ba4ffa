/** The parts of a link to Learn that can’t be used, what is shown instead, and what to do. */

import { PARAMETERS } from '#core/scenarios/parameters.ts';
import type { LearnLinkProblem } from '#core/sharing/learn-link-problem.ts';
import { countOf, formatCount, withUnit } from '#content/phrasing/quantity.ts';
import { quoted } from '#content/phrasing/quotation.ts';
import { CHANGE_SCENARIO, valueText } from './change-words.ts';
import { DEPTH_LABELS } from './depth-words.ts';
import { PARAMETER_WORDS } from './parameter-words.ts';

type Adjusted = Extract<LearnLinkProblem, { kind: 'adjusted' }>;

/** The number of names that are listed. */
const MAX_LISTED = 3;

/** A problem and its consequence in one sentence, and what to do in another. */
export function linkProblemText(problem: LearnLinkProblem): string {
  switch (problem.kind) {
    case 'recording':
      return `A recording can’t be changed, so ${listText(problem.names)} ${isOrAre(problem.names)} ignored. Choose a scenario instead.`;
    case 'unknown-parameter': {
      const { name, given } = problem;
      return `${quoted(given === '' ? name : `${name}=${given}`)} isn’t a setting of this scenario, so it is ignored. Choose one under “${CHANGE_SCENARIO}”.`;
    }
    case 'unknown-depth':
      return `There is no depth ${quoted(problem.given)}, so it is ignored. Choose ${DEPTH_LABELS.story}, ${DEPTH_LABELS.bytes} or ${DEPTH_LABELS.everything}.`;
    case 'repeated-parameter':
      return `The link contains ${quoted(problem.name)} again later, so ${quoted(problem.given)} is ignored. Keep only one.`;
    case 'adjusted':
      return adjustedText(problem);
    case 'reason-without-code':
      return `Close reason ${quoted(problem.given)} isn’t sent, because a Close frame without a code can’t contain one. Choose a close code.`;
    case 'unreadable-segment':
      return `${quoted(problem.given)} doesn’t begin with the name of a segment, so it is ignored. Use a name such as “client-text-1”.`;
    case 'unreadable-alteration':
      return `${quoted(problem.given)} can’t be done to a segment, so it is ignored. Use “lose”, “sever”, “delay:500”, “cut:3” or “replace:8100”.`;
    case 'repeated-segment':
      return `The link changes the same segment again later, so ${quoted(problem.given)} is ignored. Keep only one.`;
    case 'too-many-segments': {
      const { given, max } = problem;
      return `At most ${max} segments can be changed, so ${listText(given)} ${isOrAre(given)} ignored. Remove some.`;
    }
    case 'delay-above': {
      const most = withUnit(problem.takenMs, 'ms');
      return `${quoted(problem.given)} delays a segment too long, so ${most} is used. Choose at most ${most}.`;
    }
    case 'unknown-segment':
      return `This scenario has no segment ${quoted(problem.segment)}, so nothing happens to it. Use the name of a step that sends bytes.`;
    case 'unsent-segment':
      return `With these changes, ${quoted(problem.segment)} is never sent, so nothing happens to it. Undo another change, or choose another segment.`;
    case 'no-bytes':
      return `${quoted(problem.segment)} contains no bytes, so nothing is cut or replaced. Lose or delay it instead.`;
    case 'cut-beyond-end': {
      const { segment, keep, size } = problem;
      return `${quoted(segment)} contains only ${countOf(size, 'byte')}, so keeping ${formatCount(keep)} cuts nothing. Keep fewer.`;
    }
  }
}

function adjustedText({ parameter, given, taken, reason }: Adjusted): string {
  const kind = PARAMETERS[parameter];
  const { label, unit } = PARAMETER_WORDS[parameter];
  const what = `${label} ${quoted(given)}`;
  const instead = `so ${valueText(parameter, taken)} is used`;
  const bounds =
    kind.kind === 'number'
      ? `Choose ${formatCount(kind.min)} to ${unit === undefined ? formatCount(kind.max) : withUnit(kind.max, unit)}.`
      : `Choose another value under “${CHANGE_SCENARIO}”.`;
  switch (reason) {
    case 'below':
      return `${what} is too small, ${instead}. ${bounds}`;
    case 'above':
      return `${what} is too large, ${instead}. ${bounds}`;
    case 'rounded':
      return `${what} isn’t a whole number, ${instead}. Choose a whole number.`;
    case 'too-long': {
      const max = kind.kind === 'text' ? countOf(kind.maxSize, 'byte') : 'fewer bytes';
      return `${what} is too long, so its end is cut off. Use at most ${max} of UTF-8.`;
    }
    case 'unreadable':
      return kind.kind === 'bytes'
        ? `${what} isn’t ${countOf(kind.size, 'byte')} in hex, ${instead}. Write ${2 * kind.size} hex digits.`
        : `${what} isn’t possible, ${instead}. ${bounds}`;
    case 'not-sendable':
      return `${what} must not be sent, ${instead}. ${bounds}`;
    case 'not-for-a-page':
      return `${what} can’t be sent by a page, ${instead}. Choose 1000, 3000 to 4999, or let the server close.`;
    case 'not-for-a-server':
      return `${what} is only sent by clients, ${instead}. ${bounds}`;
  }
}

/** "“a”, “b” and “c”", "“a”, “b”, “c” and 5 more". */
function listText(names: readonly string[]): string {
  const more = names.length - MAX_LISTED;
  const listed = names.slice(0, MAX_LISTED).map((name) => quoted(name));
  if (more > 0) listed.push(`${more} more`);
  const last = listed.pop() ?? '';
  return listed.length === 0 ? last : `${listed.join(', ')} and ${last}`;
}

function isOrAre(names: readonly string[]): string {
  return names.length === 1 ? 'is' : 'are';
}
