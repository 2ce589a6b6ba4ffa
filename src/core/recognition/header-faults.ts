/** What is wrong in the first two bytes of a frame, whoever sent it (RFC 6455 §5.2, §5.4, §5.5). */

import { decodeFirstByte, decodeSecondByte } from '#core/protocol/framing/frame-header.ts';
import { isControlOpcode, isDefinedOpcode, OPCODE } from '#core/protocol/framing/opcode.ts';
import { MAX_CONTROL_PAYLOAD } from '#core/protocol/framing/payload-length.ts';

/** As receivers tell them apart: each checks them in an order of its own. */
export type HeaderFault =
  | 'rsv1'
  | 'rsv2'
  | 'rsv3'
  | 'opcode'
  /** A continuation at the start of a stream continues nothing. */
  | 'continuation'
  | 'control-fin'
  | 'reserved-control-fin'
  | 'control-length'
  | 'close-length';

/** The faults of the first frame's header. Those of a missing second byte are unknown. */
export function headerFaults([first, second]: Uint8Array): ReadonlySet<HeaderFault> {
  if (first === undefined) return new Set();
  const { isFinal, rsv1, rsv2, rsv3, opcode } = decodeFirstByte(first);
  const isControl = isControlOpcode(opcode);
  const isFragment = isControl && !isFinal;
  const length = second === undefined ? null : decodeSecondByte(second).sevenBits;
  const faults: Record<HeaderFault, boolean> = {
    rsv1,
    rsv2,
    rsv3,
    opcode: !isDefinedOpcode(opcode),
    continuation: opcode === OPCODE.continuation,
    'control-fin': isFragment && isDefinedOpcode(opcode),
    'reserved-control-fin': isFragment && !isDefinedOpcode(opcode),
    'control-length': isControl && (length ?? 0) > MAX_CONTROL_PAYLOAD,
    'close-length': opcode === OPCODE.close && length === 1,
  };
  return new Set((Object.keys(faults) as HeaderFault[]).filter((fault) => faults[fault]));
}
