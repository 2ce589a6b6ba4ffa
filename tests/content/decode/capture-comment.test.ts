import { expect, test } from 'vitest';
import { captureComment } from '#content/decode/capture-comment.ts';
import { streamOf, type Trace } from '#core/trace/trace.ts';
import { REQUEST, traceOf } from '../../core/conversation/streams.ts';

const PASTED: Trace = {
  ...traceOf([['c', Uint8Array.from([0x81, 0])]]),
  events: [],
};
const CAPTURED: Trace = {
  ...traceOf([['c', REQUEST]]),
  provenance: { kind: 'recorded', recordedOn: '', tool: '' },
  endpoints: {
    client: { name: 'Client', address: '192.0.2.7:5000' },
    server: { name: 'Server', address: '192.0.2.8:8080' },
  },
  events: [
    {
      direction: 'client-to-server',
      signals: ['syn'],
      range: { start: 0, end: 0 },
      sentAtMs: 0,
      arrival: { kind: 'unknown' },
    },
  ],
};

test('what was made is named, and what wasn’t isn’t', () => {
  expect(captureComment(CAPTURED)).toBe(
    'Written by WS 101. A connection that was captured. Real are the bytes of both directions and their order. Made are IP and TCP headers.',
  );
  const pasted = captureComment(PASTED);
  expect(pasted).toContain('IP and TCP headers, addresses and ports, the opening of TCP.');
  expect(pasted).toContain('Decode As, WebSocket');
});

test('edits and other addresses are told', () => {
  expect(
    captureComment({ ...CAPTURED, provenance: { ...CAPTURED.provenance, isEdited: true } }),
  ).toContain('Its bytes were edited.');
  const server = { name: 'Server', address: '[2001:db8::1]:80' };
  expect(captureComment({ ...CAPTURED, endpoints: { ...CAPTURED.endpoints, server } })).toContain(
    'addresses and ports',
  );
});

test('an empty trace has a comment, too', () => {
  const empty = streamOf(new Uint8Array());
  const streams = { 'client-to-server': empty, 'server-to-client': empty };
  expect(captureComment({ ...CAPTURED, streams })).toContain('Written by WS 101');
});
