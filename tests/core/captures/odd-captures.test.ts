/** Small captures that are hard to open. In each, TShark finds a request, a response and frames. */

import { expect, test } from 'vitest';
import { listConnections } from '#core/captures/captured-connection.ts';
import { readCapture } from '#core/captures/capture.ts';
import { traceOf } from '#core/captures/captured-trace.ts';
import { readConversation } from '#core/conversation/conversation.ts';
import { frameUnits, readFixture } from './oracle.ts';

const notes = { recordedOn: '', tool: '', client: { name: 'Client' }, server: { name: 'Server' } };

function list(name: string) {
  const reading = readCapture(readFixture(`captures/odd/${name}`));
  if (reading.kind === 'unreadable') throw new Error(`expected ${name} to be a capture`);
  return listConnections(reading);
}

test.each([
  { name: 'ip-fragments.pcap', heads: 2 },
  { name: 'pppoe.pcap', heads: 2 },
  { name: 'vxlan.pcap', heads: 2 },
  { name: 'midstream-highport.pcap', heads: 0 },
])('$name has $heads heads and 10 frames', ({ name, heads }) => {
  const { connections } = list(name);
  expect(connections).toHaveLength(1);
  const conversation = readConversation(traceOf(connections[0]!, notes));
  const kinds = conversation.units.map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'request' || kind === 'response')).toHaveLength(heads);
  expect(frameUnits(conversation)).toHaveLength(10);
  expect(kinds).not.toContain('not-captured');
});

test('without a handshake, the masked frames are the client’s', () => {
  const [connection] = list('midstream-highport.pcap').connections;
  expect(connection!.clientKnownBy).toBe('mask');
  const conversation = readConversation(traceOf(connection!, notes));
  const rules = conversation.findings.map(({ violation }) => violation.id);
  expect(rules).not.toContain('frame.unmasked-from-client');
});

test('a link type that isn’t read is named', () => {
  const { connections, skipped } = list('linktype-105.pcap');
  expect(connections).toEqual([]);
  expect([...skipped.keys()]).toEqual(['unknown-link-type']);
});
