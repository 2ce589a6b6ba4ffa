/**
 * A story as text: each step with its time, bytes, what code saw, and where it leaves both sides.
 * For reviewing.
 */

import { toHex } from '#core/bytes/hex.ts';
import { fromLatin1, fromUtf8 } from '#core/bytes/text.ts';
import { isHeadUnit } from '#core/conversation/unit.ts';
import { stretchTime } from '#core/story/elastic-time.ts';
import { actingSide, ownStory, proxyEnd } from '#core/story/own-story.ts';
import { statesAt } from '#core/story/states-at.ts';
import type { BothStates, PageEvent, Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import { receiverOf } from '#core/trace/direction.ts';

const MOST_BYTES = 32;

export function transcriptOf(story: Story): string {
  const time = stretchTime(story);
  return story.steps
    .map((step, index) => stepText(step, statesAt(story, time, time.steps[index]!.endMs), story))
    .join('\n');
}

function stepText(step: Step, states: BothStates, story: Story): string {
  const { id, kind, direction, sentAtMs, arrival } = step;
  const end = actingSide(step, 'sent');
  const who = end === proxyEnd(step) ? 'proxy' : direction === null ? (step.side ?? '') : end;
  const fate =
    arrival.kind === 'arrived' ? `${time(sentAtMs)} → ${time(arrival.atMs)}` : arrival.kind;
  const flags = [
    step.cause !== null && step.cause !== 'call' ? step.cause : '',
    step.isHeldBack ? 'held back' : '',
    step.isDuplicate ? 'duplicate' : '',
    step.givingUp ?? '',
    step.isAltered ? 'altered' : '',
  ].filter(Boolean);
  const name = kind === 'unit' || id === kind ? id : `${id} (${kind})`;
  const head = [`${who}: ${name}`, direction === null ? time(sentAtMs) : fate, ...flags].join(
    ' · ',
  );
  const { client, server, proxy } = states;
  const both = `${client.tcp} ${client.readyState} | ${server.tcp} ${server.readyState ?? '-'}`;
  const between = proxy && `${proxy.connections} connections${proxy.isTunnel ? ', tunnel' : ''}`;
  return [
    head,
    ...bytesOf(step, story),
    ...findingsOf(step, story),
    ...step.pageEvents.map(({ side, event }) => `  ${side} code: ${eventText(event)}`),
    `  ${both}${between === undefined ? '' : ` | ${between}`}`,
  ].join('\n');
}

function time(atMs: number | null): string {
  return atMs === null ? '?' : `${atMs} ms`;
}

function bytesOf(step: Step, story: Story): string[] {
  const { unit, carried, direction, eventIndices } = step;
  const { conversation } = ownStory(story, step);
  if (unit === null || direction === null || carried.start === carried.end) return [];
  const { trace } = conversation;
  const bytes = trace.streams[direction].read(carried.start, carried.end);
  const lines = isHeadUnit(unit) ? textLines(bytes) : [hexLine(bytes)];
  const altered = eventIndices.flatMap((index) => trace.events[index]?.alteredBytes ?? []);
  const arrived = altered.flatMap((each) => (isHeadUnit(unit) ? textLines(each) : [hexLine(each)]));
  const segments = eventIndices.length > 1 ? [`in ${eventIndices.length} segments`] : [];
  const all = [...segments, ...lines, ...(arrived.length > 0 ? ['arrives as', ...arrived] : [])];
  return all.map((line) => `  ${line}`);
}

function textLines(bytes: Uint8Array): string[] {
  return fromLatin1(bytes).trimEnd().split('\r\n');
}

function hexLine(bytes: Uint8Array): string {
  const shown = toHex(bytes.subarray(0, MOST_BYTES), ' ');
  return bytes.length > MOST_BYTES ? `${shown} … (${bytes.length} bytes)` : shown;
}

/** What the receiver finds wrong with what this step completed. */
function findingsOf(step: Step, story: Story): string[] {
  const { completed, direction } = step;
  const { received } = ownStory(story, step);
  if (direction === null || receiverOf(direction) === proxyEnd(step)) return [];
  const view = received[direction === 'client-to-server' ? 'server' : 'client'];
  return view.findings
    .filter(({ unitIndex }) => completed.includes(unitIndex))
    .map(({ violation: { id, receiver, closeCode } }) =>
      [`  breaks ${id}: ${receiver}`, closeCode ?? ''].join(' ').trimEnd(),
    );
}

function eventText(event: PageEvent): string {
  switch (event.kind) {
    case 'message': {
      const { type, data } = event;
      return type === 'text'
        ? `message ${JSON.stringify(fromUtf8(data))}`
        : `message of ${data.length} bytes`;
    }
    case 'close':
      return `close ${event.code} ${JSON.stringify(event.reason)}${event.wasClean ? ', clean' : ''}`;
    case 'ping':
    case 'pong':
      return `${event.kind} ${JSON.stringify(fromUtf8(event.data))}`;
    case 'open': {
      const agreed = [event.protocol, event.extensions].filter(Boolean).join(', ');
      return agreed === '' ? 'open' : `open (${agreed})`;
    }
    default:
      return event.kind;
  }
}
