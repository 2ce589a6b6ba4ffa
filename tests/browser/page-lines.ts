/** The page's lines of code, with what a browser really does in them. */

import { fromHex, toHex } from '#core/bytes/hex.ts';
import { fromUtf8 } from '#core/bytes/text.ts';
import { readConversation } from '#core/conversation/conversation.ts';
import { INFLATION } from '#core/conversation/inflation.ts';
import { messageData } from '#core/conversation/message.ts';
import { framePayload } from '#core/story/calls.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { decodeClosePayload } from '#core/protocol/messages/close-payload.ts';
import type { Call } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import { codeLines } from '#content/lesson/code-lines.ts';
import type { Recorded, SeenCall, SeenEvent } from '../../scripts/peers/page-server.mjs';
import { toUtf8 } from '#core/bytes/text.ts';
import { client, server, traceOf } from '../core/story/traces.ts';
import { pageCalls } from './told-page.ts';

/** A call in the words that the server's reader shares. */
function callWords(call: Call): string {
  if (call.kind === 'send') return `${call.type} ${toHex(call.data)}`;
  if (call.kind === 'close') return `close ${call.code ?? 'without code'} ${call.reason}`;
  throw new Error(`expected a call of a page, got ${call.kind}`);
}

export function toldCalls(story: Story): string[] {
  return pageCalls(story).map(({ call }) => callWords(call));
}

/** What the server received of the page's calls; a Close only if the page called for it. */
export function receivedCalls({ head, written, sent }: Recorded, hasClose: boolean): string[] {
  const trace = traceOf([client(toUtf8(head)), server(written), client(sent)]);
  const conversation = readConversation(trace, { parts: { inflation: INFLATION } });
  return conversation.units.flatMap((unit, index) => {
    if (unit.kind !== 'frame' || unit.direction !== 'client-to-server') return [];
    if (unit.header.opcode === OPCODE.close) {
      const payload = decodeClosePayload(framePayload(unit, conversation));
      return hasClose ? [callWords({ kind: 'close', ...payload })] : [];
    }
    const message = conversation.messages.find(({ unitIndices }) => unitIndices.at(-1) === index);
    if (message === undefined) return [];
    const data = messageData(message, conversation.units, trace.streams[message.direction]);
    return [callWords({ kind: 'send', type: message.type, data })];
  });
}

const STATES = ['CONNECTING', 'OPEN', 'CLOSING', 'CLOSED'];

/** Words of a size: "5 bytes", "1 byte", "65,536 bytes". */
const sizeOf = (size: number) => `${size.toLocaleString('en')} byte${size === 1 ? '' : 's'}`;

/** Longer data is a variable in the line, and cut in a comment. */
const MAX_SHOWN = 64;

function sendComment({ bufferedAmount }: SeenCall): string {
  const size = bufferedAmount[1];
  const isLong = size > MAX_SHOWN;
  const words = isLong ? `message: ${sizeOf(size)}, ` : '';
  return `${words}bufferedAmount: ${bufferedAmount.join(' → ')}`;
}

function closeComment({ readyState: [before, after] }: SeenCall): string {
  return `readyState ${before} → ${after}: ${STATES[after]}`;
}

function eventComment(event: SeenEvent, before: number): string {
  switch (event.type) {
    case 'open': {
      const { protocol, extensions, readyState } = event;
      return [
        `readyState ${before} → ${readyState}: ${STATES[readyState]}`,
        ...(protocol ? [`protocol: ${JSON.stringify(protocol)}`] : []),
        ...(extensions ? [`extensions: ${JSON.stringify(extensions)}`] : []),
      ].join(', ');
    }
    case 'message': {
      const bytes = fromHex(event.hex);
      if (event.data === 'binary') {
        return `data: a ${event.interfaces[1]} of ${sizeOf(bytes.length)}, or an ArrayBuffer if binaryType is "arraybuffer"`;
      }
      const characters = [...fromUtf8(bytes)];
      const shown = JSON.stringify(characters.slice(0, MAX_SHOWN).join(''));
      return `data: ${characters.length > MAX_SHOWN ? `${shown.slice(0, -1)}…"` : shown}`;
    }
    case 'error':
      return event.interfaces[0] === 'Event' ? 'the event says no more than that' : 'it says more';
    case 'close': {
      const { code, reason, wasClean } = event;
      return `code: ${code}, reason: ${JSON.stringify(reason)}, wasClean: ${wasClean}`;
    }
  }
}

/** The comments of the page's lines, in the story's order of steps. */
export function shownComments({ steps }: Story): (string | null)[] {
  return steps
    .flatMap(codeLines)
    .filter(({ side }) => side === 'client')
    .map(({ comment }) => comment);
}

/** The same comments, written from what the browser did. */
export function trueComments(story: Story, recorded: Recorded): (string | null)[] {
  const calls = [...recorded.calls];
  const events = [...recorded.events];
  const calling = new Set<unknown>(pageCalls(story));
  let readyState = recorded.readyStateAtFirst;
  return story.steps.flatMap((step) => {
    const comments: string[] = [];
    if (step.call?.kind === 'connect') {
      comments.push(`readyState ${readyState}: ${STATES[readyState]}`);
    }
    if (calling.has(step)) {
      const seen = calls.shift();
      if (seen === undefined) throw new Error(`expected a call for ${step.id}, got none`);
      comments.push(step.call?.kind === 'send' ? sendComment(seen) : closeComment(seen));
    }
    for (const { side } of step.pageEvents) {
      const event = side === 'client' ? events.shift() : undefined;
      if (event === undefined) continue;
      comments.push(eventComment(event, readyState));
      readyState = event.readyState;
    }
    return comments;
  });
}

/** The events that the story's lines handle. */
export function handledKinds({ steps }: Story): string[] {
  const kinds = steps.flatMap(({ pageEvents }) =>
    pageEvents.filter(({ side }) => side === 'client').map(({ event }) => event.kind),
  );
  return ['open', 'message', 'error', 'close'].filter((kind) => kinds.includes(kind as 'open'));
}
