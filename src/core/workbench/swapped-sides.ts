/** Swaps the sides of a paste, with those that the reader set for single blocks. */

import { NO_SENDER_CHOICES, type SenderChoices } from '#core/paste/assembly/sender-choices.ts';
import type { DirectionMode } from '#core/paste/assembly/direction-mode.ts';
import { oppositeDirection } from '#core/trace/direction.ts';
import type { DecodeChoices } from './decoded.ts';

const SWAPPED: Readonly<Record<DirectionMode, DirectionMode>> = {
  'as-told': 'swapped',
  'by-masks': 'swapped',
  swapped: 'as-told',
  'from-client': 'from-server',
  'from-server': 'from-client',
};

/** The choices by which each block is sent by the other side. */
export function swappedSides({
  directions,
  senders,
}: DecodeChoices): Pick<DecodeChoices, 'directions' | 'senders'> {
  return { directions: SWAPPED[directions], senders: swappedSenders(senders) };
}

function swappedSenders(senders: SenderChoices): SenderChoices {
  const entries = Object.entries(senders);
  if (entries.length === 0) return NO_SENDER_CHOICES;
  return Object.fromEntries(
    entries.map(([chunk, direction]) => [chunk, oppositeDirection(direction)]),
  );
}
