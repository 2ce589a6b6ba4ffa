import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import { readCapture } from '#core/captures/capture.ts';
import { listConnections } from '#core/captures/captured-connection.ts';
import { traceOf as capturedTrace } from '#core/captures/captured-trace.ts';
import { readInflatedConversation } from '#core/conversation/inflated-conversation.ts';
import { payloadOf } from '#core/conversation/message.ts';
import { packetFilePieces } from '#core/exports/packet-file.ts';
import { actOut } from '#core/scenarios/act-out.ts';
import { SCENARIO_IDS } from '#core/scenarios/scenarios.ts';
import { DIRECTIONS } from '#core/trace/direction.ts';
import { readStream, type Trace } from '#core/trace/trace.ts';
import { REQUEST, RESPONSE, traceOf } from '../conversation/streams.ts';
import { SCENARIOS } from '../scenarios/every-scenario.ts';

const NOTES = { recordedOn: '', tool: '', client: { name: 'Client' }, server: { name: 'Server' } };

const write = (trace: Trace, startedAtMs = 0): Uint8Array =>
  concatBytes([...packetFilePieces(trace, { comment: 'a comment', startedAtMs })]);

function readBack(file: Uint8Array): Trace {
  const reading = readCapture(file);
  if (reading.kind !== 'capture') throw new Error('expected a capture');
  expect(reading.problems).toEqual([]);
  const [connection, ...others] = listConnections(reading).connections;
  expect(others).toEqual([]);
  return capturedTrace(connection!, NOTES);
}

const hello = traceOf([
  ['c', REQUEST],
  ['s', RESPONSE],
  ['c', fromHex('818537fa213d7f9f4d5158')],
  ['s', fromHex('810548656c6c6f')],
]);

test('what is written is read back: streams, times and ends', () => {
  const back = readBack(write(hello, 1_000_000));
  for (const direction of DIRECTIONS) {
    expect(toHex(readStream(back, direction))).toBe(toHex(readStream(hello, direction)));
  }
  expect(back.events[0]?.signals).toEqual(['syn']);
});

test('any bytes in any segments are read back', () => {
  const chunk = fc.tuple(
    fc.constantFrom('c' as const, 's' as const),
    fc.uint8Array({ minLength: 1, maxLength: 300 }),
  );
  fc.assert(
    fc.property(fc.array(chunk, { minLength: 1, maxLength: 12 }), (chunks) => {
      const trace = traceOf(chunks);
      const back = readBack(write(trace));
      for (const direction of DIRECTIONS) {
        expect(toHex(readStream(back, direction))).toBe(toHex(readStream(trace, direction)));
      }
    }),
  );
});

test('more than a packet holds is written as several', () => {
  const trace = traceOf([['c', new Uint8Array(200_000).fill(7)]]);
  expect(readBack(write(trace)).streams['client-to-server'].length).toBe(200_000);
});

test.each(SCENARIO_IDS)('the lesson “%s” is read back as the client’s side saw it', (id) => {
  const trace = actOut(SCENARIOS[id].script());
  const back = readBack(write(trace));
  const sent = toHex(readStream(trace, 'client-to-server'));
  expect(toHex(readStream(back, 'client-to-server'))).toBe(sent);
  const times = back.events.map(({ sentAtMs }) => sentAtMs!);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
});

const hasTShark = spawnSync('tshark', ['--version']).status === 0;

describe.runIf(hasTShark)('TShark', () => {
  function tshark(file: Uint8Array, ...args: string[]): string[] {
    const folder = mkdtempSync(path.join(tmpdir(), 'ws101-'));
    try {
      const name = path.join(folder, 'written.pcapng');
      writeFileSync(name, file);
      const checks = ['-o', 'ip.check_checksum:TRUE', '-o', 'tcp.check_checksum:TRUE'];
      const out = execFileSync('tshark', ['-r', name, ...checks, ...args], { encoding: 'utf8' });
      return out.split('\n').filter((line) => line !== '');
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  const frames = (file: Uint8Array): string[] =>
    tshark(
      file,
      '-Y',
      'websocket',
      '-T',
      'fields',
      '-e',
      'websocket.opcode',
      '-e',
      'websocket.payload',
    ).flatMap((line) => line.split('\t')[0]!.split(','));

  test.each(SCENARIO_IDS)(
    'finds the frames of the lesson “%s”, and no fault in the packets',
    (id) => {
      const trace = actOut(SCENARIOS[id].script());
      const file = write(trace);
      const own = readInflatedConversation(readBack(file)).units.filter(
        ({ kind }) => kind === 'frame',
      );
      const read = frames(file).map(Number);
      expect(read).toEqual(
        own.map((unit) => (unit.kind === 'frame' ? unit.header.opcode : Number.NaN)),
      );
      const faults = '_ws.malformed || ip.checksum.status == 0 || tcp.checksum.status == 0';
      expect(tshark(file, '-Y', faults)).toEqual([]);
    },
  );

  test('finds the frames of a capture that is written again', () => {
    const capture = new Uint8Array(readFileSync('tests/fixtures/captures/base.pcapng'));
    const trace = readBack(capture);
    const back = readBack(write(trace));
    const payloads = (of: Trace): string[] =>
      readInflatedConversation(of).units.flatMap((unit) =>
        unit.kind === 'frame' ? [toHex(payloadOf(unit, of.streams[unit.direction]))] : [],
      );
    expect(payloads(back)).toEqual(payloads(trace));
    expect(frames(write(trace))).toHaveLength(payloads(trace).length);
  });

  test('shows the comment', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'ws101-'));
    const name = path.join(folder, 'written.pcapng');
    writeFileSync(name, write(hello));
    const info = execFileSync('capinfos', ['-k', name], { encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    expect(info).toContain('a comment');
  });
});
