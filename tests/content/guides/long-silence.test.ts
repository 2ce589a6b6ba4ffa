import { describe, expect, test } from 'vitest';
import {
  comparedLines,
  comparedResult,
  HEARTBEAT_SENDERS,
  knownAtEnd,
  LINE_IDS,
  lineName,
  silenceCaption,
  silenceOutcome,
  silenceRow,
  silentLine,
  type HeartbeatSender,
  type SilenceChoice,
} from '#content/guides/long-silence-figure.ts';
import { LONG_SILENCE } from '#content/guides/long-silence.ts';
import { plainGuideText } from '#content/guides/guide-text.ts';
import { expectSentences } from './expect-sentences.ts';

const SENDERS = Object.keys(HEARTBEAT_SENDERS) as HeartbeatSender[];

const nginx = (intervalSeconds: number, sender: HeartbeatSender = 'server'): SilenceChoice => ({
  line: 'nginx-idle',
  sender,
  intervalSeconds,
});

const all: SilenceChoice[] = LINE_IDS.flatMap((line) =>
  SENDERS.flatMap((sender) =>
    [1, 30, 55, 60, 300, 600].map((intervalSeconds) => ({ line, sender, intervalSeconds })),
  ),
);

describe('the sentences of', () => {
  test.each([
    {
      choice: nginx(60),
      outcome:
        'Cut after 60 s. The first ping would reach the proxy 10 ms too late. The page’s close event has code 1006. With a ping every 30 s, the connection lives.',
    },
    {
      choice: nginx(30),
      outcome:
        'The connection lives as long as the pings continue. Its longest silence is 30 s, which leaves 30 s. The frames are 16 B per minute.',
    },
    {
      choice: nginx(30, 'hidden-page'),
      outcome:
        'Cut after 60 s. The hidden page’s timer runs every 60 s, not every 30 s. The answer to the first message would reach the proxy 40 ms too late. The page’s close event has code 1006. No interval is short enough for a hidden page.',
    },
    {
      choice: { line: 'cloud-run-request', sender: 'server', intervalSeconds: 1 } as const,
      outcome:
        'Cut after 60 min. Google Cloud Run counts the age of a connection, so pings don’t help. The page’s close event has code 1006. Reconnect.',
    },
  ])('$choice.line every $choice.intervalSeconds s', ({ choice, outcome }) => {
    expect(silenceOutcome(choice)).toBe(outcome);
  });

  test.each(all)('$line, $sender every $intervalSeconds s, are those of the model', (choice) => {
    const line = silentLine(choice);
    const outcome = silenceOutcome(choice);
    expect(outcome).toMatch(line.cut === null ? /The connection lives as/ : /^Cut after /);
    expect(outcome.includes(`code 1006`)).toBe(line.cut !== null);
    expect(knownAtEnd(line).browser === 'open').toBe(line.cut === null);
    expect(comparedResult(line)).toMatch(line.cut === null ? /^lives/ : /^cut/);
    expect(silenceCaption(line, choice.line)).toContain('10 ms from the server');
    expectSentences(outcome);
  });

  test.each(all)('$line, $sender every $intervalSeconds s, give advice that helps', (choice) => {
    const advised = /With a (?:ping|message) every (\d+) (s|min)/.exec(silenceOutcome(choice));
    if (advised === null) return;
    const seconds = Number(advised[1]) * (advised[2] === 'min' ? 60 : 1);
    expect(silentLine({ ...choice, intervalSeconds: seconds }).cut).toBeNull();
  });
});

test('the compared intervals are on both sides of the limit', () => {
  const lines = comparedLines(silentLine(nginx(60)));
  expect(lines.map((line) => silenceRow(line)[0])).toEqual([
    '20 s',
    '30 s',
    '45 s',
    '60 s',
    '90 s',
  ]);
  expect(lines.map(({ cut }) => cut === null)).toEqual([true, true, true, false, false]);
});

test('each limit has a name of its own', () => {
  expect(new Set(LINE_IDS.map(lineName)).size).toBe(LINE_IDS.length);
  expect(lineName('nginx-idle')).toBe('nginx: 60 s of silence');
  expect(lineName('cloud-run-request')).toBe('Google Cloud Run: 60 min of age');
});

test('the table has what a ping every minute leads to', () => {
  const rows = (LONG_SILENCE.tables?.[0]?.rows ?? []).map((row) => row.map(plainGuideText));
  const outcomeOf = (name: string) => rows.find(([service]) => service === name)?.[3];
  expect(outcomeOf('nginx')).toBe('cut');
  expect(outcomeOf('Heroku')).toBe('cut');
  expect(outcomeOf('Azure Front Door')).toBe('lives');
  expect(outcomeOf('AWS Network Load Balancer')).toBe('lives');
  expect(outcomeOf('Google Cloud Run')).toBe('ends all the same');
});
