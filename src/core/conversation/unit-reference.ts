/** Which section describes a unit: of a frame, the one about its opcode (RFC 6455 §5.4 to §5.6). */

import { opcodeName, type OpcodeName } from '#core/protocol/framing/opcode.ts';
import { rfc, type Reference } from '#core/protocol/rules/reference.ts';
import type { Unit } from './unit.ts';

const FRAMING = rfc(6455, '5.2');
const DATA_FRAMES = rfc(6455, '5.6');
const CLOSE = rfc(6455, '5.5.1');
const HTTP_MESSAGE = rfc(9112, '2.1');

const FRAME_REFERENCES: Readonly<Record<OpcodeName, Reference>> = {
  continuation: rfc(6455, '5.4'),
  text: DATA_FRAMES,
  binary: DATA_FRAMES,
  close: CLOSE,
  ping: rfc(6455, '5.5.2'),
  pong: rfc(6455, '5.5.3'),
  'reserved-data': FRAMING,
  'reserved-control': FRAMING,
};

const REFERENCES: Readonly<Record<Exclude<Unit['kind'], 'frame'>, Reference>> = {
  request: rfc(6455, '4.1'),
  response: rfc(6455, '4.2.2'),
  'cut-head': HTTP_MESSAGE,
  'empty-line': rfc(9112, '2.2'),
  body: HTTP_MESSAGE,
  http2: rfc(9113, '3.4'),
  'cut-header': FRAMING,
  'not-read': FRAMING,
  'payload-rest': FRAMING,
  unplaced: FRAMING,
  'not-captured': rfc(9293, '3.4'),
  'after-close': CLOSE,
};

export function unitReference(unit: Unit): Reference {
  return unit.kind === 'frame'
    ? FRAME_REFERENCES[opcodeName(unit.header.opcode)]
    : REFERENCES[unit.kind];
}
