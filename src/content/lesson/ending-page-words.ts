/** Words after the last step of a lesson: what its connection showed, and where to go next. */

import { rfc } from '#core/protocol/rules/reference.ts';
import { SWITCHING_PROTOCOLS } from '#core/protocol/opening/opening-response.ts';
import {
  summarizeStory,
  type HeaderSizes,
  type HeadTotals,
  type StorySummary,
} from '#core/story/story-summary.ts';
import { traceAt } from '#core/story/own-story.ts';
import type { Story } from '#core/story/story.ts';
import type { Side } from '#core/trace/direction.ts';
import type { Trace } from '#core/trace/trace.ts';
import { formatDuration } from '#content/phrasing/duration.ts';
import type { Prose } from '#content/phrasing/prose.ts';
import { countOf, formatCount } from '#content/phrasing/quantity.ts';
import { actorName, actorWithin, isBrowser } from './actor-names.ts';
import { endingText } from './ending-words.ts';

/** A heading, or what heads a row that leads on. */
export const ENDING_LABELS = {
  shown: 'What it showed',
  next: 'Next scenario',
  first: 'First scenario',
  questions: 'Questions',
  answer: 'Answer questions',
  answers: 'See your answers',
  decode: 'These bytes in Decode',
  openDecode: 'Open in Decode',
  compare: 'Compare',
  openCompare: 'Compare methods',
} as const;

export function endingTitle(title: string): string {
  return `The end of “${title}”`;
}

export const DECODE_NOTE = 'Every byte of this connection, down to its bits. You can change them.';

export const COMPARE_NOTE =
  'What polling, long polling, server-sent events and WebSocket cost for traffic that you choose.';

export type QuestionCount = { readonly open: number; readonly total: number };

export function questionsNote({ open, total }: QuestionCount): string {
  if (total === 0) return 'This connection has no questions.';
  if (open === 0) {
    return total === 1
      ? 'You have answered the one question about this connection.'
      : `You have answered all ${formatCount(total)} questions about this connection.`;
  }
  return open === total
    ? `${countOf(total, 'question')} about this connection. You have answered none yet.`
    : `${formatCount(open)} of ${countOf(total, 'question')} about this connection ${open === 1 ? 'is' : 'are'} open.`;
}

/** What happened in this story, and nothing else: a sentence or two a line. */
export function storyLessons(story: Story): Prose[] {
  const { trace } = story.conversation;
  const summary = summarizeStory(story);
  return [
    ...handshakeLine(summary, trace),
    ...roundTripLine(summary),
    ...headerLine(summary, story),
    ...closingLine(summary, story),
    ...endingText(story).map((sentence) => [sentence]),
  ];
}

function handshakeLine({ heads, hasOpened }: StorySummary, trace: Trace): Prose[] {
  if (heads === null) return [];
  const sentence = handshakeSentence(heads, hasOpened, trace);
  return [[sentence, ' ', rfc(6455, '1.3')]];
}

function handshakeSentence(heads: HeadTotals, hasOpened: boolean, trace: Trace): string {
  const { requests, responses, requestBytes, responseBytes, status } = heads;
  const isSimulated = trace.provenance.kind === 'simulated';
  const neverOpened =
    isSimulated && !hasOpened ? ` ${actorName(trace, 'client')}’s WebSocket never opened.` : '';
  const request = countOf(requestBytes, 'byte');
  const response = countOf(responseBytes, 'byte');
  if (requests === 1 && responses === 0) {
    const unanswered = isSimulated ? ' No response was sent.' : '';
    return `The request took ${request}.${unanswered}${neverOpened}`;
  }
  if (requests === 0 && responses === 1) return `The response took ${response}.`;
  if (requests !== 1 || responses !== 1) {
    return `The heads of ${countOf(requests, 'request')} and ${countOf(responses, 'response')} took ${countOf(requestBytes + responseBytes, 'byte')}.${neverOpened}`;
  }
  if (status !== SWITCHING_PROTOCOLS || !hasOpened) {
    return `The request took ${request}. The response has status ${status}, in a head of ${response}.${neverOpened}`;
  }
  return `The opening handshake took ${countOf(requestBytes + responseBytes, 'byte')}: a request of ${formatCount(requestBytes)} and a response of ${formatCount(responseBytes)}.`;
}

function roundTripLine({ firstFrameAfterMs }: StorySummary): Prose[] {
  return firstFrameAfterMs === null
    ? []
    : [
        [
          `Two round trips came before the first frame: one of TCP, one of the handshake. The frame left after ${formatDuration(firstFrameAfterMs)}.`,
        ],
      ];
}

function headerLine({ headers }: StorySummary, story: Story): Prose[] {
  const fromClient = headers['client-to-server'];
  const fromServer = headers['server-to-client'];
  const parts = [
    ...headerPart(fromClient, story, 'client'),
    ...headerPart(fromServer, story, 'server'),
  ];
  if (parts.length === 0) return [];
  const hasKeys =
    fromClient !== null &&
    fromClient.maskedFrames === fromClient.frames &&
    (fromServer?.maskedFrames ?? 0) === 0;
  const key = hasKeys
    ? ` 4 bytes of each header from ${actorWithin(traceAt(story, 'client'), 'client')} are its masking key.`
    : '';
  return [[`Frame headers took ${parts.join(' and ')}.${key} `, rfc(6455, '5.2')]];
}

/** A proxy passes frames on and makes none, so they are from the endpoint behind it. */
function headerPart(sizes: HeaderSizes | null, story: Story, side: Side): string[] {
  if (sizes === null) return [];
  const { frames, min, max } = sizes;
  const size = min === max ? countOf(min, 'byte') : `${min} to ${max} bytes`;
  const each = frames === 1 ? '' : ' each';
  return [
    `${size}${each} in ${countOf(frames, 'frame')} from ${actorWithin(traceAt(story, side), side)}`,
  ];
}

function closingLine({ closes, closeEvent }: StorySummary, story: Story): Prose[] {
  const { trace } = story.conversation;
  const isSimulated = trace.provenance.kind === 'simulated';
  const sentences = closes.map(({ side, code }, index) => {
    const what = index === 0 ? 'a Close frame' : 'one';
    return `${actorName(traceAt(story, side), side)} sent ${what} ${code === null ? 'without a close code' : `with code ${code}`}.`;
  });
  if (closes.length === 0 && isSimulated) sentences.push('No Close frame was sent.');
  const heard: Prose =
    closeEvent !== null && isSimulated && isBrowser(trace.endpoints)
      ? [
          ' The page’s ',
          { code: 'close' },
          ` event has code ${closeEvent.code}, and `,
          { code: 'wasClean' },
          ` is ${closeEvent.wasClean}.`,
        ]
      : [];
  if (sentences.length === 0 && heard.length === 0) return [];
  return [[sentences.join(' '), ...heard, ' ', rfc(6455, '7.1.5')]];
}
