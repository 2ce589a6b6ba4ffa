/** What was judged and what wasn't, if no rule is broken. */

import type { UnreadLines } from '#core/paste/text/text-lines.ts';
import type { Judgement } from '#core/workbench/judgement.ts';
import { countOf } from '#content/phrasing/quantity.ts';
import { unreadWords } from './unread-words.ts';

/** Only for bytes that are all there, and all in the input. */
export const NO_BROKEN_RULE = 'No rule is broken here.';

const MADE_FRAMES =
  'These frames were made here around the text. Only their payloads can be judged.';

const ALTERED =
  'Bytes were probably lost before this was pasted, so what was sent can’t be judged.';

const IN_WHAT_WAS_READ = 'No rule is broken in what was read.';

/** If only what a side did across frames is in question. */
const BY_ITSELF = {
  all: 'No frame breaks a rule by itself.',
  limited: 'No frame that was read breaks a rule by itself.',
} as const;

/** What can be said of a conversation without findings. */
export function verdictWords(judgement: Judgement, unread: UnreadLines): string {
  const { madeFrames, isAltered, isConductInQuestion } = judgement;
  if (madeFrames === 'all') return MADE_FRAMES;
  if (isAltered) return ALTERED;
  const isPartial = isLimited(judgement, unread);
  if (isConductInQuestion) return isPartial ? BY_ITSELF.limited : BY_ITSELF.all;
  return isPartial ? IN_WHAT_WAS_READ : NO_BROKEN_RULE;
}

/** Above findings in bytes that were probably replaced. Empty if they weren't. */
export function findingsCaveat({ isAltered }: Judgement): string {
  return isAltered
    ? 'Bytes were probably lost before this was pasted. So what was sent might have broken none of these rules.'
    : '';
}

/** Whether a verdict is about all that was sent. */
export function isLimited(judgement: Judgement, { whole, partial }: UnreadLines): boolean {
  const { madeFrames, problems, isAltered, isIncomplete } = judgement;
  const isUnread = judgement.hasMoreFrames || problems > 0 || whole + partial > 0;
  const hasMadeParts = judgement.hasPlaceholders || judgement.hasAddedLineEnds;
  const isPartial = isAltered || isIncomplete || isUnread;
  return madeFrames !== 'none' || hasMadeParts || isPartial;
}

/** What was not judged, one sentence each. */
export function verdictLimits(judgement: Judgement, unread: UnreadLines): string[] {
  const { madeFrames, isIncomplete, hasPlaceholders, hasAddedLineEnds, problems } = judgement;
  return [
    unreadWords(unread),
    problems > 0 ? `The text has ${countOf(problems, 'problem')}.` : '',
    isIncomplete ? 'Some bytes are missing.' : '',
    judgement.hasMoreFrames ? 'More frames follow, which weren’t read.' : '',
    madeFrames === 'some'
      ? 'Some frames were made here around the text. Of those, only the payloads were judged.'
      : '',
    hasPlaceholders ? 'Parts of heads were made here and weren’t judged.' : '',
    hasAddedLineEnds ? 'Line ends were added to heads and weren’t judged.' : '',
  ].filter((sentence) => sentence !== '');
}
