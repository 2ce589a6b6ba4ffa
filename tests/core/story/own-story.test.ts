import { expect, test } from 'vitest';
import { actOut } from '#core/scenarios/act-out.ts';
import { proxy } from '#core/scenarios/proxy.ts';
import { endpointsOf, ownStory, traceAt } from '#core/story/own-story.ts';
import { readRelayedStory } from '#core/story/relayed-story.ts';

const read = (kind: 'drops-upgrade' | 'forwards') =>
  readRelayedStory(actOut(proxy.script({ proxy: kind })));

const dropping = read('drops-upgrade');
const forwarding = read('forwards');

test('the ends are the browser and the server, each of its own connection', () => {
  const { client, server } = endpointsOf(dropping);
  expect([client.name, server.name]).toEqual(['Browser', 'Server']);
  expect(traceAt(dropping, 'client').endpoints.server.name).toBe('Proxy');
  expect(traceAt(dropping, 'server').endpoints.client.name).toBe('Proxy');
});

test('a step is the same object in the story of its own connection', () => {
  for (const step of forwarding.steps) {
    expect(ownStory(forwarding, step).steps).toContain(step);
  }
});
