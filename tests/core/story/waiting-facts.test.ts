import { expect, test } from 'vitest';
import { actOut } from '#core/scenarios/act-out.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import { waitBefore } from '#core/story/waiting-facts.ts';
import { tell, VARIANTS } from '../scenarios/variants.ts';

const dying = VARIANTS.find(({ name }) => name === 'line-goes-dead, dies')!.story;

test.each([
  ['server-gave-up', 10_000],
  ['client-gave-up', 60_000],
  ['server-gave-up-2', null],
  ['server-tcp-fin', null],
])('%s comes after %s ms of waiting', (id, ms) => {
  const step = dying.steps.find((one) => one.id === id);
  expect(step && waitBefore(step, dying)).toBe(ms);
});

test('a handshake is waited for since the connection was asked for', () => {
  const script = helloAndGoodbye.script({ browserTimeoutSeconds: 7 });
  const story = tell(actOut(script, new Map([['request', { kind: 'cut', keep: 100 }]])));
  const step = story.steps.find(({ givingUp }) => givingUp === 'handshake-timeout');
  expect(step && waitBefore(step, story)).toBe(7000);
});
