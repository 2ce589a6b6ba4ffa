import { describe, expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { toLatin1 } from '#core/bytes/text.ts';
import { pastedTrace } from '#core/notations/pasted-trace.ts';
import { rawConnection } from '#core/notations/raw-bytes.ts';
import { encodeRequestHead, encodeResponseHead } from '#core/protocol/http-head.ts';
import type { Direction } from '#core/trace/direction.ts';
import { readStream } from '#core/trace/trace.ts';

describe('a pasted trace', () => {
  test.each<{ name: string; bytes: Uint8Array; direction: Direction }>([
    {
      name: 'a masked frame',
      bytes: fromHex('818537fa213d7f9f4d5158'),
      direction: 'client-to-server',
    },
    { name: 'an unmasked frame', bytes: fromHex('810548656c6c6f'), direction: 'server-to-client' },
    {
      name: 'a masked frame cut in its header',
      bytes: fromHex('82fe'),
      direction: 'client-to-server',
    },
    {
      name: 'an unmasked frame cut in its header',
      bytes: fromHex('827e01'),
      direction: 'server-to-client',
    },
    { name: 'one byte', bytes: fromHex('81'), direction: 'client-to-server' },
    { name: 'a request', bytes: encodeRequestHead('GET', '/', []), direction: 'client-to-server' },
    { name: 'an answer', bytes: encodeResponseHead(101, 'OK', []), direction: 'server-to-client' },
    { name: 'a cut request', bytes: toLatin1('GET /ch'), direction: 'client-to-server' },
    { name: 'a cut answer', bytes: toLatin1('HTTP/1.1 101 S'), direction: 'server-to-client' },
  ])('of $name runs $direction', ({ bytes, direction }) => {
    const trace = pastedTrace(rawConnection(bytes)).trace;
    expect(readStream(trace, direction)).toEqual(bytes);
    expect(trace.events.map((event) => event.direction)).toEqual([direction]);
  });

  test('has no times, and says that it was pasted', () => {
    const trace = pastedTrace(rawConnection(fromHex('8900'))).trace;
    expect(trace.provenance).toEqual({ kind: 'pasted' });
    expect(trace.events[0]).toMatchObject({ sentAtMs: null, arrival: { kind: 'unknown' } });
  });

  test('of no bytes has no events', () => {
    expect(pastedTrace(rawConnection(new Uint8Array())).trace.events).toEqual([]);
  });
});
