import { expect, test } from 'vitest';
import { ConnectionOutput } from '#core/protocol/connection-output.ts';

const BYTES = Uint8Array.of(0x81, 0x00);

test('is taken once, in order', () => {
  const output = new ConnectionOutput();
  output.write([BYTES]);
  output.end('end');
  expect(output.take()).toEqual([{ kind: 'bytes', parts: [BYTES] }, { kind: 'end' }]);
  expect(output.take()).toEqual([]);
});

test.each(['end', 'close'] as const)('is over after %s', (kind) => {
  const output = new ConnectionOutput();
  output.end(kind);
  output.end('end');
  output.write([BYTES], 5);
  expect(output.take()).toEqual([{ kind }]);
  expect(output.bufferedAmount).toBe(0);
});

test('counts messages until they are taken, and those that are dropped for ever', () => {
  const output = new ConnectionOutput();
  output.write([BYTES]);
  output.write([BYTES], 5);
  output.drop(7);
  expect(output.bufferedAmount).toBe(12);
  output.take();
  expect(output.bufferedAmount).toBe(7);
});
