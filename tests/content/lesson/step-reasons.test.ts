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

test.each([
  ['three-lengths', 'server-binary-1', '125 is the largest length that the 7-bit field stores.'],
  [
    'three-lengths',
    'server-binary-2',
    'The 7-bit field stores lengths up to 125. Here it contains 126',
  ],
  [
    'three-lengths',
    'server-binary-3',
    'A 16-bit length ends at 65,535. So the 7-bit field contains 127',
  ],
  ['fragments', 'server-text-1', 'Control frames may come between them'],
  ['fragments', 'server-continuation-1', 'Opcode 0 continues a message'],
  [
    'fragments',
    'server-continuation-2',
    'The receiver’s code gets the message when it is complete',
  ],
  ['boundaries', 'server-text-1', 'A character is split here'],
  ['compressed, takeover', 'server-text-1', 'it has too few repetitions'],
  ['compressed, takeover', 'server-text-2', 'This message refers to them'],
  ['compressed, no-takeover', 'server-text-2', 'Each message is compressed separately'],
  ['chat', 'server-text-1', 'A message of the browser is in flight at the same time'],
  [
    'server-goodbye',
    'client-text-1',
    'The server has sent its Close frame, but the browser has not',
  ],
  ['rules-broken, bad-utf8', 'client-text-1', 'two of them could read different things'],
  ['rules-broken, ping-too-long', 'server-ping-1', 'two of them could read different things'],
  ['rules-broken, unmasked-client', 'client-text-1', 'A client must mask every frame'],
])('%s, %s is so because “%s”', (name, id, says) => {
  const variant = VARIANTS.find((one) => one.name === name);
  const step = variant?.story.steps.find((one) => one.id === id);
  const reason = variant && step && specialReason(step, variant.story);
  expect(plainText(reason?.why ?? [])).toContain(says);
});
