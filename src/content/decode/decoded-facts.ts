/** What Decode read, in a few facts: one chip each. */

import { OTHER_PROTOCOL_FACTS } from './other-protocol-words.ts';
import { readingName } from './form-words.ts';
import { countOf } from '#content/phrasing/quantity.ts';
import { countFrames } from '#core/conversation/rare-units.ts';
import type { Unit } from '#core/conversation/unit.ts';
import { senderOf } from '#core/trace/direction.ts';
import type { Trace } from '#core/trace/trace.ts';
import type { Decoded } from '#core/workbench/decoded.ts';

export function factsOf({ conversation, reading, otherProtocol }: Decoded): string[] {
  const { units, messages, trace } = conversation;
  const size = countOf(sizeOf(trace), 'byte');
  if (otherProtocol !== null) {
    return [`${sourceName(reading, trace)} · ${size}`, OTHER_PROTOCOL_FACTS[otherProtocol]];
  }
  return [
    `${sourceName(reading, trace)} · ${size}`,
    directionFact(trace, units[0]),
    countOf(countFrames(units, 'or cut'), 'frame'),
    countOf(messages.length, 'message'),
  ];
}

/** Bytes of which nothing else is known come from a file: a text has a reading. */
function sourceName(reading: Decoded['reading'], { provenance }: Trace): string {
  if (reading) return readingName(reading);
  return provenance.kind === 'pasted' ? 'file' : provenance.kind;
}

function sizeOf({ streams }: Trace): number {
  return streams['client-to-server'].length + streams['server-to-client'].length;
}

/** The sender, and the mask as the evidence. */
function directionFact({ streams }: Trace, first: Unit | undefined): string {
  if (first === undefined) return 'nothing yet';
  if (streams['client-to-server'].length > 0 && streams['server-to-client'].length > 0) {
    return 'both directions';
  }
  const sender = `from the ${senderOf(first.direction)}`;
  if (first.kind !== 'frame') return sender;
  return `${sender}, ${first.header.maskingKey ? 'masked' : 'not masked'}`;
}
