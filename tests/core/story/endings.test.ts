import { expect, test } from 'vitest';
import { actOut } from '#core/scenarios/act-out.ts';
import { openEndings } from '#core/story/endings.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import type { Alteration } from '#core/simulation/tampering.ts';
import { tell, VARIANTS } from '../scenarios/variants.ts';
import { client, CLIENT_HELLO, server, SERVER_HELLO, traceOf } from './traces.ts';

test.each(VARIANTS)('both sides of $name are closed at the end', ({ story }) => {
  expect(openEndings(story)).toEqual([]);
});

test.each<{ segment: string; alteration: Alteration; open: unknown[] }>([
  {
    // The server's Ping is lost, and nobody sends anything else to the browser.
    segment: 'server-ping-1',
    alteration: { kind: 'sever' },
    open: [],
  },
  { segment: 'client-text-1', alteration: { kind: 'lose' }, open: [] },
])('$segment with $alteration.kind', ({ segment, alteration, open }) => {
  const story = tell(actOut(helloAndGoodbye.script(), new Map([[segment, alteration]])));
  expect(openEndings(story)).toEqual(open);
});

test('a recording that ends in the middle goes on', () => {
  const story = tell(traceOf([client(CLIENT_HELLO), server(SERVER_HELLO)]));
  expect(openEndings(story)).toEqual([
    { side: 'client', reason: 'goes on' },
    { side: 'server', reason: 'goes on' },
  ]);
});

test('a side that neither sends nor waits does not notice a lost connection', () => {
  const lost = { ...client(CLIENT_HELLO, { atMs: 0, arrival: 'lost' }) };
  const givenUp = [{ side: 'client', atMs: 900, reason: 'retransmissions' }] as const;
  const story = tell(traceOf([lost], { givenUp }));
  expect(openEndings(story)).toEqual([{ side: 'server', reason: 'unnoticed' }]);
});
