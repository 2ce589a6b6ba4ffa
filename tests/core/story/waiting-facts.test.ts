import { expect, test } from 'vitest';
import { actOut } from '#core/scenarios/act-out.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import { waitBefore } from '#core/story/waiting-facts.ts';
import { SETTINGS, tamperedStories } from '../scenarios/tampered-stories.ts';
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

test('a heartbeat gives up when its first unanswered Ping is as old as its timeout', () => {
  const settings = SETTINGS.filter(({ script }) => script.heartbeat);
  const waits = settings.flatMap((setting) =>
    [...tamperedStories({ ...setting, maxTamperings: 10 })].flatMap(({ name, story }) =>
      story.steps
        .filter(({ givingUp }) => givingUp === 'heartbeat')
        .map((step) => [name, waitBefore(step, story), setting.script.heartbeat?.timeoutMs]),
    ),
  );
  expect(waits.length).toBeGreaterThan(0);
  expect(waits.filter(([, waited, timeout]) => waited !== timeout)).toEqual([]);
});

test('a FIN is waited for from the second Close frame on', () => {
  const tampering = new Map([['server-tcp-fin', { kind: 'sever' as const }]]);
  const story = tell(actOut(helloAndGoodbye.script(), tampering));
  const step = story.steps.find(({ givingUp }) => givingUp === 'fin-timeout');
  // A reply takes the browser 1 ms.
  expect(step && waitBefore(step, story)).toBe(2001);
  expect(step?.pageEvents.map(({ event }) => event)).toMatchObject([
    { kind: 'close', code: 1000, wasClean: true },
  ]);
});

test('a handshake is waited for since the connection was asked for', () => {
  const script = helloAndGoodbye.script({ browserTimeoutSeconds: 7 });
  const story = tell(actOut(script, new Map([['request', { kind: 'cut', keep: 100 }]])));
  const step = story.steps.find(({ givingUp }) => givingUp === 'handshake-timeout');
  expect(step && waitBefore(step, story)).toBe(7000);
});
