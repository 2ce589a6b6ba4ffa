import { expect, test } from 'vitest';
import { plainText } from '#content/phrasing/prose.ts';
import { specialReason } from '#content/lesson/step-reasons.ts';
import { VARIANTS } from '../../core/scenarios/variants.ts';

test.each(VARIANTS)(
  '$name: where a step is special, the why ends and names its section',
  ({ story }) => {
    for (const step of story.steps) {
      const reason = specialReason(step, story);
      if (reason === null) continue;
      expect(plainText(reason.why)).toMatch(/^[A-Z0-9].*\.$/);
      expect(plainText(reason.why)).not.toMatch(/undefined|null|NaN| {2}/);
      expect(reason.references.length).toBeGreaterThan(0);
    }
  },
);

// Its page is drawn before these words are loaded, and must not change when they arrive.
test('nothing of the first scenario is special', () => {
  const first = VARIANTS.find(({ name }) => name === 'hello-and-goodbye');
  expect(first?.story.steps.map((step) => specialReason(step, first.story))).toEqual(
    first?.story.steps.map(() => null),
  );
});

test.each([
  [
    'three-lengths',
    'server-binary-1',
    '125 is the largest length that the seven bits say themselves.',
  ],
  ['three-lengths', 'server-binary-2', 'Seven bits can say 125 at most. So they hold 126, '],
  ['three-lengths', 'server-binary-3', 'Two bytes can say 65,535 at most. So they hold 127, '],
  ['fragments', 'server-text-1', 'Control frames may come in between'],
  ['fragments', 'server-continuation-1', 'Opcode 0 goes on with what was begun'],
  ['fragments', 'server-continuation-2', 'Only now does the code that receives it get the message'],
  ['boundaries', 'server-text-1', 'A character is cut in two here'],
  ['compressed, takeover', 'server-text-1', 'there is nothing before it to refer back to'],
  ['compressed, takeover', 'server-text-2', 'What was said already is a reference back to it'],
  ['compressed, no-takeover', 'server-text-2', 'Each message is compressed alone'],
  ['chat', 'server-text-1', 'A message of the browser is on its way at this very moment'],
  ['server-goodbye', 'client-text-1', 'The server has sent its Close, and the browser has not'],
  ['rules-broken, bad-utf8', 'client-text-1', 'A receiver has no choice here.'],
  ['rules-broken, ping-too-long', 'server-ping-1', 'A receiver has no choice here.'],
  ['rules-broken, unmasked-client', 'client-text-1', 'A client must mask every frame'],
])('%s, %s is so because “%s”', (name, id, says) => {
  const variant = VARIANTS.find((one) => one.name === name);
  const step = variant?.story.steps.find((one) => one.id === id);
  const reason = variant && step && specialReason(step, variant.story);
  expect(plainText(reason?.why ?? [])).toContain(says);
});
