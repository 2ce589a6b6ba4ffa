/** One real connection through all of core: what we read in its capture is what TShark read. */

import { describe, expect, test } from 'vitest';
import { readConversation, type Conversation } from '#core/conversation/conversation.ts';
import { hasGaps } from '#core/trace/trace.ts';
import { SAMPLES } from '#content/examples/samples/samples.ts';
import {
  dirOf,
  frameUnits,
  readFixture,
  readOnlyTrace,
  readOracle,
  toOracleFrame,
  toOracleHandshake,
  toOracleMessages,
  withoutPlaces,
} from './captures/oracle.ts';

const folder = 'recorded/chromium-ws-text-echo';
const oracle = readOracle(`${folder}/oracle.json`);
const trace = readOnlyTrace(readFixture(`${folder}/capture.pcapng`));
const conversation = readConversation(trace);
const expected = withoutPlaces(oracle);

/** When the frame's last byte passed, in seconds, and the number of the packet that had it. */
function placeOf(of: Conversation, index: number): { t: number; packet: number } {
  const last = of.deliveries[index]?.eventIndices.at(-1) ?? -1;
  return { t: (of.trace.events[last]?.sentAtMs ?? NaN) / 1000, packet: last + 1 };
}

describe('the recorded connection', () => {
  test('has the peers and packets that TShark saw', () => {
    expect(trace.endpoints.client.address).toBe(oracle.client);
    expect(trace.endpoints.server.address).toBe(oracle.server);
    expect(trace.events).toHaveLength(oracle.packets);
    expect(hasGaps(trace)).toBe(false);
  });

  test('opens with the same request and response', () => {
    expect(toOracleHandshake(conversation)).toEqual(oracle.handshake);
  });

  test('has as many frames, and nothing but heads and frames', () => {
    expect(frameUnits(conversation)).toHaveLength(oracle.frames.length);
    expect(conversation.units).toHaveLength(oracle.frames.length + 2);
  });

  test.each(oracle.frames.map((frame, index) => ({ frame, index })))(
    'has frame $index in packet $frame.packet',
    ({ frame, index }) => {
      const unit = frameUnits(conversation)[index]!;
      expect(toOracleFrame(conversation, unit)).toEqual(expected.frames[index]);
      const place = placeOf(conversation, conversation.units.indexOf(unit));
      expect(place.packet).toBe(frame.packet);
      expect(Math.abs(place.t - frame.t)).toBeLessThanOrEqual(1e-6);
    },
  );

  test('reads the same messages', () => {
    expect(toOracleMessages(conversation)).toEqual(expected.messages);
  });

  test('ends with the same FINs', () => {
    const ends = trace.events.filter(({ signals }) =>
      signals.some((signal) => signal === 'fin' || signal === 'rst'),
    );
    expect(ends.map(({ direction, signals }) => [dirOf(direction), signals])).toEqual(
      oracle.end.map(([dir, signal]) => [dir, [signal.toLowerCase(), 'ack']]),
    );
    ends.forEach(({ sentAtMs }, index) => {
      expect(Math.abs(sentAtMs! / 1000 - oracle.end[index]![2])).toBeLessThanOrEqual(1e-6);
    });
  });

  test('breaks no rule', () => {
    expect(conversation.findings).toEqual([]);
  });

  test('equals the sample that ships', async () => {
    const sample = readConversation(await SAMPLES[0]!.load());
    expect(toOracleHandshake(sample)).toEqual(oracle.handshake);
    expect(frameUnits(sample).map((unit) => toOracleFrame(sample, unit))).toEqual(expected.frames);
    expect(toOracleMessages(sample)).toEqual(expected.messages);
    expect(sample.deliveries).toEqual(conversation.deliveries);
    expect(sample.findings).toEqual([]);
  });
});
