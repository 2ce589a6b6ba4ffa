/** The texts in the slots of a sequence diagram. */

import { toHexByte } from '#core/bytes/hex.ts';
import type { SequenceSlot } from '#core/scenes/sequence-slots.ts';
import type { Story } from '#core/story/story.ts';
import { formatDuration } from '#content/phrasing/duration.ts';
import { countOf, formatCount } from '#content/phrasing/quantity.ts';
import { quoted, visible } from '#content/phrasing/quotation.ts';
import { closeLabel, stepLabel } from './step-labels.ts';

export function sequenceText(slot: SequenceSlot, story: Story): string {
  switch (slot.id) {
    case 'endpoint':
      return visible(slot.endpoint.name);
    case 'ready-state':
      return slot.state ?? 'none yet';
    case 'tcp-state':
      return `TCP ${slot.state}`;
    case 'proxy-mode':
      return slot.isTunnel ? 'tunnel' : 'HTTP only';
    case 'proxy-connections':
      return PROXY_CONNECTIONS[slot.count];
    case 'sent-at-heading':
      return 'sent at';
    case 'sent-at':
    case 'now':
      return formatDuration(slot.atMs);
    case 'cut':
      if (slot.isBrief) return roundDuration(slot.ms);
      return slot.isSilent
        ? `${roundDuration(slot.ms)} of silence`
        : `${roundDuration(slot.ms)}, cut`;
    case 'fold':
      return `${FOLD_NAMES[slot.fold.kind]} · ${foldFacts(slot)}`;
    case 'measure':
      return formatDuration(slot.ms);
    case 'first-change':
      return 'changed';
    case 'step-label':
      return visible(stepLabel(slot.step, story, slot.form));
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
      return slot.segments > 1
        ? `${formatCount(slot.bytes)} B, ${formatCount(slot.segments)} segments`
        : `${formatCount(slot.bytes)} B`;
    case 'payload-size':
    case 'part-size':
      return `${formatCount(slot.bytes)} B`;
  }
}

const PROXY_CONNECTIONS = ['no connection', 'one connection', 'two connections'] as const;

export const FOLD_NAMES = { opening: 'TCP opens', closing: 'TCP closes' } as const;

/** "3 segments, 40 ms": until TCP is open, or closed. */
export function foldFacts({
  segments,
  isOnBoth,
  ms,
}: Extract<SequenceSlot, { readonly id: 'fold' }>): string {
  if (isOnBoth) return 'both connections';
  const count = countOf(segments, 'segment');
  return ms === null ? count : `${count}, ${formatDuration(ms)}`;
}

/** "30 s" for a silence of 30.001 s: its two ends have exact times. */
function roundDuration(ms: number): string {
  if (ms < 1000) return formatDuration(Math.round(ms * 10) / 10);
  const seconds = ms / 1000;
  return `${formatCount(seconds < 10 ? Math.round(seconds * 10) / 10 : Math.round(seconds))} s`;
}

/** What a reader of the diagram has to know. */
export const DIAGRAM_NOTES = {
  scale: 'One scale; only silences and folds are cut.',
  proportional: 'One scale; nothing is cut.',
  spaced: 'Travel times are unknown: steps are evenly spaced and level.',
  level: 'Level arrows have an unknown travel time.',
  look: 'Solid has crossed, dashed is still to come.',
  box: 'A box is a TCP segment.',
} as const;

/** The names of controls in the diagram. */
export const DIAGRAM_CONTROLS = {
  now: 'Time shown',
  fold: 'Fold',
  foldTcp: { opening: 'Fold TCP’s opening', closing: 'Fold TCP’s closing' },
  proportional: 'True proportions',
  tall: 'Full height',
} as const;

/** Tooltips of the two states above a lifeline. */
export const STATE_HINTS = {
  readyState: 'The state of the WebSocket: its readyState',
  tcp: 'The state of TCP below it',
  proxyMode: 'What the proxy forwards: messages of HTTP, or any bytes',
  proxyConnections: 'How many TCP connections are open at the proxy',
} as const;
