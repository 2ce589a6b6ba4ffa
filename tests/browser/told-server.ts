/** A story's server, played to a browser: the same bytes in the same segments. */

import { fromLatin1, toLatin1 } from '#core/bytes/text.ts';
import { decodeFrame } from '#core/protocol/framing/frame.ts';
import { computeAccept } from '#core/protocol/opening/accept-value.ts';
import type { Moment, Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import { hasClose } from '../../scripts/peers/browser-verdict.ts';
import type { Performance, ServedConnection } from '../../scripts/peers/page-server.mjs';
import { eventsBefore, pageCalls, scriptOf } from './told-page.ts';

/** A busy browser may take so long to answer. */
export const PATIENCE_MS = 15_000;

/** How long to wait for a browser that is known to do something else. */
const SHORT_PATIENCE_MS = 500;

/** Longer, so that the page also sees what follows. */
const QUIET_MS = 30_000;

/** Longer than Chromium waits for a Close frame. */
const HELD_QUIET_MS = 75_000;

type Playing = {
  /** The browser is known to do something else than the story's client. */
  readonly isDifferent: boolean;
  /** The server keeps TCP open, so the browser can take a minute. */
  readonly isHeld: boolean;
  /** Called if it does something else, so that the rest of the moves follows without waiting. */
  readonly noteOutOfStep: () => void;
};

/** One segment of the server, or the end of its TCP. */
type Move = {
  readonly bytes: Uint8Array;
  readonly end: 'fin' | 'rst' | null;
  /** How many last fragments and control frames the client has sent when this arrives. */
  readonly framesBefore: number;
  /** How many events the page has had when this arrives. */
  readonly eventsBefore: number;
  /** The client's TCP has ended when this arrives. */
  readonly isAfterEnd: boolean;
};

/**
 * A segment waits for everything that the client has sent before it arrives, so that the browser's
 * page does everything in the story's order.
 */
function movesOf(story: Story): Move[] {
  const { conversation, steps, moments } = story;
  const { trace } = conversation;
  return trace.events.flatMap((event, index): Move[] => {
    const { direction, range, signals, alteredBytes, arrival } = event;
    if (direction !== 'server-to-client' || arrival.kind === 'lost') return [];
    const end = signals.includes('rst') ? 'rst' : signals.includes('fin') ? 'fin' : null;
    const sent = trace.streams[direction].read(range.start, range.end);
    const bytes = alteredBytes ?? sent;
    if (bytes.length === 0 && end === null) return [];
    const stepIndex = steps.findIndex(({ eventIndices }) => eventIndices.includes(index));
    const arrived = moments.findIndex(
      (moment) => moment.stepIndex === stepIndex && moment.phase === 'arrived',
    );
    const before = clientStepsBefore(arrived, story);
    return [
      {
        bytes,
        end,
        framesBefore: finalFrames(before),
        eventsBefore: eventsBefore(arrived, story),
        isAfterEnd: before.some(({ kind }) => kind === 'tcp-fin' || kind === 'tcp-reset'),
      },
    ];
  });
}

/** What the client sends before this moment. */
function clientStepsBefore(momentIndex: number, { steps, moments }: Story): Step[] {
  return moments
    .slice(0, momentIndex)
    .filter(({ phase }) => phase === 'sent')
    .map(({ stepIndex }) => steps[stepIndex]!)
    .filter(({ direction }) => direction === 'client-to-server');
}

function finalFrames(steps: readonly Step[]): number {
  const isFinal = ({ kind, unit }: Step) =>
    kind === 'unit' && unit?.kind === 'frame' && unit.header.isFinal;
  return steps.filter(isFinal).length;
}

/** The page doesn't see Pings, so its calls wait for the browser's Pongs. */
function waitForPongs(story: Story, callIndex: number, connection: ServedConnection) {
  const { steps, moments } = story;
  const stepIndex = steps.indexOf(pageCalls(story)[callIndex]!);
  const isSending = (moment: Moment) => moment.stepIndex === stepIndex && moment.phase === 'sent';
  const framesBefore = finalFrames(clientStepsBefore(moments.findIndex(isSending), story));
  return connection.until((sent) => finalFramesIn(sent) >= framesBefore, PATIENCE_MS);
}

function finalFramesIn(bytes: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < bytes.length;) {
    const reading = decodeFrame(bytes, at);
    if (reading.kind === 'incomplete') break;
    if (reading.frame.header.isFinal) count++;
    at += reading.size;
  }
  return count;
}

/** The same response, to the browser's key. */
export function withAccept(bytes: Uint8Array, told: string, key: string): Uint8Array {
  const text = fromLatin1(bytes);
  if (!text.startsWith('HTTP/1.')) return bytes;
  return toLatin1(text.replace(computeAccept(told).accept, computeAccept(key).accept));
}

function toldKey({ conversation: { units } }: Story): string {
  const request = units.find((unit) => unit.kind === 'request');
  const field = request?.head.fields.find(({ name }) => /^sec-websocket-key$/i.test(name));
  return field?.value ?? '';
}

async function play(
  story: Story,
  connection: ServedConnection,
  { isDifferent, noteOutOfStep }: Playing,
): Promise<void> {
  const patienceMs = isDifferent ? SHORT_PATIENCE_MS : PATIENCE_MS;
  const told = toldKey(story);
  let isInStep = true;
  for (const { bytes, end, framesBefore, eventsBefore, isAfterEnd } of movesOf(story)) {
    const isReady = (sent: Uint8Array) => !isAfterEnd && finalFramesIn(sent) >= framesBefore;
    if (isInStep) isInStep = await connection.until(isReady, patienceMs);
    // A RST, or a frame that fails, can overtake what the browser has not handed to its page.
    const hasHeard = () => connection.heard.length >= eventsBefore;
    if (isInStep && !isAfterEnd) isInStep = await connection.until(hasHeard, PATIENCE_MS);
    if (isInStep && connection.hasEnded && !isAfterEnd && end === null) isInStep = false;
    if (bytes.length > 0) await connection.write(withAccept(bytes, told, connection.key));
    // A Close that the browser can't answer before the FIN would not be clean.
    if (end === 'fin' && !isInStep) await connection.until(hasClose, PATIENCE_MS);
    if (end === 'rst') connection.reset();
    if (end === 'fin') connection.end();
  }
  if (!isInStep) noteOutOfStep();
}

export function performanceOf(story: Story, playing: Playing): Performance {
  return {
    page: {
      ...scriptOf(story),
      quietMs: playing.isHeld ? HELD_QUIET_MS : QUIET_MS,
      isBesideOthers: playing.isHeld,
    },
    perform: (connection) => play(story, connection, playing),
    beforeCall: (index, connection) => waitForPongs(story, index, connection),
  };
}
