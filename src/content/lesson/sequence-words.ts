/** The texts in the slots of a sequence diagram. */

import { toHexByte } from '#core/bytes/hex.ts';
import type { SequenceSlot } from '#core/scenes/sequence-slots.ts';
import type { Story } from '#core/story/story.ts';
import { formatDuration } from '#content/phrasing/duration.ts';
import { formatCount } from '#content/phrasing/quantity.ts';
import { quoted, visible } from '#content/phrasing/quotation.ts';
import { closeLabel, stepLabel } from './step-labels.ts';
import { readyStateText } from './state-words.ts';

export function sequenceText(slot: SequenceSlot, story: Story): string {
  switch (slot.id) {
    case 'endpoint':
      return visible(slot.endpoint.name);
    case 'ready-state':
      return readyStateText(slot.state);
    case 'tcp-state':
      return `TCP ${slot.state}`;
    case 'sent-at':
      return formatDuration(slot.atMs);
    case 'first-change':
      return 'changed from here';
    case 'step-label':
      return visible(stepLabel(slot.step, story));
    case 'header-byte':
      return toHexByte(slot.byte);
    case 'payload-length':
      return formatCount(slot.bytes);
    case 'masking-key':
      return 'mask';
    case 'close-payload':
      return closeLabel(slot);
    case 'payload-text':
      return quoted(slot.text, 12);
    case 'size':
    case 'payload-size':
    case 'part-size':
      return `${formatCount(slot.bytes)} B`;
  }
}

/** Tooltips of the two states above a lifeline. */
export const STATE_HINTS = {
  readyState: 'The state of the WebSocket: its readyState',
  tcp: 'The state of TCP below it',
} as const;
