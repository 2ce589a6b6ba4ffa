/** Dissects one unit of a conversation: a head line by line, a frame field by field. */

import { unitBytes } from '#core/conversation/conversation.ts';
import type { Unit } from '#core/conversation/unit.ts';
import type { Trace } from '#core/trace/trace.ts';
import type { Dissection } from './dissection.ts';
import { dissectFrame, dissectPayloadRest } from './frame-dissection.ts';
import { dissectEmptyLine, dissectHead, dissectUnread } from './head-dissection.ts';

export function dissectUnit(trace: Trace, unit: Unit): Dissection {
  const wire = unitBytes(trace, unit);
  switch (unit.kind) {
    case 'request':
    case 'response':
      return dissectHead(wire);
    case 'frame':
      return dissectFrame(wire, unit);
    case 'cut-header':
      return dissectFrame(wire);
    case 'empty-line':
      return dissectEmptyLine(wire);
    case 'payload-rest':
      return dissectPayloadRest(wire, unit);
    default:
      return dissectUnread(wire);
  }
}

/** Dissects any bytes as the given kind of unit, such as altered bytes or a part of a unit. */
export function dissectAs(kind: Unit['kind'] | undefined, bytes: Uint8Array): Dissection {
  switch (kind) {
    case 'request':
    case 'response':
      return dissectHead(bytes);
    case 'frame':
    case 'cut-header':
      return dissectFrame(bytes);
    default:
      return dissectUnread(bytes);
  }
}
