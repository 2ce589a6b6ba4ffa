/** The words for a step with bytes that are neither a whole head nor a frame. */

import { lengthOfRange } from '#core/bytes/bit-range.ts';
import { rfc } from '#core/protocol/rules/reference.ts';
import { controlAfterClose } from '#core/story/control-after-close.ts';
import type { Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import { senderOf } from '#core/trace/direction.ts';
import { actorName } from './actor-names.ts';
import { unitDoubts } from '#content/decode/gap-words.ts';
import type { Prose, StepWords } from '#content/phrasing/prose.ts';
import { countOf } from '#content/phrasing/quantity.ts';

/** Null for other steps. */
export function oddUnitText({ kind, unit, direction }: Step, story: Story): StepWords | null {
  if (kind !== 'unit' || unit === null || direction === null) return null;
  const who = actorName(story.conversation.trace, senderOf(direction));
  const count = lengthOfRange(unit.range);
  const size = countOf(count, 'byte');
  const isOne = count === 1;
  switch (unit.kind) {
    case 'cut-head':
      return {
        title: `${who} sends an incomplete head`,
        happened: ['The empty line that ends an HTTP head is missing.'],
        why: [
          'Only its end shows how long a head is, so it is unknown how many bytes are missing.',
        ],
        references: [rfc(9112, '2.1')],
      };
    case 'cut-header':
      return {
        title: `${who} sends an incomplete frame header`,
        happened: [
          `Of the header, at least ${countOf(unit.missing ?? 1, 'more byte')} would have to follow.`,
        ],
        why: ['The second byte of a frame shows how long its header is.'],
        references: [rfc(6455, '5.2')],
      };
    case 'empty-line':
      return {
        title: `${who} sends an empty line`,
        happened: ['This is the line end of an empty line before a request.'],
        why: [
          'A client must not send it. A server should ignore it, because some old clients sent a line end after the content of a request.',
        ],
        references: [rfc(9112, '2.2')],
      };
    case 'body':
      return {
        title: `${who} sends content in ${size}`,
        happened: [
          `${size} ${isOne ? 'is' : 'are'} the content of an HTTP message, or a part of it.`,
        ],
        why: ['The connection has not switched protocols, so this is HTTP.'],
        references: [rfc(9112, '6')],
      };
    case 'http2':
      return {
        title: `${who} speaks HTTP/2`,
        happened: [`These ${size} begin with the connection preface of HTTP/2.`],
        why: [
          'A WebSocket over HTTP/2 opens with an extended CONNECT. This page does not read it.',
        ],
        references: [rfc(9113, '3.4'), rfc(8441, '5')],
      };
    case 'not-captured':
      return {
        title: `${size} ${isOne ? 'is' : 'are'} missing`,
        happened: [unitDoubts(unit)],
        why: [
          'A capture or log can lack bytes that were sent. Sequence numbers, offsets or the words of the log show how many. Usually the program was too slow, or was set to keep only the start of each packet or message.',
        ],
        references: [rfc(9293, '3.4')],
      };
    case 'payload-rest':
      return {
        title: 'The rest of a payload after a gap',
        happened: [`${size} of the frame’s payload ${isOne ? 'follows' : 'follow'} the gap.`],
        why: [
          'The frame’s header is known and shows where its payload ends. The whole message can’t be known.',
        ],
        references: [rfc(6455, '5.2')],
      };
    case 'unplaced':
      return {
        title: 'Bytes without a known meaning',
        happened: [
          `${size} after a gap ${isOne ? 'belongs' : 'belong'} to frames whose start is missing.`,
        ],
        why: [
          'Only a frame’s header contains its length. Without it, the start of the next frame is unknown, and a guess could show frames that were never sent.',
        ],
        references: [rfc(6455, '5.2')],
      };
    case 'not-read':
      return {
        title: `${who} sends more than is read here`,
        happened: [
          `${size} ${isOne ? 'follows' : 'follow'}, and ${isOne ? 'is' : 'are'} not read.`,
        ],
        why: ['Only a limited number of frames is read, so that a long connection can be shown.'],
        references: [rfc(6455, '5.2')],
      };
    case 'after-close': {
      const opcode = controlAfterClose(unit.range, direction, story.conversation.trace);
      if (opcode !== null) {
        const control = opcode === 'ping' ? 'Ping' : 'Pong';
        return {
          title: `${who} sends a ${control} frame after its Close frame`,
          happened: [
            `${size} after the Close frame are a ${control} frame. What follows a Close frame is not read further here.`,
          ],
          why: [
            'After its Close frame, an endpoint must not send data frames, but this is a control frame. Until the other Close frame arrives, it even has to reply to a Ping.',
          ],
          references: [rfc(6455, '5.5.1'), rfc(6455, '5.5.2')],
        };
      }
      return {
        title: `${who} sends bytes after its Close frame`,
        happened: [
          `${size} after the Close frame ${isOne ? 'is' : 'are'} not read as frames here.`,
        ],
        why: [
          'After its Close frame, an endpoint must not send data frames. Most receivers ignore what follows; Chromium fails the connection.',
        ],
        references: [rfc(6455, '5.5.1'), rfc(6455, '1.4')],
      };
    }
    default:
      return null;
  }
}

/** What a frame lacks, and what is uncertain in it because bytes before it are missing. */
export function frameDoubts({ kind, unit }: Step): Prose {
  if (kind !== 'unit' || unit?.kind !== 'frame') return [];
  const { missing, notCaptured } = unit;
  const doubts = unitDoubts(unit);
  return [
    ...(doubts === '' ? [] : [` ${doubts}`]),
    ...(missing === 0 || notCaptured !== undefined
      ? []
      : [
          ` The frame is incomplete: ${countOf(missing, 'byte')} of its payload ${missing === 1 ? 'is' : 'are'} missing.`,
        ]),
  ];
}
