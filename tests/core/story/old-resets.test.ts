import { expect, test } from 'vitest';
import { actOut } from '#core/scenarios/act-out.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import { draftSteps } from '#core/story/draft-steps.ts';
import { isOldReset } from '#core/story/old-resets.ts';
import { readConversation } from '#core/conversation/conversation.ts';

test.each([
  // It answers what the server sent before it had the browser's FIN.
  { name: 'server-close-1', isOld: true },
  { name: 'server-tcp-fin', isOld: true },
  // It answers an acknowledgement of that FIN.
  { name: 'client-close-1', isOld: false },
])('the RST after a late $name: $isOld', ({ name, isOld }) => {
  const tampering = new Map([[name, { kind: 'delay' as const, byMs: 5000 }]]);
  const trace = actOut(helloAndGoodbye.script(), tampering);
  const resets = draftSteps(readConversation(trace)).filter(({ kind }) => kind === 'tcp-reset');
  expect(resets.map((reset) => isOldReset(reset, trace))).toEqual([isOld]);
});

test('a RST without a number of its own, and what isn’t one, are new', () => {
  const trace = actOut(helloAndGoodbye.script());
  const drafts = draftSteps(readConversation(trace));
  expect(drafts.some((draft) => isOldReset(draft, trace))).toBe(false);
});
