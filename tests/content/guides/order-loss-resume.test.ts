import { describe, expect, test } from 'vitest';
import {
  allBytes,
  cutRun,
  messageRows,
  RECOVERIES,
  resumeCaption,
  resumeOutcome,
  resumeRow,
  type ResumeChoice,
} from '#content/guides/order-loss-resume-figure.ts';
import { expectSentences } from './expect-sentences.ts';

const choices: ResumeChoice[] = RECOVERIES.flatMap((recovery) =>
  [0, 22, 50, 110, 118, 200, 253, allBytes()].flatMap((bytes) =>
    [0, 1, 8, 12].map((bufferedMessages) => ({ recovery, bytes, bufferedMessages })),
  ),
);

test.each([
  {
    choice: { recovery: 'none', bytes: 110, bufferedMessages: 8 } as const,
    outcome:
      'At the cut, the client has 5 of 6 messages. The server knows of 2, so 4 are in doubt. Nothing is sent again, so 6 messages never arrive.',
  },
  {
    choice: { recovery: 'replay-unacknowledged', bytes: 110, bufferedMessages: 12 } as const,
    outcome:
      'At the cut, the client has 5 of 6 messages. The server knows of 2, so 4 are in doubt. The server sends 9 messages again. Nothing is lost, but 3 arrive twice.',
  },
  {
    choice: { recovery: 'resume-from-sequence', bytes: 110, bufferedMessages: 8 } as const,
    outcome:
      'At the cut, the client has 5 of 6 messages. The server knows of 2, so 4 are in doubt. The server sends 6 messages again. Nothing is lost, and nothing arrives twice.',
  },
  {
    choice: { recovery: 'resume-from-sequence', bytes: 110, bufferedMessages: 2 } as const,
    outcome:
      'At the cut, the client has 5 of 6 messages. The server knows of 2, so 4 are in doubt. The server’s buffer no longer contains number 6, so the session is invalid, and 6 messages never arrive.',
  },
])('$choice.recovery with a buffer of $choice.bufferedMessages', ({ choice, outcome }) => {
  expect(resumeOutcome(cutRun(choice))).toBe(outcome);
});

describe.each(choices)('$recovery, cut after $bytes, buffer of $bufferedMessages', (choice) => {
  const run = cutRun(choice);

  test('has sentences of the model', () => {
    const outcome = resumeOutcome(run);
    expect(/never arrives?\.$/.test(outcome)).toBe(run.lost > 0);
    expect(/arrives? twice\.$/.test(outcome) && !/nothing arrives twice/.test(outcome)).toBe(
      run.duplicates > 0 && run.outcome === 'complete',
    );
    expectSentences(`${outcome} ${resumeCaption(run)}`);
  });

  test('has cells of the model', () => {
    const [sent, has, knows, end] = messageRows(run).map(({ states }) => states);
    const count = (states: typeof sent, state: string) =>
      states!.filter((each) => each === state).length;
    expect(count(end, 'lost')).toBe(run.lost);
    expect(count(end, 'twice')).toBe(run.duplicates);
    expect(count(has, 'yes')).toBe(Math.floor(choice.bytes / run.frameSize));
    expect(count(knows, 'yes')).toBeLessThanOrEqual(count(has, 'yes'));
    expect(count(has, 'yes')).toBeLessThanOrEqual(count(sent, 'yes'));
    expect(resumeRow(run)[3]).toBe(String(run.lost));
  });
});
