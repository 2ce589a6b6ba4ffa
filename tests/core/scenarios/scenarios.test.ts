import { describe, expect, test } from 'vitest';
import { readStream } from '#core/trace/trace.ts';
import { DIRECTIONS, receiverOf, senderOf, type Direction } from '#core/trace/direction.ts';
import { DEFAULT_LIMITS } from '#core/protocol/messages/limits.ts';
import type { ConnectionEvent } from '#core/protocol/connection.ts';
import { actOut } from '#core/scenarios/act-out.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import type { ParameterValues } from '#core/scenarios/parameters.ts';
import { readStory } from '#core/story/story.ts';
import { readConversation } from '#core/conversation/conversation.ts';
import { toHex } from '#core/bytes/hex.ts';
import { receiveWithWs } from '../protocol/ws-receiver.ts';
import { VARIANTS, type Variant } from './variants.ts';

/** What each lesson about something wrong should find; all others find nothing. */
const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  'answers, no-subprotocol': ['response.subprotocol-missing'],
  'answers, 400': ['request.key-missing', 'response.status'],
  'answers, 401': ['response.status'],
  'answers, 403': ['response.status'],
  'answers, 404': ['response.status'],
  'answers, 426': ['request.websocket-version', 'response.status'],
  'answers, 503': ['response.status'],
  'answers, redirect': ['response.status'],
  'answers, wrong-accept': ['response.accept-wrong'],
  'proxy, drops-upgrade': ['request.upgrade', 'request.connection', 'response.status'],
  'rules-broken, unmasked-client': ['frame.unmasked-from-client'],
  'rules-broken, masked-server': ['frame.masked-from-server'],
  'rules-broken, reserved-bit': ['frame.reserved-bit'],
  'rules-broken, reserved-opcode': ['frame.reserved-opcode'],
  'rules-broken, fragmented-ping': ['control.fragmented'],
  'rules-broken, ping-too-long': ['control.too-long'],
  'rules-broken, lone-continuation': ['message.continuation-without-start'],
  'rules-broken, interleaved': ['message.interleaved'],
  'rules-broken, bad-utf8': ['message.text-not-utf8'],
  'rules-broken, too-big': ['message.too-big'],
};

/** The code with which the receiver fails, in lessons about frames. */
const CLOSE_CODES: Readonly<Record<string, number>> = { 'bad-utf8': 1007, 'too-big': 1009 };

test.each(VARIANTS)('$name breaks what it is about, and nothing else', ({ name, story }) => {
  const found = DIRECTIONS.flatMap((direction) =>
    story.received[receiverOf(direction)].findings.filter(
      ({ unitIndex }) =>
        story.received[receiverOf(direction)].units[unitIndex]?.direction === direction,
    ),
  );
  expect(found.map(({ violation }) => violation.id)).toEqual(EXPECTED[name] ?? []);
});

test.each(VARIANTS)('$name is the same each time it is acted out', ({ script, trace }) => {
  const again = actOut(script);
  expect(again.events).toEqual(trace.events);
  for (const direction of DIRECTIONS) {
    expect(readStream(again, direction)).toEqual(readStream(trace, direction));
  }
});

describe('what our connections take, ws takes as well', () => {
  const framed = VARIANTS.filter(({ story }) => story.steps.some(({ kind }) => kind === 'open'));
  test.each(framed)('$name', async (variant) => {
    for (const direction of DIRECTIONS) {
      const ours = heardBy(variant, direction);
      const sender = senderOf(direction);
      const { script, story } = variant;
      const compression = story.conversation.compression?.[sender] ?? null;
      const limits = { ...DEFAULT_LIMITS, ...(sender === 'client' ? script.serverLimits : {}) };
      const frames = framesOf(variant, direction);
      const theirs = await receiveWithWs({ sender, limits, compression }, [frames]);
      expect(theirs.received).toEqual(ours);
    }
  });
});

/** The frames of one direction as its receiver has them. */
function framesOf({ trace }: Variant, direction: Direction): Uint8Array {
  const conversation = readConversation(trace);
  const frame = conversation.units.find(
    (unit) => unit.direction === direction && unit.kind === 'frame',
  );
  const arrived = trace.events.filter(
    (event) => event.direction === direction && event.arrival.kind === 'arrived',
  );
  const end = Math.max(0, ...arrived.map(({ range }) => range.end));
  const start = frame?.range.start ?? end;
  return trace.streams[direction].read(start, Math.max(start, end));
}

/** In the words of the other receiver. */
function heardBy({ script, name }: Variant, direction: Direction): string[] {
  const heard: string[] = [];
  const receiver = receiverOf(direction);
  actOut(script, undefined, {
    takeEvent: (side, event) => {
      if (side !== receiver) return;
      heard.push(...inWsWords(event, CLOSE_CODES[name.split(', ')[1] ?? ''] ?? 1002));
    },
  });
  return heard;
}

function inWsWords(event: ConnectionEvent, failCode: number): string[] {
  switch (event.kind) {
    case 'message':
      return [`${event.type} ${toHex(event.data)}`];
    case 'ping':
    case 'pong':
      return [`${event.kind} ${toHex(event.data)}`];
    case 'error':
      return [`fail ${failCode}`];
    case 'close':
      return event.code === 1006 ? [] : [`close ${event.code} ${event.reason}`];
    case 'open':
      return [];
  }
}

describe('what a step is called stays when parameters change', () => {
  const first = VARIANTS.find(({ scenarioId }) => scenarioId === 'hello-and-goodbye');
  const idsWith = (values: Partial<ParameterValues>) =>
    readStory(actOut(helloAndGoodbye.script(values))).steps.map(({ id }) => id);

  test.each<Partial<ParameterValues>>([
    { message: 'Something longer than before, by far', messageType: 'text' },
    { latencyMs: 400 },
    { closeCode: null },
    { closeCode: 4321, closeReason: 'because' },
    { nonce: new Uint8Array(16), maskingKey: new Uint8Array(4) },
  ])('%o', (values) => {
    expect(idsWith(values)).toEqual(first?.story.steps.map(({ id }) => id));
  });

  test('with the sides turned round the same steps come in another order', () => {
    const turned = idsWith({ sender: 'server' });
    expect(turned.toSorted()).toEqual(first?.story.steps.map(({ id }) => id).toSorted());
  });
});
