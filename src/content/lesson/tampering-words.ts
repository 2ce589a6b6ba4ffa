/** What tampering with a segment does to the segment and to the rest of its connection. */

import type { Alteration } from '#core/simulation/tampering.ts';
import type { Story } from '#core/story/story.ts';
import { formatDuration } from '#content/phrasing/duration.ts';
import { countOf } from '#content/phrasing/quantity.ts';
import { stepText } from './step-words.ts';

type WordsFor<A extends Alteration> = { words(alteration: A): string };

const ALTERATIONS: {
  readonly [Kind in Alteration['kind']]: WordsFor<Extract<Alteration, { kind: Kind }>>;
} = {
  lose: {
    words: () =>
      'This segment is lost. TCP retransmits it if its sender expects an acknowledgement.',
  },
  sever: {
    words: () => 'The connection is lost here. Neither this nor anything after it arrives.',
  },
  delay: { words: ({ byMs }) => `This segment takes ${formatDuration(byMs)} longer.` },
  cut: {
    words: ({ keep }) => {
      if (keep === 0) return 'None of its bytes arrive.';
      return keep === 1
        ? 'Only its first byte arrives.'
        : `Only its first ${countOf(keep, 'byte')} arrive.`;
    },
  },
  replace: {
    words: () =>
      'Its bytes arrive changed. TCP’s checksum was made to match, so TCP doesn’t notice.',
  },
};

export function alterationWords(alteration: Alteration): string {
  const row: WordsFor<Alteration> = ALTERATIONS[alteration.kind];
  return row.words(alteration);
}

export const NOTHING_TO_ALTER = 'No segment crosses in this step. Choose another step.';

export const ALTERATION_QUESTION = 'What should happen to it in the network?';

export const CHANGE_BYTES_HINT = 'Or change its bytes: choose one and type two hex digits.';

/**
 * Where a tampered story first differs from the one with the same settings. `firstChangedStep` is
 * null if it doesn't. The step has no number here, because a lesson counts those of its depth.
 */
export function divergenceWords(story: Story, firstChangedStep: number | null): string {
  if (firstChangedStep === null) return 'The changes to segments make no difference here.';
  const parting = story.steps[firstChangedStep];
  return parting === undefined
    ? 'This connection was changed. It ends earlier than the original.'
    : `This connection was changed. It differs from the original from this step on: “${stepText(parting, story).title}”.`;
}
