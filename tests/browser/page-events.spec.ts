/**
 * A browser decides what a page hears: its server sends what each story's server sends, byte for
 * byte, and its page runs the story's lines.
 */

import { expect, test } from '@playwright/test';
import { findFirefox, visitWithFirefox } from '../../scripts/peers/browser-visitors.mjs';
import { servePage, type Recorded } from '../../scripts/peers/page-server.mjs';
import { ownStory } from '#core/story/own-story.ts';
import { VARIANTS } from '../core/scenarios/variants.ts';
import { CHROMIUM, FIREFOX, type Difference } from './page-differences.ts';
import { LATE_CALLS, toldByFacts } from './late-calls.ts';
import { ENDINGS } from './page-endings.ts';
import {
  handledKinds,
  receivedCalls,
  shownComments,
  toldCalls,
  trueComments,
} from './page-lines.ts';
import { toldByPage, toldByStory, type Told } from './told-page.ts';
import { performanceOf } from './told-server.ts';

/** Both browsers need seconds. The machine may be busy. */
test.describe.configure({ mode: 'default', timeout: 300_000 });

const NO_PAGE = 'A page can’t send such a frame.';
const LOST = 'A browser’s TCP on loopback loses nothing.';

/** Variants that no browser can play. */
const LEFT_OUT: Readonly<Record<string, typeof NO_PAGE | typeof LOST>> = {
  'rules-broken, unmasked-client': NO_PAGE,
  'rules-broken, reserved-bit': NO_PAGE,
  'rules-broken, reserved-opcode': NO_PAGE,
  'rules-broken, lone-continuation': NO_PAGE,
  'rules-broken, interleaved': NO_PAGE,
  'rules-broken, bad-utf8': NO_PAGE,
  'line-goes-dead, dies': LOST,
  'line-goes-dead, in-vain': LOST,
};

const variants = VARIANTS.filter(({ name }) => !(name in LEFT_OUT));
const cases = [...variants.map((variant) => ({ ...variant, isHeld: false })), ...ENDINGS];

/** Each has the place in an address that its connection uses. */
const placed = cases.map(({ name, story, isHeld }) => ({
  name,
  story,
  isHeld,
  id: name.replaceAll(/\W+/g, '-'),
}));

const binary = variants.find(({ story }) =>
  toldByStory(story).some((event) => event.type === 'message' && event.data === 'binary'),
)!;

/** Of a proxy's two connections, the browser has this one. */
const BROWSERS_HOP = { hop: 'client' } as const;

type Visit = (address: string, done: Promise<void>) => Promise<unknown>;

type Run = {
  readonly recorded: Readonly<Record<string, Recorded>>;
  /** The browser did something else than the story's client, so its server did not wait. */
  readonly outOfStep: readonly string[];
};

async function record(visit: Visit, differences: typeof CHROMIUM): Promise<Run> {
  const outOfStep: string[] = [];
  const playingOf = (name: string, isHeld = false) => ({
    isDifferent: name in differences,
    isHeld,
    noteOutOfStep: () => outOfStep.push(name),
  });
  const performances = placed.map(
    ({ name, story, id, isHeld }) =>
      [id, performanceOf(ownStory(story, BROWSERS_HOP), playingOf(name, isHeld))] as const,
  );
  const { page, ...rest } = performanceOf(binary.story, playingOf('array-buffer'));
  const asArrayBuffer = { ...rest, page: { ...page, binaryType: 'arraybuffer' } } as const;
  const late = Object.entries(LATE_CALLS).map(
    ([id, { performance }]) => [id, performance] as const,
  );
  const recorded = await servePage(
    { ...Object.fromEntries([...performances, ...late]), 'array-buffer': asArrayBuffer },
    async (address, done) => void (await visit(address, done)),
  );
  return {
    recorded: {
      ...recorded,
      ...Object.fromEntries(placed.map(({ name, id }) => [name, recorded[id]!])),
    },
    outOfStep,
  };
}

