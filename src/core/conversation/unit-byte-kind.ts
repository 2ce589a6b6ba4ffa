/**
 * The kind of byte, and so the colour, of a unit as a whole and of the bytes in it. Ping and Pong
 * have the kind of their opcode, a Close has its own.
 */

import type { FrameHeader } from '#core/protocol/framing/frame-header.ts';
import { isControlOpcode, OPCODE } from '#core/protocol/framing/opcode.ts';
import type { ByteKind } from '#core/trace/byte-kind.ts';
import type { Unit } from './unit.ts';

/** The kind of a frame's payload, and of the frame as a whole. */
export function frameByteKind({ opcode }: Pick<FrameHeader, 'opcode'>): ByteKind {
  if (opcode === OPCODE.close) return 'close';
  return isControlOpcode(opcode) ? 'flag' : 'data';
}

/** The kind of a frame's opcode. */
export function opcodeByteKind({ opcode }: Pick<FrameHeader, 'opcode'>): ByteKind {
  return opcode === OPCODE.close ? 'close' : 'flag';
}

type UnitKinds = {
  /** The unit as a whole. Errors have the kind of a Close. */
  readonly whole: ByteKind;
  /** Each of its bytes; null if it is unknown what they are. */
  readonly bytes: ByteKind | null;
};

const HTTP: UnitKinds = { whole: 'http', bytes: 'http' };

const KINDS: Readonly<Record<Exclude<Unit['kind'], 'frame'>, UnitKinds>> = {
  request: HTTP,
  response: HTTP,
  'empty-line': HTTP,
  body: HTTP,
  http2: HTTP,
  'cut-head': HTTP,
  'cut-header': { whole: 'close', bytes: 'flag' },
  'payload-rest': { whole: 'data', bytes: 'data' },
  'not-captured': { whole: 'tcp', bytes: null },
  unplaced: { whole: 'tcp', bytes: null },
  'after-close': { whole: 'close', bytes: null },
  'not-read': { whole: 'close', bytes: null },
};

export function unitByteKind(unit: Unit): ByteKind {
  return unit.kind === 'frame' ? frameByteKind(unit.header) : KINDS[unit.kind].whole;
}

/** The kind of each byte of a unit that isn't a frame. */
export function bytesKindOf({ kind }: Exclude<Unit, { kind: 'frame' }>): ByteKind | null {
  return KINDS[kind].bytes;
}
