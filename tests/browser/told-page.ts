/** What a story says about its page: which lines run when, and what the page hears. */

import { toHex } from '#core/bytes/hex.ts';
import { readyStateNumber } from '#core/protocol/endpoint.ts';
import type { Call, Moment, PageEvent, Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import { codeLines } from '#content/lesson/code-lines.ts';
import type { PageCall, PageScript, SeenEvent } from '../../scripts/peers/page-server.mjs';

/** What a page's events are compared by. */
export type ToldEvent =
  | { readonly type: 'open'; readonly protocol: string; readonly extensions: string }
  | { readonly type: 'message'; readonly data: 'text' | 'binary'; readonly hex: string }
  | { readonly type: 'error' }
  | {
      readonly type: 'close';
      readonly code: number;
      readonly reason: string;
      readonly wasClean: boolean;
    };

/** Each with the attributes that the page reads during it. */
export type Told = ToldEvent & { readonly readyState: number; readonly bufferedAmount: number };

/** The moment in which the page hears of the step. */
function isHeardAt({ phase }: Moment, { direction }: Step): boolean {
  return phase === (direction === 'client-to-server' ? 'sent' : 'arrived');
}

function clientEvents(step: Step): PageEvent[] {
  return step.pageEvents.filter(({ side }) => side === 'client').map(({ event }) => event);
}

export function toldEvent(event: PageEvent): ToldEvent {
  switch (event.kind) {
    case 'open':
      return { type: 'open', protocol: event.protocol, extensions: event.extensions };
    case 'message':
      return { type: 'message', data: event.type, hex: toHex(event.data) };
    case 'error':
      return { type: 'error' };
    case 'close': {
      const { code, reason, wasClean } = event;
      return { type: 'close', code, reason, wasClean };
    }
    default:
      throw new Error(`expected an event of a page, got ${event.kind}`);
  }
}

export function toldByStory({ steps, moments }: Story): Told[] {
  return moments.flatMap((moment) => {
    const step = steps[moment.stepIndex]!;
    if (!isHeardAt(moment, step)) return [];
    const readyState = readyStateNumber(moment.states.client.readyState);
    return clientEvents(step).map((event) => ({
      ...toldEvent(event),
      readyState,
      bufferedAmount: 0,
    }));
  });
}

export function toldByPage(events: readonly SeenEvent[]): Told[] {
  return events.map((event): Told => {
    const { readyState, bufferedAmount } = event;
    return { ...toldOf(event), readyState, bufferedAmount };
  });
}

function toldOf(event: SeenEvent): ToldEvent {
  switch (event.type) {
    case 'open': {
      const { protocol = '', extensions = '' } = event;
      return { type: 'open', protocol, extensions };
    }
    case 'message':
      return { type: 'message', data: event.data, hex: event.hex };
    case 'error':
      return { type: 'error' };
    case 'close': {
      const { code, reason, wasClean } = event;
      return { type: 'close', code, reason, wasClean };
    }
  }
}

/** A step whose line a page can run. */
export type CallingStep = Step & { readonly call: Call };

/** The steps that the page calls for, except the first, which connects. */
export function pageCalls({ steps }: Story): CallingStep[] {
  return steps.filter(
    (step): step is CallingStep =>
      step.direction === 'client-to-server' &&
      step.cause === 'call' &&
      (step.call?.kind === 'send' || step.call?.kind === 'close'),
  );
}

/** The line of the page's code in which the step calls. */
function callLine(step: Step): string {
  const line = codeLines(step).find(({ side }) => side === 'client');
  if (step.call === null || line === undefined) throw new Error('expected a call of the page');
  return line.code;
}

/** How many events the page has had before this moment. */
export function eventsBefore(momentIndex: number, { steps, moments }: Story): number {
  return moments
    .slice(0, momentIndex)
    .filter((moment) => isHeardAt(moment, steps[moment.stepIndex]!))
    .reduce((sum, { stepIndex }) => sum + clientEvents(steps[stepIndex]!).length, 0);
}

function pageCall(step: CallingStep, story: Story): PageCall {
  const { steps, moments } = story;
  const stepIndex = steps.indexOf(step);
  const sent = moments.findIndex(
    (moment) => moment.stepIndex === stepIndex && moment.phase === 'sent',
  );
  const { call } = step;
  return {
    after: eventsBefore(sent, story),
    code: callLine(step),
    ...(call.kind === 'send' && { message: { type: call.type, hex: toHex(call.data) } }),
  };
}

/** The lines that set a handler, each once. */
function handlerLines({ steps }: Story): string[] {
  const lines = steps.flatMap((step) => {
    const own = codeLines(step).filter(({ side }) => side === 'client');
    return own.slice(own.length - clientEvents(step).length).map(({ code }) => code);
  });
  return [...new Set(lines)];
}

/** The page runs every line exactly as it is shown. */
export function scriptOf(story: Story): PageScript {
  const connecting = story.steps.find(({ call }) => call?.kind === 'connect');
  return {
    ...(connecting && { connect: callLine(connecting) }),
    handlers: handlerLines(story),
    calls: pageCalls(story).map((step) => pageCall(step, story)),
  };
}
