/**
 * Heartbeats, which keep a silent connection from being cut: pings of a server, which the browser
 * answers (RFC 6455 §5.5.2, §5.5.3), or messages of a page, which its server answers. A page can't
 * send pings.
 */

import { NO_BYTES } from '#core/bytes/byte-array.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { MASKING_KEY_SIZE } from '#core/protocol/framing/masking.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { HIDDEN_TIMER_MS } from '#core/page/hidden-timers.ts';

export type HeartbeatSettings = {
  readonly sender: 'server' | 'page';
  /** 0 for none. */
  readonly intervalMs: number;
  /**
   * The page has been hidden for more than five minutes in Chrome, which then runs its timers once
   * per minute. The browser answers pings as before, because that needs no timer.
   */
  readonly isPageHidden: boolean;
};

/** In bytes. */
export type HeartbeatSizes = { readonly beat: number; readonly answer: number };

const ANY_KEY = new Uint8Array(MASKING_KEY_SIZE);

/** The texts of a page's heartbeat and of its answer. */
export const PAGE_HEARTBEAT = { beat: 'ping', answer: 'pong' } as const;

const SIZES: Readonly<Record<HeartbeatSettings['sender'], HeartbeatSizes>> = {
  server: {
    beat: encodeFrame({ opcode: OPCODE.ping, maskingKey: null, payload: NO_BYTES }).length,
    answer: encodeFrame({ opcode: OPCODE.pong, maskingKey: ANY_KEY, payload: NO_BYTES }).length,
  },
  page: {
    beat: encodeFrame({
      opcode: OPCODE.text,
      maskingKey: ANY_KEY,
      payload: toUtf8(PAGE_HEARTBEAT.beat),
    }).length,
    answer: encodeFrame({
      opcode: OPCODE.text,
      maskingKey: null,
      payload: toUtf8(PAGE_HEARTBEAT.answer),
    }).length,
  },
};

/** Bytes of the frames, without TLS, TCP and IP. */
export function heartbeatSizes(sender: HeartbeatSettings['sender']): HeartbeatSizes {
  return SIZES[sender];
}

/**
 * The time between heartbeats that are really sent; Infinity if there are none. A hidden page sends
 * at the first whole minute after its timer is due.
 */
export function realIntervalMs({ sender, intervalMs, isPageHidden }: HeartbeatSettings): number {
  if (intervalMs <= 0) return Infinity;
  if (sender === 'server' || !isPageHidden) return intervalMs;
  return Math.ceil(intervalMs / HIDDEN_TIMER_MS) * HIDDEN_TIMER_MS;
}

/** Bytes per minute, both directions together. */
export function heartbeatBytesPerMinute(heartbeat: HeartbeatSettings): number {
  const { beat, answer } = heartbeatSizes(heartbeat.sender);
  return ((beat + answer) * 60_000) / realIntervalMs(heartbeat);
}
