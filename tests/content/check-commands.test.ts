import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { checkCommand } from '#content/check-commands.ts';
import { actOut } from '#core/scenarios/act-out.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import { readStory } from '#core/story/story.ts';

const story = readStory(actOut(helloAndGoodbye.script()));

function commandOf(stepId: string): string | null {
  const step = story.steps.find(({ id }) => id === stepId);
  if (step === undefined) throw new Error(`expected a step ${stepId}, got none`);
  return checkCommand(step, story)?.command ?? null;
}

describe('what a command prints, run by a shell', () => {
  test.each([
    { step: 'request', printed: '16' },
    { step: 'response', printed: 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=' },
    { step: 'client-text-1', printed: 'Hello' },
    { step: 'server-text-1', printed: 'Hello' },
    { step: 'server-ping-1', printed: 'still there?' },
    { step: 'client-close-1', printed: "[ 1000, 'done' ]" },
  ])('of $step is $printed', ({ step, printed }) => {
    const command = commandOf(step) ?? '';
    expect(execFileSync('sh', ['-c', command], { encoding: 'utf8' }).trim()).toBe(printed);
  });
});

test('there is none where nothing can be computed', () => {
  expect(commandOf('tcp-syn')).toBeNull();
  expect(commandOf('open')).toBeNull();
});
