/** What a sentence says of a packet must have happened to it, whatever a reader sets or changes. */

import { describe, expect, test } from 'vitest';
import { codeLines } from '#content/lesson/code-lines.ts';
import { stepLabel } from '#content/lesson/step-labels.ts';
import { specialReason } from '#content/lesson/step-reasons.ts';
import { stepText } from '#content/lesson/step-words.ts';
import { plainText } from '#content/phrasing/prose.ts';
import type { Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import { receiverOf } from '#core/trace/direction.ts';
import { SETTINGS, tamperedStories } from '../../core/scenarios/tampered-stories.ts';

type Claim = {
  readonly says: RegExp;
  readonly isTrue: (step: Step, story: Story) => boolean;
  /** Whether each step of which it is true must say it. */
  readonly isRequired?: true;
};

const hears =
  (kind: string) =>
  ({ pageEvents }: Step) =>
    pageEvents.some(({ event }) => event.kind === kind);

/** It arrives at a TCP endpoint that is closed. */
const reachesClosed = ({ direction, statesBefore, kind }: Step) =>
  direction !== null && kind !== 'tcp-syn' && statesBefore[receiverOf(direction)].tcp === 'CLOSED';

const CLAIMS: readonly Claim[] = [
  {
    says: /is lost in the network/,
    isTrue: ({ arrival, direction }) => direction !== null && arrival.kind === 'lost',
    isRequired: true,
  },
  { says: /holds it back/, isTrue: ({ isHeldBack }) => isHeldBack, isRequired: true },
  {
    says: /duplicate/,
    isTrue: (step) => step.isDuplicate && !reachesClosed(step),
    isRequired: true,
  },
  { says: /was altered in the network/, isTrue: ({ isAltered }) => isAltered },
  { says: /retransmits/, isTrue: ({ kind }) => kind === 'tcp-retransmission' },
  {
    says: /closes TCP first/,
    isTrue: (step, { steps }) => steps.find(({ kind }) => kind === 'tcp-fin') === step,
  },
  { says: /^The \w+ accepts: 101/, isTrue: (step) => !step.isFatal },
  {
    says: /(stops waiting|gives the connection up|stops retransmitting)/,
    isTrue: ({ kind }) => kind === 'gave-up',
    isRequired: true,
  },
  {
    says: /gets error, then close with 1006/,
    isTrue: (step, { steps }) =>
      hears('error')(step) || (step.isFatal && steps.some(hears('error'))),
  },
  { says: /the connection was closed before/, isTrue: (step) => step.pageEvents.length === 0 },
  {
    says: /stays in TIME-WAIT for a while/,
    isTrue: ({ statesAfter }) =>
      [statesAfter.client, statesAfter.server].some(({ tcp }) => tcp === 'TIME-WAIT'),
  },
  {
    says: /fails the connection\. |fails the connection \(/,
    isTrue: ({ isFatal, cause }) => isFatal || cause === 'failure',
  },
  { says: /doesn’t read any more/, isTrue: ({ isUnread }) => isUnread },
  {
    says: /but the \w+ has closed the connection\./,
    isTrue: (step) => reachesClosed(step),
  },
  {
    says: /replies with a Pong/,
    isTrue: ({ unit }) => unit?.kind === 'frame' && unit.header.opcode === 10,
  },
  {
    says: /does not notice that the connection is lost/,
    isTrue: (step, { steps }) => step === steps.at(-1),
  },
];

function problemsOf(step: Step, story: Story): string[] {
  const words = stepText(step, story);
  const why = specialReason(step, story)?.why ?? words.why;
  const happened = `${words.title}. ${plainText(words.happened)}`;
  const all = `${happened} ${plainText(why)}`;
  const problems = CLAIMS.flatMap(({ says, isTrue, isRequired }) => {
    const isSaid = says.test(happened);
    if (isSaid && !isTrue(step, story)) return [`says ${says}: ${happened}`];
    return isRequired && isTrue(step, story) && !isSaid ? [`lacks ${says}: ${happened}`] : [];
  });
  if (/undefined|\bnull\b|NaN|\[object| {2}|\.\.|^\W/.test(all))
    problems.push(`reads badly: ${all}`);
  if (!/[.”]$/.test(all)) problems.push(`has no end: ${all}`);
  if (stepLabel(step, story) === '') problems.push('has no label');
  for (const { code } of codeLines(step)) {
    try {
      new Function('socket', 'server', 'tcp', 'message', 'bytes', `{ ${code}\n }`);
    } catch {
      problems.push(`code does not parse: ${code}`);
    }
  }
  return problems;
}

describe('in every scenario, with every setting and a sample of tamperings', () => {
  test.each(SETTINGS.map((setting) => [setting.name, setting] as const))('%s', (_, setting) => {
    const maxTamperings = Math.min(setting.maxTamperings, setting.name.includes(',') ? 12 : 60);
    const problems: string[] = [];
    for (const { name, story } of tamperedStories({ ...setting, maxTamperings })) {
      for (const step of story.steps) {
        problems.push(
          ...problemsOf(step, story).map((problem) => `${name}, ${step.id} ${problem}`),
        );
      }
    }
    expect(problems.slice(0, 10).join('\n')).toBe('');
  });
});
