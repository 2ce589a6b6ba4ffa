/** The settings and sentences of the figure of one message with each protocol. */

import { formatBytes } from '#content/compare/numbers.ts';
import { minimalLengthForm } from '#core/protocol/framing/payload-length.ts';
import { frameHeaderSize } from '#core/protocol/framing/frame-header.ts';
import { MASKING_KEY_SIZE } from '#core/protocol/framing/masking.ts';
import type { Side } from '#core/trace/direction.ts';
import { CHROMIUM_PROFILE } from '#core/traffic/heads/chromium-profile.ts';
import { headSize } from '#core/traffic/heads/head-template.ts';
import type { HeadId } from '#core/traffic/heads/header-profile.ts';
import { partsText, totalSize, type SizedPart, type SizedRow } from './sized-row.ts';

/** The bytes of one message, before the 101 and after it. */
export type SentMessage = {
  /** The request and its response. */
  readonly http: readonly [SizedRow, SizedRow];
  readonly frame: SizedRow;
};

const payloadPart = (size: number): SizedPart => ({
  name: 'message',
  kind: 'data',
  size,
  isPayload: true,
});

const headPart = (id: HeadId, length: number): SizedPart => ({
  name: 'headers',
  kind: 'http',
  size: headSize(CHROMIUM_PROFILE.heads[id], { since: 0, length }),
  isPayload: false,
});

/**
 * A message of `size` bytes. From the browser it is a POST; from the server it is the response to a
 * GET that asks for news.
 */
export function sendMessage(sender: Side, size: number): SentMessage {
  const message = payloadPart(size);
  return {
    http:
      sender === 'client'
        ? [
            { name: 'HTTP request: POST', parts: [headPart('post-request', size), message] },
            { name: 'HTTP response', parts: [headPart('post-response', 0)] },
          ]
        : [
            { name: 'HTTP request: GET', parts: [headPart('poll-request', 0)] },
            { name: 'HTTP response', parts: [headPart('news-response', size), message] },
          ],
    frame: {
      name: 'WebSocket frame, after the 101',
      parts: [...frameParts(sender, size), message],
    },
  };
}

function frameParts(sender: Side, size: number): readonly SizedPart[] {
  const isMasked = sender === 'client';
  const keySize = isMasked ? MASKING_KEY_SIZE : 0;
  const headerSize = frameHeaderSize(minimalLengthForm(size), isMasked);
  return [
    { name: 'header', kind: 'flag', size: headerSize - keySize, isPayload: false },
    { name: 'masking key', kind: 'mask', size: keySize, isPayload: false },
  ];
}

export function sentRows({ http, frame }: SentMessage): readonly SizedRow[] {
  return [...http, frame];
}

const httpSize = ({ http }: SentMessage) => totalSize(http[0]) + totalSize(http[1]);

/** What a message of this size is before the 101 and after it. */
export function sentOutcome(sender: Side, size: number): string {
  const sent = sendMessage(sender, size);
  const before =
    sender === 'client'
      ? `With HTTP, a message of ${formatBytes(size)} needs a request of ${formatBytes(totalSize(sent.http[0]))}, and the server has to answer it with ${formatBytes(totalSize(sent.http[1]))}.`
      : `With HTTP, the server can send a message of ${formatBytes(size)} only if the page asks. Request and response are ${formatBytes(httpSize(sent))}.`;
  const header = totalSize(sent.frame) - size;
  const key = sender === 'client' ? `, ${MASKING_KEY_SIZE} of them masking key` : '';
  return `${before} After the 101, the ${sender === 'client' ? 'page' : 'server'} sends one frame of ${formatBytes(totalSize(sent.frame))}. Its header is ${formatBytes(header)}${key}.`;
}

export const SENT_CAPTION =
  'Headers as Chromium 156 and a Node server sent them, without cookies. TLS, TCP and IP add more to both, which isn’t counted here. Hatched: headers. Solid: the message.';

export const SENT_COLUMNS = ['What is sent', 'Bytes', 'Parts'] as const;

export function sentTable(sender: Side, size: number): readonly (readonly string[])[] {
  return sentRows(sendMessage(sender, size)).map((row) => [
    row.name,
    formatBytes(totalSize(row)),
    partsText(row),
  ]);
}
