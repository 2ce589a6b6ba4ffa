import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { readConversation } from '#core/conversation/conversation.ts';
import { decodeRuns, encodeRuns, runsOf, traceOfRuns } from '#core/sharing/linked-runs.ts';
import { actOut } from '#core/scenarios/act-out.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import { readStream, streamOf, type Trace } from '#core/trace/trace.ts';
import { DIRECTIONS } from '#core/trace/direction.ts';
import { SAMPLES } from '#content/examples/samples/samples.ts';
import { traceWithGaps } from '../conversation/streams.ts';

const unitsOf = (trace: Trace) =>
  readConversation(trace).units.map(({ kind, direction, range }) => ({ kind, direction, range }));

describe('a trace with gaps as runs and back', () => {
  const trace = traceWithGaps([
    ['c', '81 80 01 02 03 04'],
    ['s', '82 04 01 02'],
    ['s', 1000],
    ['c', 3],
    ['s', 'ff ff'],
    ['s', '81 02 68 69'],
  ]);

  test('contains the same, gaps included', () => {
    const runs = runsOf(trace);
    const again = traceOfRuns(decodeRuns(encodeRuns(runs))!);
    expect(unitsOf(again)).toEqual(unitsOf(trace));
    for (const direction of DIRECTIONS) {
      expect(again.streams[direction].gaps).toEqual(trace.streams[direction].gaps);
    }
    expect(encodeRuns(runs).length).toBeLessThan(100);
  });

  test('is not believed where it would take all memory', () => {
    expect(decodeRuns(fromHex('80 ff ff ff ff'))).toBeNull();
    expect(decodeRuns(fromHex('81 00 00 00 05'))).toEqual([
      { direction: 'server-to-client', bytes: new Uint8Array(0), notCaptured: 5 },
    ]);
  });
});

describe('a trace as runs and back', () => {
  test('contains the same in the same order', () => {
    const trace = actOut(helloAndGoodbye.script());
    expect(unitsOf(traceOfRuns(runsOf(trace)))).toEqual(unitsOf(trace));
  });

  test('a recording has each byte once', async () => {
    const trace = await SAMPLES[0]!.load();
    const again = traceOfRuns(runsOf(trace));
    for (const direction of ['client-to-server', 'server-to-client'] as const) {
      expect(readStream(again, direction)).toEqual(readStream(trace, direction));
    }
  });

  test('bytes sent twice, late or by no event occur once', () => {
    const bytes = fromHex('000102030405');
    const event = (start: number, end: number) =>
      ({
        direction: 'client-to-server',
        signals: [],
        range: { start, end },
        sentAtMs: null,
        arrival: { kind: 'unknown' },
      }) as const;
    const trace: Trace = {
      ...traceOfRuns([]),
      streams: { 'client-to-server': streamOf(bytes), 'server-to-client': streamOf(fromHex('ff')) },
      events: [event(2, 4), event(0, 2), event(2, 4)],
    };
    expect(runsOf(trace)).toEqual([
      { direction: 'client-to-server', bytes },
      { direction: 'server-to-client', bytes: fromHex('ff') },
    ]);
  });
});

test('any runs come back from their encoding', () => {
  const anyRun = fc.record({
    direction: fc.constantFrom('client-to-server' as const, 'server-to-client' as const),
    bytes: fc.uint8Array({ maxLength: 300 }),
  });
  fc.assert(
    fc.property(fc.array(anyRun), (runs) => {
      expect(decodeRuns(encodeRuns(runs))).toEqual(runs);
    }),
  );
});

test('bytes that are no runs give null, and never an exception', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const runs = decodeRuns(bytes);
      if (runs !== null) expect(encodeRuns(runs)).toEqual(concatBytes([bytes]));
    }),
  );
});
