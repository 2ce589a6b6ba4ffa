import { describe, expect, test } from 'vitest';
import {
  CARRIED_COLUMNS,
  carriedOutcome,
  carriedRow,
  carriedTable,
  handshakeLines,
} from '#content/guides/http2-http3-webtransport-figure.ts';
import { totalSize } from '#content/guides/sized-row.ts';
import { CARRIERS } from '#core/operations/websocket-carriers.ts';
import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { faultsIn } from '../compare/grammar.ts';

const SIZES = [1, 5, 57, 58, 125, 126, 65_536];
const rows = CARRIERS.flatMap((carrier) => SIZES.map((size) => ({ carrier, size })));

const frameSize = (size: number) =>
  encodeFrame({
    opcode: OPCODE.binary,
    maskingKey: new Uint8Array(4),
    payload: new Uint8Array(size),
  }).length;

describe.each(rows)('$size bytes over $carrier', ({ carrier, size }) => {
  test('is the codec’s frame and what is around it', () => {
    const [wrapping] = carriedRow(carrier, size).parts;
    expect(totalSize(carriedRow(carrier, size)) - wrapping!.size).toBe(frameSize(size));
  });

  test('is told with its size', () => {
    const outcome = carriedOutcome(carrier, size);
    expect(faultsIn(outcome)).toEqual([]);
    const total = totalSize(carriedRow(carrier, size)).toLocaleString('en');
    expect(outcome).toContain(`is ${total} B`);
  });

  test('fills its table', () => {
    for (const row of carriedTable(size)) expect(row).toHaveLength(CARRIED_COLUMNS.length);
  });
});

test.each([
  { carrier: 'http1', size: 11 },
  { carrier: 'http2', size: 20 },
  { carrier: 'http3', size: 13 },
] as const)('“Hello” over $carrier is $size bytes', ({ carrier, size }) => {
  expect(totalSize(carriedRow(carrier, 5))).toBe(size);
});

test('only HTTP/1.1 has a key, an accept value and Upgrade', () => {
  for (const carrier of CARRIERS) {
    const { request, response } = handshakeLines(carrier);
    const all = [...request, ...response].join('\n');
    expect(/sec-websocket-key/i.test(all)).toBe(carrier === 'http1');
    expect(/sec-websocket-accept/i.test(all)).toBe(carrier === 'http1');
    expect(/upgrade/i.test(all)).toBe(carrier === 'http1');
    expect(response[0]).toContain(carrier === 'http1' ? '101' : ':status: 200');
  }
});