/** With the attributes that a page reads during each event; nothing is sent too late. */
function attributed(events: Difference['events']): Told[] {
  return events.map((event) => {
    const isOpen = event.type === 'open' || event.type === 'message';
    return { ...event, readyState: isOpen ? 1 : 3, bufferedAmount: 0 };
  });
}

function expectStories({ recorded, outOfStep }: Run, differences: typeof CHROMIUM): void {
  const seen = cases.map(({ name }) => [name, toldByPage(recorded[name]!.events)]);
  const told = cases.map(({ name, story }) => {
    const { [name]: difference } = differences;
    return [name, difference ? attributed(difference.events) : toldByStory(story)];
  });
  expect(Object.fromEntries(seen)).toEqual(Object.fromEntries(told));
  for (const [name, { facts }] of Object.entries(LATE_CALLS)) {
    expect(toldByPage(recorded[name]!.events), name).toEqual(toldByFacts(facts));
  }
  expect(outOfStep.filter((name) => !(name in differences))).toEqual([]);
  for (const [name, { events, reason }] of Object.entries(differences)) {
    const story = cases.find((each) => each.name === name)?.story;
    expect(reason).not.toBe('');
    expect(story && toldByStory(story), name).not.toEqual(attributed(events));
  }
}

test('every variant of a scenario is played, or can’t be', () => {
  const names: string[] = VARIANTS.map(({ name }) => name);
  expect(Object.keys(LEFT_OUT).filter((name) => !names.includes(name))).toEqual([]);
  const reasons = VARIANTS.flatMap(({ name, story: { steps } }) => {
    const isWritten = steps.some(
      ({ call, direction }) =>
        direction === 'client-to-server' &&
        (call?.kind === 'write' || call?.kind === 'send-fragment' || call?.kind === 'ping'),
    );
    if (isWritten) return [[name, NO_PAGE]];
    return steps.some(({ arrival }) => arrival.kind === 'lost') ? [[name, LOST]] : [];
  });
  expect(Object.fromEntries(reasons)).toEqual(LEFT_OUT);
});

test.describe('Chromium', () => {
  let run: Run;

  test.beforeAll(async ({ browser }) => {
    test.setTimeout(300_000);
    const page = await browser.newPage();
    run = await record(async (address, done) => {
      await page.goto(address);
      await done;
    }, CHROMIUM);
    await page.close();
  });

  test('fires the events that the stories tell', () => {
    expectStories(run, CHROMIUM);
  });

  for (const { name, story } of variants) {
    test(`runs the page’s lines of ${name}`, () => {
      const recorded = run.recorded[name]!;
      const calls = toldCalls(story);
      const hasClose = calls.some((call) => call.startsWith('close'));
      expect(receivedCalls(recorded, hasClose)).toEqual(calls);
      expect(trueComments(story, recorded)).toEqual(shownComments(story));
      expect(recorded.handlers).toEqual(handledKinds(story));
    });
  }

  test('gives binary messages as their comments say', () => {
    const dataOf = (name: string) =>
      run.recorded[name]!.events.filter(({ type }) => type === 'message').map((event) => [
        event.interfaces[1],
        'hex' in event ? event.hex : '',
      ]);
    const told = toldByStory(binary.story).flatMap((event) =>
      event.type === 'message' ? [[event.data, event.hex] as const] : [],
    );
    const as = (type: string) =>
      told.map(([data, hex]) => [data === 'text' ? 'String' : type, hex]);
    expect(dataOf(binary.name)).toEqual(as('Blob'));
    expect(dataOf('array-buffer')).toEqual(as('ArrayBuffer'));
  });
});

test('Firefox fires the events that the stories tell', async () => {
  const firefox = findFirefox();
  test.skip(firefox === undefined, 'Firefox is not installed');
  expectStories(await record(visitWithFirefox(firefox!), FIREFOX), FIREFOX);
});
