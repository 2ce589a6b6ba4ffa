import { expect, test } from 'vitest';
import { actOut } from '#core/scenarios/act-out.ts';
import { proxy } from '#core/scenarios/proxy.ts';
import type { Alteration } from '#core/simulation/tampering.ts';
import { foldsOf } from '#core/story/folds.ts';
import { traceAt } from '#core/story/own-story.ts';
import { relayedHead } from '#core/story/relayed-head.ts';
import { readRelayedStory } from '#core/story/relayed-story.ts';
import type { Story } from '#core/story/story.ts';
import { readStream } from '#core/trace/trace.ts';

const read = (kind: 'drops-upgrade' | 'forwards', segment?: string, alteration?: Alteration) =>
  readRelayedStory(
    actOut(
      proxy.script({ proxy: kind }),
      segment === undefined ? undefined : new Map([[segment, alteration!]]),
    ),
  );

const dropping = read('drops-upgrade');
const forwarding = read('forwards');

const ids = ({ steps }: Story) => steps.map(({ id }) => id);

test('TCP opens twice, the second time when the proxy has the request', () => {
  expect(ids(dropping).slice(0, 8)).toEqual([
    'tcp-syn',
    'proxy-tcp-syn-ack',
    'tcp-ack',
    'request',
    'proxy-tcp-syn',
    'tcp-syn-ack',
    'proxy-tcp-ack',
    'proxy-request',
  ]);
  const [request, syn] = [dropping.steps[3]!, dropping.steps[4]!];
  expect(request.arrival).toEqual({ kind: 'arrived', atMs: syn.sentAtMs });
  expect(foldsOf(dropping).map(({ kind }) => kind)).toEqual(['opening', 'opening', 'closing']);
});

test('each of the two connections takes half of the latency, and has its own FINs', () => {
  for (const story of [dropping, forwarding]) {
    for (const { direction, sentAtMs, arrival } of story.steps) {
      if (direction === null || arrival.kind !== 'arrived') continue;
      expect(arrival.atMs - sentAtMs!).toBe(10);
    }
    const fins = story.steps.filter(({ kind }) => kind === 'tcp-fin');
    expect(fins.map(({ hop, direction }) => `${hop} ${direction}`).sort()).toEqual([
      'client client-to-server',
      'client server-to-client',
      'server client-to-server',
      'server server-to-client',
    ]);
  }
});

test('a tunnel passes the bytes on as they are', () => {
  const [near, far] = [traceAt(forwarding, 'client'), traceAt(forwarding, 'server')];
  const afterHead = (bytes: Uint8Array) => bytes.subarray(Buffer.from(bytes).indexOf('\r\n\r\n'));
  for (const direction of ['client-to-server', 'server-to-client'] as const) {
    expect(afterHead(readStream(near, direction))).toEqual(afterHead(readStream(far, direction)));
  }
});

test('a proxy that can’t read a response responds with its own 502', () => {
  const bytes = new TextEncoder().encode('nonsense\r\n\r\n');
  const story = read('forwards', 'response', { kind: 'replace', bytes });
  const step = story.steps.find(({ id }) => id === 'proxy-response')!;
  expect(step.unit).toMatchObject({ head: { startLine: { status: 502 } } });
  expect(relayedHead(step, story)).toBeNull();
});

test('a proxy that doesn’t reach the server responds with 504, and the server never noticed', () => {
  const story = read('drops-upgrade', 'proxy-tcp-syn', { kind: 'sever' });
  const step = story.steps.find(({ id }) => id === 'proxy-response')!;
  expect(step.unit).toMatchObject({ head: { startLine: { status: 504 } } });
  expect(story.moments.at(-1)!.states.server).toEqual({ tcp: 'LISTEN', readyState: null });
});

test('a request that no proxy forwards gets its 400, and no second connection', () => {
  const bytes = new TextEncoder().encode('GET\r\n\r\n');
  const story = read('drops-upgrade', 'request', { kind: 'replace', bytes });
  expect(story.steps.every(({ hop }) => hop === 'client')).toBe(true);
  expect(story.moments.every(({ states }) => states.server.tcp === 'LISTEN')).toBe(true);
});

test('the proxy counts its open connections, and is a tunnel once it has sent the 101', () => {
  const proxies = forwarding.moments.map(({ states }) => states.proxy!);
  expect(
    proxies.map(({ connections }) => connections).filter((n, i, all) => n !== all[i - 1]),
  ).toEqual([0, 1, 2, 1, 0]);
  const first = forwarding.moments.find(({ states }) => states.proxy!.isTunnel)!;
  expect([forwarding.steps[first.stepIndex]!.id, first.phase]).toEqual(['proxy-response', 'sent']);
  expect(dropping.moments.some(({ states }) => states.proxy!.isTunnel)).toBe(false);
});
