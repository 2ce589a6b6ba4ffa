/**
 * Thousands of random streams through our receiver and through that of `ws`: the same messages,
 * pings, pongs, Close and failure code, or one of the disagreements listed here.
 */

import { beforeAll, describe, expect, test } from 'vitest';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import type { Limits } from '#core/protocol/messages/limits.ts';
import type { RuleId } from '#core/protocol/rules/rules.ts';
import { SeededRandom } from '#core/simulation/seeded-random.ts';
import { randomStream, type RandomStream } from './random-stream.ts';
import { ListingReader } from './received-list.ts';
import { receiveWithWs, type PeerOutcome } from './ws-receiver.ts';

const SEED = 6455;
const STREAMS = 3000;
const LIMITS: Limits = { maxFrameSize: 2048, maxMessageSize: 2048, maxFragments: 10 };

type OurOutcome = {
  /** Before the failure, if there is one. */
  readonly received: readonly string[];
  readonly failure: { readonly rule: RuleId; readonly code: number } | null;
};

type Disagreement = {
  readonly reason: string;
  readonly section: string;
  /** Who sends, and the shortest stream that shows it. */
  readonly example: readonly ['client' | 'server', string];
  readonly isSo: (ours: OurOutcome, theirs: PeerOutcome) => boolean;
};

const isRule = ({ failure }: OurOutcome, start: string) => failure?.rule.startsWith(start) ?? false;

/** What `ws` found beyond what we found before we failed. */
function beyond(ours: OurOutcome, theirs: PeerOutcome): readonly string[] | null {
  const isPrefix = ours.received.every((item, at) => theirs.received[at] === item);
  return isPrefix ? theirs.received.slice(ours.received.length) : null;
}

const DISAGREEMENTS: Readonly<Record<string, Disagreement>> = {
  'text judged at its end': {
    reason: 'we fail at the first byte that is not UTF-8; ws judges a text when it is whole',
    section: 'RFC 6455 §8.1',
    example: ['server', '01 02 c0 af'],
    isSo: (ours, theirs) =>
      isRule(ours, 'message.text-not-utf8') &&
      beyond(ours, theirs)?.every((item) => !/^(text|binary)/.test(item)) === true,
  },
  'header of one byte': {
    reason: 'we fail at a first byte that no second one can mend; ws waits for it',
    section: 'RFC 6455 §7.1.7',
    example: ['server', 'b1'],
    isSo: (ours, theirs) =>
      (isRule(ours, 'frame.') || isRule(ours, 'control.') || isRule(ours, 'message.')) &&
      theirs.waiting === 1 &&
      beyond(ours, theirs)?.length === 0,
  },
  'frame under way': {
    reason: 'we fail where the rule is broken; ws looks at a payload when all of it is there',
    section: 'RFC 6455 §7.1.7',
    example: ['server', 'c1 05 ff'],
    isSo: (ours, theirs) =>
      (isRule(ours, 'message.too-') || isRule(ours, 'deflate.')) &&
      theirs.waiting > 0 &&
      beyond(ours, theirs)?.length === 0,
  },
  'length with the top bit': {
    reason: 'the bit must be 0, a protocol error (1002); ws finds the length too large (1009)',
    section: 'RFC 6455 §5.2',
    example: ['server', '82 7f 80 00 00 00 00 00 00 00'],
    isSo: (ours, theirs) =>
      isRule(ours, 'frame.length-top-bit') && beyond(ours, theirs)?.join() === 'fail 1009',
  },
  'length before the key': {
    reason: 'ws judges a length before the masking key has come, we when the header is whole',
    section: 'RFC 6455 §10.4',
    example: ['client', '82 ff 00 00 00 01 00 00 00 00'],
    isSo: (ours, theirs) =>
      ours.failure === null && beyond(ours, theirs)?.join() === 'fail 1009' && theirs.waiting < 4,
  },
  'compressed data cut short': {
    reason: 'we fail where DEFLATE data end within a block; ws hands on what there is',
    section: 'RFC 7692 §7.2.1',
    example: ['server', 'c1 03 f2 48 cd'],
    isSo: (ours, theirs) =>
      (isRule(ours, 'deflate.cut-short') || isRule(ours, 'deflate.tail-kept')) &&
      /^(text|binary)|^fail 1007/.test(beyond(ours, theirs)?.[0] ?? ''),
  },
  'final block': {
    reason: 'a final block may be followed by others; ws ignores them',
    section: 'RFC 7692 §7.2.3.4',
    example: ['server', 'c1 0e f3 48 cd c9 c9 07 00 f2 48 cd c9 c9 07 00'],
    isSo: (_, theirs) => theirs.sawFinalBlock,
  },
};

function receiveOurselves({ sender, compression, chunks }: RandomStream): OurOutcome {
  const reader = new ListingReader({ sender, compression, limits: LIMITS });
  const received: string[] = [];
  for (const item of chunks.flatMap((chunk) => [...reader.feed(chunk)])) {
    if (item.kind === 'failure') {
      return { received, failure: { rule: item.violation.id, code: item.closeCode } };
    }
    if (item.kind === 'close') received.push(`close ${item.code ?? 1005} ${item.reason}`);
    else received.push(`${item.kind === 'message' ? item.type : item.kind} ${toHex(item.data)}`);
  }
  return { received, failure: null };
}

function compare(ours: OurOutcome, theirs: PeerOutcome): string {
  const all = ours.failure ? [...ours.received, `fail ${ours.failure.code}`] : ours.received;
  if (all.join('\n') === theirs.received.join('\n')) return 'the same';
  const known = Object.entries(DISAGREEMENTS).find(([, { isSo }]) => isSo(ours, theirs));
  return known?.[0] ?? 'unknown';
}

describe(`of ${STREAMS} random streams (seed ${SEED})`, () => {
  const counts = new Map<string, number>();
  const unknown: object[] = [];
  const ends = { message: 0, close: 0, failure: 0 };

  beforeAll(async () => {
    const random = new SeededRandom(SEED);
    for (let at = 0; at < STREAMS; at++) {
      const stream = randomStream(random);
      const ours = receiveOurselves(stream);
      const theirs = await receiveWithWs({ ...stream, limits: LIMITS }, stream.chunks);
      const verdict = compare(ours, theirs);
      counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
      if (verdict === 'unknown') unknown.push({ at, ours, theirs, ...stream });
      if (ours.received.some((item) => /^(text|binary)/.test(item))) ends.message++;
      if (ours.received.some((item) => item.startsWith('close'))) ends.close++;
      if (ours.failure) ends.failure++;
    }
  });

  test('all end as with ws, but for what is listed', () => {
    expect(unknown).toEqual([]);
  });

  test('most end the same', () => {
    expect(counts.get('the same')).toBeGreaterThan(STREAMS * 0.85);
  });

  test('many bring messages, many a Close, many a failure', () => {
    for (const count of Object.values(ends)) expect(count).toBeGreaterThan(STREAMS / 15);
  });
});

test.each(Object.entries(DISAGREEMENTS))(
  'we disagree: $0',
  async (name, { example: [sender, hex] }) => {
    const compression = hex.startsWith('c1') ? { contextTakeover: true, windowBits: 15 } : null;
    const stream = { sender, compression, chunks: [fromHex(hex)] };
    const theirs = await receiveWithWs({ ...stream, limits: LIMITS }, stream.chunks);
    expect(compare(receiveOurselves(stream), theirs)).toBe(name);
  },
);
