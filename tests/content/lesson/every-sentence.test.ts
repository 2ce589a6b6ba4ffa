/** What a sentence says of a packet must have happened to it, whatever a reader sets or changes. */

import { describe, expect, test } from 'vitest';
import { codeLines } from '#content/lesson/code-lines.ts';
import { stepLabel } from '#content/lesson/step-labels.ts';
import { segmentWords } from '#content/lesson/segment-words.ts';
import { stepText } from '#content/lesson/step-words.ts';
import { storyText } from '#content/lesson/story-words.ts';
import { formatCount } from '#content/phrasing/quantity.ts';
import { plainText, splitSentence } from '#content/phrasing/prose.ts';
import { readsClose } from '#core/story/closing-facts.ts';
import type { Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import { receiverOf } from '#core/trace/direction.ts';
import { SETTINGS, tamperedStories } from '../../core/scenarios/tampered-stories.ts';
import { sizeProblems } from './size-problems.ts';

type Claim = {
  readonly says: RegExp;
  readonly isTrue: (step: Step, story: Story) => boolean;
  /** Whether each step of which it is true must say it. */
  readonly isRequired?: true;
  /** Whether it can be said in the reason. */
  readonly isReason?: true;
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
    says: /(is|are) lost in the network/,
    isTrue: ({ arrival, direction }) => direction !== null && arrival.kind === 'lost',
    isRequired: true,
  },
  { says: /holds (it|them) back/, isTrue: ({ isHeldBack }) => isHeldBack, isRequired: true },
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
  {
    says: /^The \w+ accepts: 101/,
    isTrue: ({ fatalViolation, isAltered }) => fatalViolation === null || isAltered,
  },
  {
    says: /(stops waiting|gives the connection up|stops retransmitting)/,
    isTrue: ({ kind }) => kind === 'gave-up',
    isRequired: true,
  },
  {
    says: /gets error, then close with 1006/,
    isTrue: (step, { steps }) =>
      hears('error')(step) || (step.fatalViolation !== null && steps.some(hears('error'))),
  },
  { says: /the connection was closed before/, isTrue: (step) => step.pageEvents.length === 0 },
  {
    says: /stays in TIME-WAIT for a while/,
    isTrue: ({ statesAfter }) =>
      [statesAfter.client, statesAfter.server].some(({ tcp }) => tcp === 'TIME-WAIT'),
  },
  {
    says: /fails the connection\. |fails the connection \(/,
    isTrue: ({ fatalViolation, cause }) => fatalViolation !== null || cause === 'failure',
  },
  {
    says: / \((RFC \d+ §|WHATWG)[^)]+\), so the \w+ (fails|rejects) the (connection|handshake)\.|The \w+ fails the handshake \(RFC/,
    isTrue: ({ fatalViolation }) => fatalViolation !== null,
    isRequired: true,
  },
  {
    says: /reads these bytes as /,
    isTrue: ({ misreadAs }) => misreadAs !== null && misreadAs !== 'nothing',
    isRequired: true,
  },
  {
    says: /gets none of these bytes|none of its bytes arrive/,
    isTrue: ({ misreadAs }) => misreadAs === 'nothing',
    isRequired: true,
  },
  {
    says: /, the last of the |sends the rest of the /,
    isTrue: ({ unit, carried }) =>
      carried.end === unit?.range.end && !(unit.kind === 'frame' && unit.missing > 0),
  },
  {
    says: /These [\d,]+ bytes are those that arrived/,
    isTrue: (step, story) =>
      plainText(stepText(step, story).happened).includes(
        `These ${formatCount(step.carried.end - step.carried.start)} bytes`,
      ),
  },
  {
    says: /Without this reply, /,
    isReason: true,
    isTrue: (step, story) => {
      const { steps, moments } = story;
      const receiver = receiverOf(step.direction!);
      const index = steps.indexOf(step);
      const sent = moments.find(({ stepIndex }) => stepIndex === index);
      const isBefore = ({ arrival }: Step) =>
        arrival.kind === 'arrived' && arrival.atMs < step.sentAtMs!;
      const before = { ...story, steps: steps.filter(isBefore) };
      return sent?.states[receiver].readyState === 'CLOSING' && !readsClose(receiver, before);
    },
  },
  {
    says: /When this FIN has arrived and everything before it is answered, the close event fires/,
    isReason: true,
    isTrue: (step, { steps, moments }) => {
      const index = steps.indexOf(step);
      const isOwn = ({ stepIndex }: { readonly stepIndex: number }) => stepIndex === index;
      const arrival = moments.findLastIndex(isOwn);
      const closed = moments.findIndex(({ states }) => states.client.readyState === 'CLOSED');
      return closed === -1 || closed >= arrival;
    },
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

function plainStory(step: Step, story: Story): string {
  const { title, happened } = storyText(step, story);
  return `${title}. ${plainText(happened)}`;
}

function problemsOf(step: Step, story: Story): string[] {
  const words = stepText(step, story);
  const { sentence } = splitSentence(words.happened);
  const happened = `${words.title}. ${plainText(words.happened)}`;
  const all = `${happened} ${plainText(words.why)}`;
  const problems = CLAIMS.flatMap(({ says, isTrue, isRequired, isReason }) => {
    const isSaid = says.test(isReason ? all : happened);
    if (isSaid && !isTrue(step, story)) return [`says ${says}: ${happened}`];
    return isRequired && isTrue(step, story) && !isSaid ? [`lacks ${says}: ${happened}`] : [];
  });
  if (/undefined|\bnull\b|NaN|\[object| {2}|\.\.|^\W/.test(all))
    problems.push(`reads badly: ${all}`);
  const everywhere = `${all} ${plainStory(step, story)} ${segmentWords(step, story)}`;
  if (
    /(?:^|[^\d,.])1 (?:bytes|bits|frames|segments|messages|fragments|parts|times)\b/.test(
      everywhere,
    )
  )
    problems.push(`counts one as many: ${everywhere}`);
  if (/\bthese 1 /.test(everywhere)) problems.push(`counts many as one: ${everywhere}`);
  if (!/[.”]$/.test(all)) problems.push(`has no end: ${all}`);
  problems.push(...sizeProblems(words.title, plainText(sentence)));
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
