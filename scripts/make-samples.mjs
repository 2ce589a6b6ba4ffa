// `npm run samples`: makes the samples of the site from recordings of real connections, with our
// own capture reader. tests/content/examples/samples/samples.test.ts checks that they are current.

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bundleForNode } from './bundle.mjs';
import { root } from './folders.mjs';

/** What each recording's packets don't contain, from its meta.json. */
const recordings = [
  {
    capture: 'tests/fixtures/recorded/chromium-ws-text-echo/capture.pcapng',
    sample: 'src/content/examples/samples/chromium-text-echo.json',
    notes: {
      recordedOn: '2026-11-22',
      tool: 'dumpcap 4.0.17',
      client: { name: 'Chromium', version: '156.0.8078.79' },
      server: { name: 'ws', version: '8.23.0' },
    },
  },
];

const { readCapture } = await bundleForNode('src/core/captures/capture.ts');
const { listConnections } = await bundleForNode('src/core/captures/captured-connection.ts');
const { traceOf } = await bundleForNode('src/core/captures/captured-trace.ts');
const { encodeTraceJson } = await bundleForNode('src/core/trace/trace-json.ts');

for (const { capture, sample, notes } of recordings) {
  const reading = readCapture(readFileSync(path.join(root, capture)));
  if (reading.kind !== 'capture')
    throw new Error(`expected a capture in ${capture}, got another file`);
  const { connections } = listConnections(reading);
  if (connections.length !== 1) {
    throw new Error(`expected one connection in ${capture}, got ${connections.length}`);
  }
  const trace = traceOf(connections[0], notes);
  writeFileSync(path.join(root, sample), `${JSON.stringify(encodeTraceJson(trace), null, 1)}\n`);
  console.log(`${sample}: ${trace.events.length} events`);
}
