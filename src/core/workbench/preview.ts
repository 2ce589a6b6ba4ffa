/** The first frames of a large file, read before the rest of it. */

import { asStored, storedIn } from '#core/bytes/stored-bytes.ts';
import { joinMessages } from '#core/conversation/message.ts';
import type { Unit } from '#core/conversation/unit.ts';
import type { Decoded, DecodeRequest, FileInput } from './decoded.ts';
import { InputReader } from './input-reader.ts';

/** Smaller files are read before a preview could help. */
const LARGE_FROM = 8 * 1024 * 1024;

/** Bytes that are read for it. */
const READ_SIZE = 512 * 1024;

const MOST_UNITS = 200;

/**
 * What is certain whatever follows: whole units of the capture's beginning, without findings or
 * numbers. Null if the input is small, or if its beginning has no frames that can be read.
 */
export function previewOf(
  input: FileInput,
  { choices, maxUnits }: Pick<DecodeRequest, 'choices' | 'maxUnits'>,
): Decoded | null {
  const file = asStored(input.bytes);
  if (file.size < LARGE_FROM) return null;
  const beginning = { ...input, bytes: storedIn(file.read(0, READ_SIZE)), more: [] };
  const decoded = new InputReader().read({ input: beginning, choices, edits: [], maxUnits });
  const { conversation, capture, otherProtocol } = decoded;
  if (capture === null || otherProtocol !== null) return null;
  const { deliveries } = conversation;
  const units = certainUnits(conversation.units).slice(0, MOST_UNITS);
  if (!units.some(({ kind }) => kind === 'frame')) return null;
  return {
    ...decoded,
    conversation: {
      ...conversation,
      units,
      deliveries: deliveries.slice(0, units.length),
      messages: joinMessages(units),
      findings: [],
    },
    tcp: [],
    conduct: [],
    recognised: [],
  };
}

/** Those before the first one that more bytes could change. */
function certainUnits(units: readonly Unit[]): readonly Unit[] {
  const end = units.findIndex(isUncertain);
  return end === -1 ? units : units.slice(0, end);
}

function isUncertain(unit: Unit): boolean {
  switch (unit.kind) {
    case 'frame':
      return unit.missing > 0 || unit.isAssumed === true;
    case 'request':
    case 'response':
      return unit.isAssumed === true;
    default:
      return true;
  }
}
