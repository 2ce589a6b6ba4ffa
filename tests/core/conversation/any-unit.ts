/** One unit of each kind. */

import { fromHex } from '#core/bytes/hex.ts';
import { toLatin1 } from '#core/bytes/text.ts';
import type { Unit } from '#core/conversation/unit.ts';
import { readUnits } from '#core/conversation/unit-reader.ts';
import { REQUEST, RESPONSE } from './streams.ts';

const PLACE = { direction: 'server-to-client', range: { start: 0, end: 1 } } as const;

/** A frame with these two bytes. */
export function frameUnit(hex: string): Unit {
  const [unit] = readUnits('server-to-client', fromHex(hex));
  if (unit === undefined) throw new RangeError('expected a frame, got nothing');
  return unit;
}

const firstOf = (bytes: Uint8Array): Unit => readUnits('server-to-client', bytes)[0]!;

const UNITS: Readonly<Record<Unit['kind'], Unit>> = {
  request: firstOf(REQUEST),
  response: firstOf(RESPONSE),
  frame: frameUnit('81 00'),
  'cut-header': firstOf(fromHex('81')),
  'cut-head': firstOf(toLatin1('HTTP/1.1 101')),
  'empty-line': { kind: 'empty-line', ...PLACE },
  body: { kind: 'body', ...PLACE },
  http2: { kind: 'http2', ...PLACE },
  'after-close': { kind: 'after-close', ...PLACE },
  'not-read': { kind: 'not-read', ...PLACE },
  unplaced: { kind: 'unplaced', ...PLACE },
  'not-captured': { kind: 'not-captured', ...PLACE, goesOn: 'known' },
  'payload-rest': { kind: 'payload-rest', ...PLACE, maskingKey: null, payloadOffset: 0 },
};

export function unitOf(kind: Unit['kind']): Unit {
  return UNITS[kind];
}
