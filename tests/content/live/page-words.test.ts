import { expect, test } from 'vitest';
import { eventDetail } from '#content/live/lab-words.ts';
import { connectionName, failureWords, sizeWords } from '#content/live/page-words.ts';
import { reportMarkdown } from '#content/live/experiment-words.ts';
import type { LiveConnection, TargetFailure } from '#core/live/live-api.ts';
import { predictOutcome } from '#core/live/prediction.ts';
import { EXPERIMENTS } from '#core/live/experiments.ts';

/** A word that each reason has, and no other. */
const REASONS: Readonly<Record<TargetFailure, RegExp>> = {
  'no-address': /no address/,
  refused: /Nothing listens/,
  'no-answer': /doesn’t answer/,
  unreachable: /no route/,
  'not-tls': /doesn’t speak TLS/,
  certificate: /certificate/,
  reset: /closed the connection/,
  itself: /this server itself/,
  other: /can’t be reached/,
};

test.each(Object.entries(REASONS))('the failure %s has its reason and the detail', (id, reason) => {
  const words = failureWords({ id: id as TargetFailure, detail: 'detail of the system' });
  expect(words).toMatch(reason);
  expect(words).toContain('(detail of the system)');
  expect(Object.values(REASONS).filter((each) => each.test(words))).toHaveLength(1);
});

test('a connection is named by its target, its tap and whether it is closed', () => {
  const connection: LiveConnection = {
    id: 3,
    to: 'echo',
    tap: null,
    openedAtMs: 0,
    isOpen: true,
    legs: [],
    failure: null,
    request: null,
    isCompressing: false,
  };
  expect(connectionName(connection)).toBe('3: echo server');
  const tapped = { ...connection, to: 'wss://a.example/', tap: 'app', isOpen: false };
  expect(connectionName(tapped)).toBe('3: wss://a.example/ from tap “app” (closed)');
});

test('counts are counted', () => {
  expect(sizeWords(1, 2000, 0)).toBe('1 frame · 2,000 bytes from the browser, 0 to it');
});

test('events have their facts', () => {
  const close = { kind: 'close', code: 1006, reason: '', wasClean: false, atMs: 0 } as const;
  expect(eventDetail(close)).toBe('code 1006, not clean');
  expect(eventDetail({ kind: 'text', text: 'a', atMs: 0 })).toBe('“a” (1 character)');
  const open = { kind: 'open', protocol: '', extensions: 'x', atMs: 0 } as const;
  expect(eventDetail(open)).toBe('x');
});

test('the report counts what came out as predicted, and keeps its table', () => {
  const predicted = predictOutcome(EXPERIMENTS['close-1000']);
  const rows = [
    { id: 'close-1000', predicted, observed: predicted, isSame: true },
    { id: 'tcp-end', predicted, observed: { events: [], frames: null }, isSame: false },
  ] as const;
  const report = reportMarkdown('A | browser', '2026-12-01', rows);
  expect(report).toContain('1 of 2 experiments came out as predicted.');
  expect(report).toContain('heard: open; close 1000. Sent: close 1000');
  expect(report).toContain('**different**');
});
