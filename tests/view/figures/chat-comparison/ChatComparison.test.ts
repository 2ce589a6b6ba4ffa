import { fireEvent, render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { playedChat } from '#core/scenes/chat-time.ts';
import { compareChat } from '#core/traffic/results/chat-comparison.ts';
import { presetSettings } from '#core/traffic/settings/presets.ts';
import { SHORT_CHAT } from '#core/traffic/settings/short-chat.ts';
import ChatComparison from '#view/figures/chat-comparison/ChatComparison.svelte';
import { Playback } from '#view/state/playback.svelte.ts';
import { reportSizes, stubSizes } from '../sequence-diagram/stub-sizes.ts';
import { HandClock } from '../../state/hand-clock.ts';
import { compressWrites } from '#core/traffic/wire/compressed-messages.ts';

let restoreSizes: () => void;

beforeEach(() => (restoreSizes = stubSizes({ width: 720, height: 400 })));
afterEach(() => restoreSizes());

function show(settings = SHORT_CHAT, isMotionReduced = false) {
  const chat = compareChat(settings, compressWrites);
  const time = playedChat(chat);
  const clock = new HandClock();
  const playback = new Playback(
    () => time,
    { clock, speed: () => 1, isMotionReduced: () => isMotionReduced },
    time.steps.length - 1,
  );
  const page = render(ChatComparison, {
    chat,
    playback,
    change: { href: '#/compare', label: 'Change the traffic' },
  });
  reportSizes();
  return { ...page, chat, clock };
}

const figuresOf = (name: RegExp) =>
  screen.getByRole('heading', { name, level: 3 }).nextElementSibling?.textContent ?? '';
const slider = () => screen.getByRole('slider', { name: 'Time in the chat' });

describe('the still figure', () => {
  test('shows the finished result, and nothing moves', () => {
    const { chat, clock } = show();
    const { polling, websocket } = chat.runs;
    expect(figuresOf(/^Polling/)).toContain(`${polling.totalBytes.toLocaleString('en')} B sent`);
    expect(figuresOf(/^Polling/)).toContain('9 of 15 polls empty');
    expect(figuresOf(/^WebSocket/)).toContain(
      `${websocket.totalBytes.toLocaleString('en')} B sent`,
    );
    expect(figuresOf(/^WebSocket/)).toContain('30 ms mean delay to the browser');
    expect(slider()).toHaveValue('30000');
    expect(clock.isRunning).toBe(false);
  });

  test('has a table with every message, and says where to change it', async () => {
    show();
    await userEvent.click(screen.getByText('Each message in figures'));
    expect(within(screen.getByRole('table')).getAllByRole('row')).toHaveLength(1 + 8);
    expect(screen.getByRole('link', { name: 'Change the traffic' })).toHaveAttribute(
      'href',
      '#/compare',
    );
  });

  test('shows other traffic, such as Live chat of Compare', () => {
    const { chat } = show({ ...presetSettings('chat'), visit: 'first' });
    // As measured for the picture of the start page.
    expect(chat.runs.polling.totalBytes).toBe(36_244);
    expect(chat.runs.websocket.totalBytes).toBe(9121);
    expect(figuresOf(/^Polling/)).toMatch(/34 requests.*19 of 30 polls empty.*1\.12 s/s);
    expect(screen.getByText('Ping, Pong')).toBeVisible();
  });

  test('has no accessibility problem that axe knows', async () => {
    const { container } = show();
    const { violations } = await axe.run(container, {
      rules: { 'color-contrast': { enabled: false } },
    });
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });
});

describe('played', () => {
  test('counts from nothing to the result, pauses, and plays again', async () => {
    const { clock } = show();
    const end = figuresOf(/^Polling/);
    await userEvent.click(screen.getByRole('button', { name: 'Play' }));
    clock.pass(6000);
    await Promise.resolve();
    expect(slider()).toHaveAttribute('aria-valuetext', '15.0 s of 30.0 s');
    expect(figuresOf(/^Polling/)).not.toBe(end);
    expect(figuresOf(/^Polling/)).toContain('of 8 polls empty');
    await userEvent.click(screen.getByRole('button', { name: 'Pause' }));
    clock.pass(1000);
    expect(clock.isRunning).toBe(false);
    await userEvent.click(screen.getByRole('button', { name: 'Play' }));
    clock.pass(6100);
    expect(await screen.findByRole('button', { name: 'Replay' })).toBeVisible();
    expect(figuresOf(/^Polling/)).toBe(end);
    expect(clock.isRunning).toBe(false);
  });

  test('can be moved by a second with the arrow keys', async () => {
    show();
    await fireEvent.keyDown(slider(), { key: 'ArrowLeft' });
    expect(slider()).toHaveAttribute('aria-valuetext', '29.0 s of 30.0 s');
    await fireEvent.input(slider(), { target: { value: '4000' } });
    expect(figuresOf(/^WebSocket/)).toContain('30 ms');
    await fireEvent.input(slider(), { target: { value: '1000' } });
    // No message has arrived.
    expect(figuresOf(/^WebSocket/)).not.toContain('mean delay');
    await fireEvent.keyDown(slider(), { key: 'ArrowRight' });
    expect(slider()).toHaveAttribute('aria-valuetext', '2.0 s of 30.0 s');
  });

  test('with reduced motion, goes from message to message', async () => {
    const { clock, chat } = show(SHORT_CHAT, true);
    await userEvent.click(screen.getByRole('button', { name: 'Play' }));
    const seen = new Set<string | null>();
    for (let passed = 0; passed < 13_000; passed += 100) {
      clock.pass(100);
      await Promise.resolve();
      seen.add(slider().getAttribute('aria-valuetext'));
    }
    expect(seen.size).toBeLessThanOrEqual(chat.messages.length + 1);
    expect(clock.isRunning).toBe(false);
  });
});
