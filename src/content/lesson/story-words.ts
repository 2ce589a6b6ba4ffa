/** The words for each step at the depth `story`: what each side does, without TCP and bytes. */

import { fromUtf8 } from '#core/bytes/text.ts';
import { isReadable } from '#core/conversation/content-doubt.ts';
import { closePayloadOf } from '#core/conversation/frame-content.ts';
import type { FrameUnit } from '#core/conversation/unit.ts';
import { findField } from '#core/protocol/http/field-line.ts';
import { FIELD } from '#core/protocol/http/field-name.ts';
import { OPCODE, opcodeName } from '#core/protocol/framing/opcode.ts';
import { framePayload } from '#core/story/calls.ts';
import {
  answersClose,
  findViolation,
  isCloseRead,
  repliesToPing,
} from '#core/story/closing-facts.ts';
import { ownStory } from '#core/story/own-story.ts';
import type { Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import { receiverOf, senderOf } from '#core/trace/direction.ts';
import { actorName, actorWithin } from './actor-names.ts';
import { endingText } from './ending-words.ts';
import { hasRelayedWords, isPassedOn } from './relayed-words.ts';
import { stepText } from './step-words.ts';
import { messageTitle } from './step-title.ts';
import { formatDuration } from '#content/phrasing/duration.ts';
import { fittedQuote } from '#content/phrasing/fitted-text.ts';
import type { Prose, StepWords } from '#content/phrasing/prose.ts';

type ShortWords = Pick<StepWords, 'title' | 'happened'>;

/** Of a close reason, its marks included. */
const MAX_QUOTE = 40;

/** A step that shows trouble has the words of `stepText`. */
export function storyText(step: Step, whole: Story): StepWords {
  const words = stepText(step, whole);
  const story = ownStory(whole, step);
  const short = isPlain(step, story) ? shortWords(step, story, words.title) : null;
  if (short === null) return words;
  const endings = step === whole.steps.at(-1) ? endingText(whole) : [];
  return {
    ...words,
    title: short.title,
    happened: [...short.happened, ...endings.map((sentence) => ` ${sentence}`)],
  };
}

const PASSED_ON: Prose = ['The proxy doesn’t read frames. Their bytes leave as they arrived.'];

/** Whether it arrived, and was read as it was sent, and no rule was broken. */
function isPlain(step: Step, story: Story): boolean {
  return (
    step.kind === 'unit' &&
    step.arrival.kind !== 'lost' &&
    !step.isAltered &&
    !step.isHeldBack &&
    !step.isDuplicate &&
    !step.isUnread &&
    step.misreadAs === null &&
    step.fatalViolation === null &&
    step.cause !== 'failure' &&
    (step.unit?.kind !== 'frame' || step.unit.missing === 0) &&
    findViolation(step, story) === undefined
  );
}

/** Null if the words of `stepText` are short enough. */
function shortWords(step: Step, story: Story, title: string): ShortWords | null {
  if (isPassedOn(step)) return { title, happened: PASSED_ON };
  if (hasRelayedWords(step)) return null;
  const { unit, direction } = step;
  if (unit === null || direction === null) return null;
  const { trace } = story.conversation;
  const who = actorName(trace, senderOf(direction));
  const whom = actorWithin(trace, receiverOf(direction));
  switch (unit.kind) {
    case 'request': {
      const upgrade = findField(unit.head.fields, FIELD.upgrade)?.value ?? '';
      if (!/\bwebsocket\b/i.test(upgrade)) return null;
      return {
        title: `${who} asks for a WebSocket`,
        happened: [`One HTTP request asks ${whom} to use this connection for messages both ways.`],
      };
    }
    case 'response':
      return unit.head.startLine.status === 101
        ? {
            title: `${who} agrees`,
            happened: ['From now on, this connection carries messages instead of HTTP.'],
          }
        : null;
    case 'frame':
      return frameWords(unit, step, story, who, whom);
    default:
      return null;
  }
}

function frameWords(
  unit: FrameUnit,
  step: Step,
  story: Story,
  who: string,
  whom: string,
): ShortWords | null {
  switch (opcodeName(unit.header.opcode)) {
    case 'text':
    case 'binary':
      return unit.header.isFinal ? messageWords(unit, step, story, who, whom) : null;
    case 'ping':
      return {
        title: `${who} sends a Ping`,
        happened: [`A Ping asks ${whom} for a sign of life.`],
      };
    case 'pong':
      return repliesToPing(step, story)
        ? {
            title: `${who} answers the Ping with a Pong`,
            happened: [`The Pong shows ${whom} that the connection still works.`],
          }
        : null;
    case 'close':
      return closeWords(unit, step, story, who, whom);
    default:
      return null;
  }
}

function messageWords(
  unit: FrameUnit,
  { sentAtMs, arrival, carried }: Step,
  { conversation }: Story,
  who: string,
  whom: string,
): ShortWords | null {
  const isText = unit.header.opcode === OPCODE.text;
  if (isText && !isReadable(unit, conversation)) return null;
  // Segments of later steps carry the rest.
  const isWhole = carried.end >= unit.range.end;
  return {
    title: isText
      ? messageTitle(`${who} sends `, fromUtf8(framePayload(unit, conversation)))
      : `${who} sends a binary message`,
    happened: [
      sentAtMs !== null && arrival.kind === 'arrived' && isWhole
        ? `The message reaches ${whom} ${formatDuration(arrival.atMs - sentAtMs)} later, without a request.`
        : 'The message needs no request.',
    ],
  };
}

function closeWords(
  unit: FrameUnit,
  step: Step,
  story: Story,
  who: string,
  whom: string,
): ShortWords | null {
  if (step.cause === 'answer') {
    return isCloseRead(step, story) && answersClose(step, story)
      ? {
          title: `${who} agrees to close the connection`,
          happened: [`Without this reply, ${whom} would take the connection for lost.`],
        }
      : null;
  }
  const stream = story.conversation.trace.streams[unit.direction];
  const reason = closePayloadOf(unit, stream)?.reason ?? '';
  const named: Prose =
    reason === '' ? [] : [', and gives the reason ', { quote: fittedQuote(reason, MAX_QUOTE) }];
  return {
    title: `${who} starts to close the connection`,
    happened: [`${who} sends no more messages`, ...named, '.'],
  };
}
