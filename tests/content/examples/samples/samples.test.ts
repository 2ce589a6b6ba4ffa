import { expect, test } from 'vitest';
import { listConnections } from '#core/captures/captured-connection.ts';
import { traceOf } from '#core/captures/captured-trace.ts';
import { readCapture } from '#core/captures/capture.ts';
import { encodeTraceJson } from '#core/trace/trace-json.ts';
import { SAMPLES } from '#content/examples/samples/samples.ts';
import { readFixture, readJsonFixture } from '../../../core/captures/oracle.ts';

const echo = SAMPLES.find(({ id }) => id === 'recorded-chromium-echo')!;

test('every sample has a unique id', () => {
  expect(new Set(SAMPLES.map(({ id }) => id)).size).toBe(SAMPLES.length);
});

test.each(SAMPLES)('loads $id, and says where it comes from', async (sample) => {
  const { provenance, endpoints } = await sample.load();
  expect(provenance.kind).toBe('recorded');
  expect(sample.provenance).toContain(endpoints.client.name);
  expect(sample.provenance).toContain(endpoints.server.name);
});

const folder = 'recorded/chromium-ws-text-echo';

test('the sample is what `npm run samples` makes of its recording', async () => {
  const sample = await echo.load();
  if (sample.provenance.kind !== 'recorded') throw new TypeError('expected a recording');
  const reading = readCapture(readFixture(`${folder}/capture.pcapng`));
  if (reading.kind !== 'capture') throw new TypeError('expected a capture');
  const [connection] = listConnections(reading).connections;
  const trace = traceOf(connection!, { ...sample.provenance, ...sample.endpoints });
  expect(encodeTraceJson(sample)).toEqual(encodeTraceJson(trace));
});

test('the sample names those who took part as the recording does', async () => {
  const { provenance, endpoints } = await echo.load();
  const meta = readJsonFixture(`${folder}/meta.json`) as Record<string, string>;
  const { client, server } = endpoints;
  expect(meta.client).toContain(`${client.name} ${client.version} `);
  expect(meta.server).toContain(`${server.name} ${server.version} `);
  expect(provenance).toEqual({
    kind: 'recorded',
    recordedOn: meta.made!.slice(0, 10),
    tool: meta.captureTool!.split(' (')[0],
  });
});
