import { render, screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { actOut } from '#core/scenarios/act-out.ts';
import { proxy } from '#core/scenarios/proxy.ts';
import { relayedHead } from '#core/story/relayed-head.ts';
import { readRelayedStory } from '#core/story/relayed-story.ts';
import RelayedHead from '#view/figures/relayed-head/RelayedHead.svelte';

test('removed and added lines are marked, in words as well', () => {
  const story = readRelayedStory(actOut(proxy.script()));
  const step = story.steps.find(({ id }) => id === 'proxy-request')!;
  render(RelayedHead, { relayed: relayedHead(step, story)! });
  const section = screen.getByRole('region', {
    name: 'What the proxy changed: 189 bytes in, 176 out',
  });
  const lines = within(section)
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent.trim().replaceAll(/\s+/g, ' '));
  expect(lines.slice(0, 4)).toEqual([
    'GET /chat HTTP/1.1',
    'Host: server.example.com',
    'Removed: Upgrade: websocket',
    'Removed: Connection: Upgrade',
  ]);
  expect(lines.at(-1)).toBe('Added: Via: 1.1 proxy.example.net');
  expect(section.querySelectorAll('del')).toHaveLength(2);
  expect(section.querySelectorAll('ins')).toHaveLength(1);
});
