import { describe, expect, test } from 'vitest';
import {
  sendMessage,
  sentOutcome,
  sentTable,
} from '../../../src/content/guides/websocket-and-http-figure.ts';
import { totalSize } from '../../../src/content/guides/sized-row.ts';
import { encodeFrame } from '../../../src/core/protocol/framing/frame.ts';
import { OPCODE } from '../../../src/core/protocol/framing/opcode.ts';
import { CHROMIUM_PROFILE } from '../../../src/core/traffic/heads/chromium-profile.ts';
import { encodeHead } from '../../../src/core/traffic/heads/head-template.ts';
import { faultsIn } from '../compare/grammar.ts';

const SIZES = [1, 5, 125, 126, 1000, 65_535, 65_536];
const SIDES = ['client', 'server'] as const;
const rows = SIDES.flatMap((sender) => SIZES.map((size) => ({ sender, size })));

describe.each(rows)('$size bytes from the $sender', ({ sender, size }) => {
  const sent = sendMessage(sender, size);

  test('has as many bytes as the codec writes', () => {
    const maskingKey = sender === 'client' ? new Uint8Array(4) : null;
    const frame = encodeFrame({
      opcode: OPCODE.binary,
      maskingKey,
      payload: new Uint8Array(size),
    });
    expect(totalSize(sent.frame)).toBe(frame.length);
    const values = { since: 0, length: size, date: 0, key: '', accept: '' };
    const heads =
      sender === 'client'
        ? (['post-request', 'post-response'] as const)
        : (['poll-request', 'news-response'] as const);
    const written = heads.map((id) => encodeHead(CHROMIUM_PROFILE.heads[id], values).length);
    const total = written.reduce((sum, each) => sum + each, size);
    expect(totalSize(sent.http[0]) + totalSize(sent.http[1])).toBe(total);
  });

  test('is told with the sizes of the figure', () => {
    const outcome = sentOutcome(sender, size);
    expect(faultsIn(outcome)).toEqual([]);
    expect(outcome).toContain(`message of ${size.toLocaleString('en')} B`);
    expect(outcome).toContain(`one frame of ${totalSize(sent.frame).toLocaleString('en')} B`);
    expect(outcome.includes('masking key')).toBe(sender === 'client');
  });

  test('fills its table', () => {
    for (const row of sentTable(sender, size)) expect(row.every((cell) => cell !== '')).toBe(true);
  });
});

test.each([
  { sender: 'client', expected: 'a frame of 11 B. Its header is 6 B, 4 of them masking key.' },
  { sender: 'server', expected: 'a frame of 7 B. Its header is 2 B.' },
] as const)('“Hello” from the $sender', ({ sender, expected }) => {
  expect(sentOutcome(sender, 5)).toContain(expected.replace('a frame', 'one frame'));
});
