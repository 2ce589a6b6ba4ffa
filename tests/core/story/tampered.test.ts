import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toHex } from '#core/bytes/hex.ts';
import { actOut } from '#core/scenarios/act-out.ts';
import type { ConnectionEvent } from '#core/protocol/connection.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import type { Alteration, Tampering } from '#core/simulation/tampering.ts';
import type { PageEvent } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import type { Side } from '#core/trace/direction.ts';
import { tell, VARIANTS, type Variant } from '../scenarios/variants.ts';

const alterations: fc.Arbitrary<Alteration> = fc.oneof<fc.Arbitrary<Alteration>[]>(
  fc.constant({ kind: 'lose' }),
  fc.constant({ kind: 'sever' }),
  fc.integer({ min: 1, max: 3000 }).map((byMs) => ({ kind: 'delay', byMs })),
  fc.nat(20).map((keep) => ({ kind: 'cut', keep })),
  fc.uint8Array({ maxLength: 12 }).map((bytes) => ({ kind: 'replace', bytes })),
);

/** One or two segments of a variant's story, with what happens to them. */
function tamperingsOf({ trace }: Variant): fc.Arbitrary<Tampering> {
  const names = trace.events.map(({ name }) => name ?? '');
  return fc
    .array(fc.tuple(fc.constantFrom(...names), alterations), { minLength: 1, maxLength: 2 })
    .map((pairs) => new Map(pairs));
}

/**
 * In the form of a story: a page sees no pings, and a server sees nothing before it is open.
 */
function heard(side: Side, events: readonly ConnectionEvent[]): string[] {
  const isOpened = events.some(({ kind }) => kind === 'open');
  if (side === 'server') {
    return isOpened ? events.filter(({ kind }) => kind !== 'open').map(inWords) : [];
  }
  const audible = events.filter(({ kind }) => !['error', 'open', 'ping', 'pong'].includes(kind));
  return audible.map(inWords);
}

/**
 * A Close frame that TCP still had to send when it was reset counts as sent for its connection, but
 * not for a story, which knows only what crossed.
 */
function seenOnWire(events: readonly ConnectionEvent[], { steps }: Story): ConnectionEvent[] {
  const hasClose = steps.some(({ id }) => id === 'server-close-1');
  return events.map((event) =>
    event.kind === 'close' ? { ...event, wasClean: event.wasClean && hasClose } : event,
  );
}

function told(side: Side, { steps }: Story): string[] {
  return steps
    .flatMap(({ pageEvents }) => pageEvents)
    .filter((one) => one.side === side)
    .map(({ event }) => event)
    .filter(({ kind }) => kind !== 'open' && kind !== 'connection')
    .filter(({ kind }) => side === 'server' || kind !== 'error')
    .map(inWords);
}

function inWords(event: ConnectionEvent | PageEvent): string {
  switch (event.kind) {
    case 'message':
      return `${event.type} ${toHex(event.data)}`;
    case 'ping':
    case 'pong':
      return `${event.kind} ${toHex(event.data)}`;
    case 'close':
      return `close ${event.code} ${event.reason} ${event.wasClean}`;
    default:
      return event.kind;
  }
}

describe('a story shows what each connection noticed, whatever happened in the network', () => {
  test.each(VARIANTS)('$name', (variant) => {
    fc.assert(
      fc.property(tamperingsOf(variant), (tampering) => {
        const noticed: Record<Side, ConnectionEvent[]> = { client: [], server: [] };
        const trace = actOut(variant.script, tampering, {
          takeEvent: (side, event) => noticed[side].push(event),
        });
        const story = tell(trace);
        expect(told('server', story)).toEqual(heard('server', seenOnWire(noticed.server, story)));
        const [storyOfClient, clientEvents] = [
          told('client', story),
          heard('client', noticed.client),
        ];
        // A connection receives messages while it is closing, but a page gets none.
        const hasClosed = story.steps.some(({ id }) => id === 'client-close-1');
        const isMessage = (text: string) => text.startsWith('text') || text.startsWith('binary');
        if (!hasClosed) expect(storyOfClient).toEqual(clientEvents);
        expect(storyOfClient.filter((text) => !isMessage(text))).toEqual(
          clientEvents.filter((text) => !isMessage(text)),
        );
      }),
      { seed: 17, numRuns: 40 },
    );
  });
});

describe('what becomes of a lost segment', () => {
  const script = helloAndGoodbye.script();
  const story = tell(actOut(script, new Map([['client-text-1', { kind: 'lose' }]])));
  const stepOf = (id: string) => story.steps.find((step) => step.id === id);

  test('it is sent again after a second, and delivered then', () => {
    const lost = stepOf('client-text-1');
    const again = stepOf('client-text-1-again-1');
    expect(lost?.arrival).toEqual({ kind: 'lost' });
    expect(lost?.pageEvents).toEqual([]);
    expect(again?.kind).toBe('tcp-retransmission');
    expect((again?.sentAtMs ?? 0) - (lost?.sentAtMs ?? 0)).toBe(1000);
    expect(again?.pageEvents.map(({ event }) => event.kind)).toEqual(['message']);
    expect(again?.call).toBeNull();
  });

  test('the story continues to the same end', () => {
    expect(story.steps.at(-1)?.statesAfter).toEqual({
      client: { tcp: 'CLOSED', readyState: 'CLOSED' },
      server: { tcp: 'TIME-WAIT', readyState: 'CLOSED' },
    });
  });
});

test('what overtakes is held back until the gap is filled', () => {
  const chat = VARIANTS.find(({ name }) => name === 'chat');
  if (chat === undefined) throw new Error('expected the chat');
  const tampering = new Map([['client-text-1', { kind: 'lose' as const }]]);
  const story = tell(actOut(chat.script, tampering));
  const held = story.steps.filter(({ isHeldBack }) => isHeldBack).map(({ id }) => id);
  expect(held).toEqual(['client-text-2', 'client-text-3']);
  const again = story.steps.find(({ id }) => id === 'client-text-1-again-1');
  expect(again?.pageEvents.map(({ event }) => event.kind)).toEqual([
    'message',
    'message',
    'message',
  ]);
});

test('bytes that were changed are read as they arrive', () => {
  const bytes = Uint8Array.of(0x81, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f);
  const tampering = new Map([['client-text-1', { kind: 'replace' as const, bytes }]]);
  const story = tell(actOut(helloAndGoodbye.script(), tampering));
  const step = story.steps.find(({ id }) => id === 'client-text-1');
  expect(step?.isAltered).toBe(true);
  const finding = story.received.server.findings[0];
  expect(finding?.violation.id).toBe('frame.unmasked-from-client');
  expect(step?.completed).toEqual([finding?.unitIndex]);
  expect(step?.pageEvents).toEqual([{ side: 'server', event: { kind: 'error' } }]);
  expect(story.conversation.findings).toEqual([]);
});
