import { describe, expect, test } from 'vitest';
import { actOut } from '#core/scenarios/act-out.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import type { Alteration } from '#core/simulation/tampering.ts';
import { summarizeStory } from '#core/story/story-summary.ts';
import { DIRECTIONS, type Direction } from '#core/trace/direction.ts';
import { readStream, type Trace } from '#core/trace/trace.ts';
import { SETTINGS, tamperedStories } from '../scenarios/tampered-stories.ts';
import { tell, VARIANTS } from '../scenarios/variants.ts';
import { client, CLIENT_HELLO, server, SERVER_HELLO, traceOf } from './traces.ts';

const textOf = (trace: Trace, direction: Direction) =>
  Buffer.from(readStream(trace, direction)).toString('latin1');

/** Reads frames again, straight from the octets (RFC 6455 §5.2). */
function headerSizesIn(bytes: Buffer): number[] {
  const sizes: number[] = [];
  for (let at = 0; at + 2 <= bytes.length;) {
    const short = bytes[at + 1]! & 0x7f;
    const extended = short === 126 ? 2 : short === 127 ? 8 : 0;
    const size = 2 + extended + (bytes[at + 1]! & 0x80 ? 4 : 0);
    const payload =
      extended === 0
        ? short
        : extended === 2
          ? bytes.readUInt16BE(at + 2)
          : Number(bytes.readBigUInt64BE(at + 2));
    sizes.push(size);
    at += size + payload;
  }
  return sizes;
}

function headSizeIn(text: string): number {
  const end = text.indexOf('\r\n\r\n');
  return end === -1 ? 0 : end + 4;
}

describe.each(VARIANTS)('$name', ({ trace, story }) => {
  const summary = summarizeStory(story);

  test('has the bytes of its heads', () => {
    const [request, response] = DIRECTIONS.map((direction) => headSizeIn(textOf(trace, direction)));
    const { heads } = summary;
    expect([heads?.requestBytes ?? 0, heads?.responseBytes ?? 0]).toEqual([request, response]);
  });

  test('takes two round trips to its first frame, unless it has none', () => {
    const first = story.steps.find(({ unit }) => unit?.kind === 'frame');
    const { firstFrameAfterMs } = summary;
    expect(firstFrameAfterMs === null).toBe(
      first === undefined ||
        // A proxy opens a connection of its own first.
        story.hops !== undefined ||
        (first.sentAtMs ?? 0) < (responseArrival(story) ?? Infinity),
    );
    const latencyMs = 20;
    if (firstFrameAfterMs !== null) expect(firstFrameAfterMs).toBeGreaterThanOrEqual(4 * latencyMs);
  });
});

/** Without what a refusal, or a broken rule, puts in the place of frames. */
const ORDERLY = VARIANTS.filter(({ name }) => !/rules-broken|answers|proxy/.test(name));

test.each(ORDERLY)('$name has the sizes of its frame headers', ({ trace, story }) => {
  const { headers } = summarizeStory(story);
  for (const direction of DIRECTIONS) {
    const bytes = Buffer.from(readStream(trace, direction));
    const sizes = headerSizesIn(bytes.subarray(headSizeIn(textOf(trace, direction))));
    const { frames, min, max } = headers[direction] ?? { frames: 0, min: 0, max: 0 };
    expect(frames).toBe(sizes.length);
    if (frames > 0) expect([min, max]).toEqual([Math.min(...sizes), Math.max(...sizes)]);
  }
});

function responseArrival({ steps }: ReturnType<typeof tell>): number | null {
  const arrival = steps.find(({ unit }) => unit?.kind === 'response')?.arrival;
  return arrival?.kind === 'arrived' ? arrival.atMs : null;
}

test('the hello and goodbye: figures that the lesson shows', () => {
  const summary = summarizeStory(tell(actOut(helloAndGoodbye.script())));
  expect(summary.heads).toEqual({
    requests: 1,
    responses: 1,
    requestBytes: 189,
    responseBytes: 129,
    status: 101,
  });
  expect(summary.headers['client-to-server']).toMatchObject({ min: 6, max: 6 });
  expect(summary.headers['server-to-client']).toMatchObject({ min: 2, max: 2, maskedFrames: 0 });
  expect(summary.closes).toEqual([
    { side: 'client', code: 1000 },
    { side: 'server', code: 1000 },
  ]);
  expect(summary.closeEvent).toMatchObject({ code: 1000, wasClean: true });
  expect(summary.firstFrameAfterMs).toBe(85);
});

test.each<[string, Alteration]>([
  ['tcp-syn', { kind: 'lose' }],
  ['tcp-syn-ack', { kind: 'lose' }],
  ['client-request', { kind: 'lose' }],
])('a lost %s is a round trip more, so two are not claimed', (segment, alteration) => {
  const names = actOut(helloAndGoodbye.script()).events.map(({ name }) => name);
  const named =
    names.find((name) => name === segment) ?? names.find((name) => /request/.test(name!));
  const story = tell(actOut(helloAndGoodbye.script(), new Map([[named!, alteration]])));
  expect(story.steps.some(({ kind }) => kind === 'tcp-retransmission')).toBe(true);
  expect(summarizeStory(story).firstFrameAfterMs).toBeNull();
});

test('a recording of frames alone claims no handshake', () => {
  const summary = summarizeStory(tell(traceOf([client(CLIENT_HELLO), server(SERVER_HELLO)])));
  expect(summary.heads).toBeNull();
  expect(summary.firstFrameAfterMs).toBeNull();
  expect(summary.headers['client-to-server']).toEqual({
    frames: 1,
    min: 6,
    max: 6,
    maskedFrames: 1,
  });
  expect(summary.closes).toEqual([]);
  expect(summary.closeEvent).toBeNull();
});

test('says only what happened, in tampered stories too', () => {
  for (const setting of SETTINGS.filter((_, index) => index % 4 === 0)) {
    for (const { name, story } of tamperedStories({ ...setting, maxTamperings: 8 })) {
      const summary = summarizeStory(story);
      const events = story.steps.flatMap(({ pageEvents }) => pageEvents);
      const opens = events.some(({ side, event }) => side === 'client' && event.kind === 'open');
      expect([name, summary.hasOpened]).toEqual([name, opens]);
      const sent = story.conversation.units.filter(
        (unit) => unit.kind === 'frame' && unit.header.opcode === 8 && unit.missing === 0,
      );
      const senders = new Set(sent.map(({ direction }) => direction));
      expect([name, summary.closes.length]).toEqual([name, senders.size]);
    }
  }
});
