import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CHAT_PARTS, layoutChatBars } from '#core/scenes/chat-bars.ts';
import { layoutChat, type ChatLanes, type ChatMark } from '#core/scenes/chat-lanes.ts';
import { CHAT_SHOWN_MS, playedChat } from '#core/scenes/chat-time.ts';
import { DIRECTIONS } from '#core/trace/direction.ts';
import { CHAT_METHODS, compareChat } from '#core/traffic/results/chat-comparison.ts';
import { SHORT_CHAT } from '#core/traffic/settings/short-chat.ts';
import { anySettings } from '../traffic/sample-settings.ts';
import { compressWrites } from '#core/traffic/wire/compressed-messages.ts';

const chat = compareChat(SHORT_CHAT);

/** The boxes, dots and squares of a mark in a lane, as numbers: x, y, then what follows. */
function partsOf({ lanes }: ChatLanes, lane: number, mark: ChatMark): number[][] {
  const path = lanes[lane]!.shapes.find((shape) => shape.mark === mark)?.path ?? '';
  return path
    .split('M')
    .slice(1)
    .map((part) => (part.match(/-?[\d.]+/g) ?? []).map(Number));
}

test('draws each request, message, wait and arrival of the short chat', () => {
  const lanes = layoutChat(chat, 892);
  const [polling, websocket] = [0, 1] as const;
  expect(partsOf(lanes, polling, 'empty-poll')).toHaveLength(9);
  expect(partsOf(lanes, polling, 'exchange')).toHaveLength(6 + 2);
  expect(partsOf(lanes, polling, 'waiting')).toHaveLength(6);
  expect(partsOf(lanes, websocket, 'waiting')).toHaveLength(0);
  expect(partsOf(lanes, websocket, 'exchange')).toHaveLength(1);
  expect(partsOf(lanes, websocket, 'close')).toHaveLength(2);
  for (const lane of [polling, websocket]) {
    expect(partsOf(lanes, lane, 'message')).toHaveLength(8);
    expect(partsOf(lanes, lane, 'at-browser')).toHaveLength(6);
    expect(partsOf(lanes, lane, 'at-server')).toHaveLength(2);
    expect(lanes.lanes[lane]!.labels).toHaveLength(8);
  }
});

test('a wait is as long as the message waits, on the scale of the axis', () => {
  const lanes = layoutChat(chat, 892);
  const perMs = (lanes.plot.right - lanes.plot.left) / chat.endMs;
  const waits = chat.runs.polling.transfers.filter((each) => each.sentAtMs > each.message.madeAtMs);
  partsOf(lanes, 0, 'waiting').forEach(([x, , width], index) => {
    const { message, sentAtMs } = waits[index]!;
    expect(x).toBeCloseTo(lanes.plot.left + message.madeAtMs * perMs, 1);
    expect(width).toBeCloseTo((sentAtMs - message.madeAtMs) * perMs, 1);
  });
});

test('nothing is drawn before it happens, and labels never move', () => {
  const whole = layoutChat(chat, 892);
  for (let share = 0; share < 20; share++) {
    const atMs = (share / 20) * chat.endMs;
    const now = layoutChat(chat, 892, atMs);
    const limit = now.plot.left + (atMs / chat.endMs) * (now.plot.right - now.plot.left) + 4.5;
    now.lanes.forEach(({ shapes, labels }, lane) => {
      for (const { mark } of shapes)
        for (const [x] of partsOf(now, lane, mark)) expect(x).toBeLessThanOrEqual(limit);
      for (const label of labels) {
        expect(label.transfer.arrivedAtMs).toBeLessThanOrEqual(atMs);
        expect(whole.lanes[lane]!.labels).toContainEqual(label);
      }
    });
  }
});

test('fits any width, with any traffic, and no two labels of a row touch', () => {
  fc.assert(
    fc.property(anySettings, fc.integer({ min: 220, max: 1400 }), (settings, width) => {
      const any = compareChat(settings, compressWrites);
      const lanes = layoutChat(any, width);
      for (const { shapes, labels } of lanes.lanes) {
        expect(shapes.map(({ path }) => path).join('')).not.toMatch(/NaN|Infinity|undefined/);
        for (const direction of DIRECTIONS) {
          const row = labels.filter(({ transfer }) => transfer.message.direction === direction);
          row.slice(1).forEach(({ x }, index) => expect(x - row[index]!.x).toBeGreaterThan(41));
        }
      }
    }),
    { numRuns: 20 },
  );
});

test('the parts of a bar are all bytes, on one scale', () => {
  fc.assert(
    fc.property(anySettings, (settings) => {
      const any = compareChat(settings, compressWrites);
      const counts = { polling: any.runs.polling.bytes, websocket: any.runs.websocket.bytes };
      const bars = layoutChatBars(any, counts, 500);
      const totals = CHAT_METHODS.map((method) => any.runs[method].totalBytes);
      bars.forEach(({ width, parts }, index) => {
        expect(parts.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(totals[index]);
        expect(width).toBeCloseTo((totals[index]! / Math.max(1, ...totals)) * 500, 6);
        expect(parts.map(({ part }) => CHAT_PARTS.indexOf(part))).toEqual(
          parts.map(({ part }) => CHAT_PARTS.indexOf(part)).toSorted((a, b) => a - b),
        );
      });
    }),
    { numRuns: 20 },
  );
});

test('display time is in proportion, with a step from message to message', () => {
  const { steps, durationMs } = playedChat(chat);
  expect(durationMs).toBe(CHAT_SHOWN_MS);
  expect(steps).toHaveLength(chat.messages.length + 1);
  expect(steps[0]!.startMs).toBe(0);
  expect(steps.at(-1)!.endMs).toBe(CHAT_SHOWN_MS);
  steps.slice(1).forEach(({ startMs }, index) => {
    expect(startMs).toBe(steps[index]!.endMs);
    expect((startMs / CHAT_SHOWN_MS) * chat.endMs).toBeCloseTo(chat.messages[index]!.madeAtMs, 6);
  });
});
