import { describe, expect, test } from 'vitest';
import { readContents } from '#core/workbench/input-contents.ts';
import {
  captureProblemWords,
  contentWords,
  noConnectionWords,
  skippedWords,
} from '#content/decode/capture-words.ts';
import { fileInput } from '../../core/workbench/inputs.ts';

const opened = (name: string) => {
  const { capture } = readContents(fileInput(`captures/${name}`));
  if (capture === null) throw new Error(`expected ${name} to be a capture`);
  return capture;
};

describe('a capture without TCP that can be read', () => {
  const { facts, connections } = opened('odd/linktype-105.pcap');

  test('is named, with the reason and what to do', () => {
    expect(connections).toEqual([]);
    expect(skippedWords(facts)).toMatch(
      /^(\d+) of \1 packets were skipped: \1 of a link layer that can’t be read here \(link type 105, 802\.11, without a radio header\)\.$/,
    );
    const { title, advice } = noConnectionWords(facts);
    expect(title).toMatch(/^This capture has \d+ packets, but no TCP that can be read$/);
    expect(advice).toContain('Ethernet or IP');
  });
});

test('a capture without packets says so', () => {
  const facts = {
    form: 'pcap',
    packets: 0,
    skipped: [],
    unknownLinkTypes: [],
    problems: [],
    unreadFiles: [],
  } as const;
  expect(noConnectionWords(facts).title).toBe('This capture has no packets');
  expect(skippedWords(facts)).toBe('');
});

test.each([
  [
    [{ reason: 'not-tcp', packets: 1 }],
    '1 of 2 packets was skipped: 1 without TCP, such as DNS over UDP.',
  ],
  [
    [
      { reason: 'not-ip', packets: 1 },
      { reason: 'malformed', packets: 1 },
    ],
    '2 of 2 packets were skipped: 1 without IP, such as ARP; 1 that are cut off or contradict themselves.',
  ],
] as const)('what was skipped is counted', (skipped, words) => {
  const facts = {
    form: 'pcap',
    packets: 2,
    skipped,
    unknownLinkTypes: [],
    problems: [],
    unreadFiles: [],
  } as const;
  expect(skippedWords(facts)).toBe(words);
});

test('a truncated file says so', () => {
  const { facts } = opened('truncated.pcapng');
  expect(facts.problems).toEqual(['cut-short']);
  expect(captureProblemWords('cut-short')).toContain('ends within a packet');
});

test('a connection says what it carries', () => {
  expect(opened('base.pcapng').connections.map(({ content }) => contentWords(content))).toEqual([
    expect.stringMatching(/^WebSocket \/\S* at 127\.0\.0\.1:\d+$/),
  ]);
  expect(opened('odd/midstream-highport.pcap').connections[0]?.content.kind).toBe('frames');
  expect(contentWords({ kind: 'tls', target: null, host: null })).toBe('TLS, encrypted');
});
