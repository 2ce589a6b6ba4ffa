import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ChunkedBytes } from '#core/bytes/stored-bytes.ts';
import { DEFAULT_CHOICES, type FileInput } from '#core/workbench/decoded.ts';
import { InputReader } from '#core/workbench/input-reader.ts';
import { previewOf } from '#core/workbench/preview.ts';
import { longCapture } from '../../../scripts/bench/long-capture.mjs';

const REQUEST = { choices: DEFAULT_CHOICES, maxUnits: 50_000 };
const large = new Uint8Array(longCapture({ frames: 120_000, perPacket: 19, size: 70 }));

function stored(bytes: Uint8Array): { readonly input: FileInput; readonly loaded: () => number } {
  let loaded = 0;
  const file = new ChunkedBytes(bytes.length, (start, end) => {
    loaded += end - start;
    return bytes.slice(start, end);
  });
  return { input: { kind: 'file', name: 'long.pcap', bytes: file }, loaded: () => loaded };
}

describe('the first frames of a large file', () => {
  test('are its first ones, as in the whole, and nothing is said of them', () => {
    const { input, loaded } = stored(large);
    const preview = previewOf(input, REQUEST);
    expect(loaded()).toBeLessThan(large.length / 2);
    const whole = new InputReader().read({ input, edits: [], ...REQUEST });
    const units = preview?.conversation.units ?? [];
    expect(units).toHaveLength(200);
    expect(units.map(({ kind, direction, range }) => [kind, direction, range])).toEqual(
      whole.conversation.units
        .slice(0, 200)
        .map(({ kind, direction, range }) => [kind, direction, range]),
    );
    expect(preview?.conversation.deliveries.map(({ sentAtMs }) => sentAtMs)).toEqual(
      whole.conversation.deliveries.slice(0, 200).map(({ sentAtMs }) => sentAtMs),
    );
    expect(preview).toMatchObject({ conduct: [], tcp: [], conversation: { findings: [] } });
  });

  test('aren’t shown of a small file, or of one that is no capture', () => {
    const small = large.subarray(0, 100_000);
    expect(previewOf({ kind: 'file', name: '', bytes: small }, REQUEST)).toBeNull();
    const noise = new Uint8Array(9 * 1024 * 1024).fill(0x37);
    expect(previewOf({ kind: 'file', name: '', bytes: noise }, REQUEST)).toBeNull();
    const encrypted = readFileSync(
      'tests/fixtures/captures/tls/chromium-ws-wss-tls13/capture.pcapng',
    );
    const padded = new Uint8Array(9 * 1024 * 1024);
    padded.set(encrypted);
    expect(previewOf({ kind: 'file', name: '', bytes: padded }, REQUEST)).toBeNull();
  });
});
