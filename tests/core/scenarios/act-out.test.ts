import { describe, expect, test } from 'vitest';
import { actOut } from '#core/scenarios/act-out.ts';
import { emptyScript, whenQuiet } from '#core/scenarios/empty-script.ts';
import type { Tampering } from '#core/simulation/tampering.ts';
import type { Act, Action, Script } from '#core/scenarios/script.ts';

const textAction = (text: string): Action => ({ kind: 'send-text', text });

/** Names and times of the segments with frames, after the handshake. */
function framesOf(changed: Partial<Script>, tampering?: Tampering): string[] {
  const { events } = actOut({ ...emptyScript(20), ...changed }, tampering);
  return events
    .filter(({ name = '' }) => /^(client|server)-(?!tcp)/.test(name))
    .map(({ name, sentAtMs }) => `${name} ${sentAtMs}`);
}

const afterPrevious = (side: Act['side'], text: string, delayMs: number): Act => ({
  side,
  after: 'previous',
  delayMs,
  action: textAction(text),
});

test('an act after quiet waits until the act before it has arrived', () => {
  const [one, two] = framesOf({
    acts: [whenQuiet('client', textAction('a')), whenQuiet('server', textAction('b'))],
  });
  const [sentAt, nextAt] = [one, two].map((each) => Number(each?.split(' ')[1]));
  expect(nextAt! - sentAt!).toBeGreaterThanOrEqual(20);
});

test('no act waits for a late acknowledgement', () => {
  const acts = [whenQuiet('client', textAction('a'))];
  const late = new Map([['tcp-ack', { kind: 'delay', byMs: 900 } as const]]);
  expect(framesOf({ acts }, late)).toEqual(framesOf({ acts }));
});

test('acts after the previous one keep their delays, whatever is in flight', () => {
  const frames = framesOf({
    acts: [
      whenQuiet('client', textAction('a')),
      afterPrevious('server', 'b', 3),
      afterPrevious('client', 'c', 4),
    ],
  });
  const times = frames.map((each) => Number(each.split(' ')[1]));
  expect(times.map((time) => time - times[0]!)).toEqual([0, 3, 7]);
});

test('actions together are in one segment, named for the first', () => {
  const frames = framesOf({
    acts: [
      whenQuiet('server', { kind: 'together', actions: ['a', 'b', 'c'].map(textAction) }),
      whenQuiet('server', textAction('d')),
    ],
  });
  expect(frames.map((each) => each.split(' ')[0])).toEqual(['server-text-1', 'server-text-4']);
});

test('a client masks with the keys of the script first', () => {
  const key = Uint8Array.of(1, 2, 3, 4);
  const trace = actOut({
    ...emptyScript(20),
    maskingKeys: [key],
    acts: [whenQuiet('client', textAction('a')), whenQuiet('client', textAction('b'))],
  });
  const frames = trace.events.filter(({ name = '' }) => name.startsWith('client-text'));
  const keys = frames.map(({ range }) =>
    trace.streams['client-to-server'].read(range.start + 2, range.start + 6),
  );
  expect(keys[0]).toEqual(key);
  expect(keys[1]).not.toEqual(key);
});

describe('a lost connection', () => {
  test('is noticed by the heartbeat of the server', () => {
    const events: string[] = [];
    actOut(
      {
        ...emptyScript(20),
        heartbeat: { everyMs: 30_000, timeoutMs: 10_000 },
        acts: [whenQuiet('client', { kind: 'lose-line' })],
      },
      undefined,
      {
        takeEvent: (side, event, atMs) => {
          if (event.kind === 'close') events.push(`${side} ${event.code} ${atMs}`);
        },
      },
    );
    expect(events[0]).toBe('server 1006 40000');
  });

  test('from the start means that no segment arrives', () => {
    const { events } = actOut({ ...emptyScript(20), isLineDead: true });
    expect(events.length).toBeGreaterThan(1);
    expect(events.every(({ arrival }) => arrival.kind === 'lost')).toBe(true);
  });
});
