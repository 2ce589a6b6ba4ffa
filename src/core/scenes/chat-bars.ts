/** Bars of the bytes that each method of a chat sent, in a few parts. */

import {
  purposesUpTo,
  type ByteCounts,
  type BytePurpose,
} from '#core/traffic/counting/byte-counts.ts';
import {
  CHAT_METHODS,
  type ChatComparison,
  type ChatMethod,
} from '#core/traffic/results/chat-comparison.ts';

/** In the order of a bar. Only the payload is not overhead. */
export const CHAT_PARTS = ['setup', 'http', 'frames', 'transport', 'payload'] as const;

export type ChatPart = (typeof CHAT_PARTS)[number];

const PART_OF: Readonly<Record<BytePurpose, ChatPart>> = {
  'tcp-setup': 'setup',
  'tls-setup': 'setup',
  handshake: 'http',
  'request-head': 'http',
  'response-head': 'http',
  'body-wrapping': 'http',
  'event-framing': 'http',
  'frame-header': 'frames',
  'masking-key': 'frames',
  heartbeat: 'frames',
  closing: 'frames',
  'tls-records': 'transport',
  'segment-headers': 'transport',
  acknowledgements: 'transport',
  retransmissions: 'transport',
  ethernet: 'transport',
  payload: 'payload',
};

export type ChatBarPart = {
  readonly part: ChatPart;
  readonly bytes: number;
  readonly x: number;
  readonly width: number;
};

export type ChatBar = {
  readonly method: ChatMethod;
  readonly width: number;
  /** Without those that have no bytes. */
  readonly parts: readonly ChatBarPart[];
};

/** All bars have the same scale, on which the longest is `width` long at the end of the chat. */
export function layoutChatBars(
  { settings, runs }: ChatComparison,
  counts: Readonly<Record<ChatMethod, ByteCounts>>,
  width: number,
): ChatBar[] {
  const maxBytes = Math.max(1, ...CHAT_METHODS.map((method) => runs[method].totalBytes));
  const purposes = purposesUpTo(settings.layer);
  return CHAT_METHODS.map((method) => {
    let x = 0;
    const parts = CHAT_PARTS.flatMap((part): ChatBarPart[] => {
      const bytes = purposes
        .filter((purpose) => PART_OF[purpose] === part)
        .reduce((sum, purpose) => sum + counts[method][purpose], 0);
      if (bytes === 0) return [];
      const partWidth = (bytes / maxBytes) * width;
      x += partWidth;
      return [{ part, bytes, x: x - partWidth, width: partWidth }];
    });
    return { method, width: x, parts };
  });
}
