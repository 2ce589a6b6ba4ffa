import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { actOut } from '#core/scenarios/act-out.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import { parseAddress } from '#core/sharing/address.ts';
import {
  readLearnLink,
  recordingProblems,
  toLearnQuery,
  type LearnLink,
} from '#core/sharing/learn-link.ts';
import { missedTampering } from '#core/sharing/missed-tampering.ts';
import { findDivergence } from '#core/story/divergence.ts';
import type { Stop } from '#core/story/stops.ts';
import { readStory } from '#core/story/story.ts';
import { AddressBar } from '#view/browser/address-bar.ts';
import { openStorage } from '#view/browser/storage.ts';
import type { PlayableStory, StoryChanger } from '#view/state/changed-story.svelte.ts';
import { LessonPlayer, type LessonPlayerOptions } from '#view/state/lesson-player.svelte.ts';
import { Navigation } from '#view/state/navigation.svelte.ts';
import { Preferences } from '#view/state/preferences.svelte.ts';
import { HandClock } from './hand-clock.ts';

const CHANGER: StoryChanger = {
  read: readLearnLink,
  write: toLearnQuery,
  recordingProblems,
  missedTampering,
  firstChangedStep: findDivergence,
};

const PLAYABLE: PlayableStory = {
  scenario: helloAndGoodbye,
  storyWith: ({ values, tampering }) =>
    readStory(actOut(helloAndGoodbye.script(values), tampering)),
};

const RECORDING: PlayableStory = {
  scenario: null,
  storyWith: () => PLAYABLE.storyWith(NOTHING_CHANGED),
};

const NOTHING_CHANGED: LearnLink = { values: {}, tampering: new Map() };

/** The segment of "Hello" is lost. */
const TAMPERED: Partial<LearnLink> = {
  tampering: new Map([['client-text-1', { kind: 'lose' }]]),
};

const ends: (() => void)[] = [];

type Setup = {
  playable?: PlayableStory;
  isMotionReduced?: boolean;
  /** Passed by the loader if the address has changes. */
  changer?: StoryChanger | null;
  options?: Partial<LessonPlayerOptions<StoryChanger>>;
};

function open(
  fragment: string,
  { playable = PLAYABLE, isMotionReduced = true, changer = null, options = {} }: Setup = {},
) {
  history.replaceState(null, '', `/${fragment}`);
  const addressBar = new AddressBar();
  const navigation = new Navigation(addressBar, 'learn');
  const clock = new HandClock();
  const preferences = new Preferences(openStorage());
  const loadChanger = vi.fn(() => Promise.resolve(CHANGER));
  const player = new LessonPlayer({
    lessonId: 'hello',
    playable,
    address: navigation.current,
    navigation,
    preferences,
    clock,
    isMotionReduced: () => isMotionReduced,
    isAt: ({ page, path }) => page === 'learn' && path[0] !== 'another',
    loadChanger,
    changer,
    ...options,
  });
  const start = () => {
    const stops = [navigation.follow(), player.start()];
    const end = () => stops.splice(0).forEach((stop) => stop());
    ends.push(end);
    return end;
  };
  const end = start();
  return { player, navigation, preferences, addressBar, clock, loadChanger, end };
}

const stepIdOf = (player: LessonPlayer) => player.step?.id;

/** What the address bar shows after everything is written. */
function shownAddress(addressBar: AddressBar): string {
  addressBar.flush();
  return location.hash;
}

/** Follows a link. */
function goTo(fragment: string): void {
  history.pushState(null, '', fragment);
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}

async function goBack(): Promise<void> {
  const arrived = new Promise((resolve) =>
    window.addEventListener('popstate', resolve, { once: true }),
  );
  history.back();
  await arrived;
}

beforeEach(() => localStorage.clear());

afterEach(() => ends.splice(0).forEach((end) => end()));

describe('at the beginning', () => {
  test('changes in the address are shown although the loader passed no changer', async () => {
    const fragment = '#/learn/hello/client-text-1?tamper=client-text-1:lose';
    const { player, loadChanger, addressBar } = open(fragment);
    await vi.waitFor(() => expect(player.changed.isTampered).toBe(true));
    expect(loadChanger).toHaveBeenCalled();
    expect(stepIdOf(player)).toBe('client-text-1');
    expect(player.step?.arrival.kind).toBe('lost');
    expect(shownAddress(addressBar)).toBe(fragment);
  });

  test('the first stop is shown, and the address names it', () => {
    const { player, addressBar } = open('#/learn/hello');
    expect(player).toMatchObject({ stopIndex: 0, missing: null, isEmbedded: false });
    expect(player.stop?.fold?.kind).toBe('opening');
    expect(shownAddress(addressBar)).toBe('#/learn/hello/tcp-opening');
  });

  test('a link leads to its step', () => {
    const { player, addressBar } = open('#/learn/hello/client-text-1');
    expect(stepIdOf(player)).toBe('client-text-1');
    expect(player.playback.positionMs).toBe(player.time.steps[player.stepIndex]?.endMs);
    expect(shownAddress(addressBar)).toBe('#/learn/hello/client-text-1');
  });

  test('a step that does not exist is named until the next command', () => {
    const { player, addressBar } = open('#/learn/hello/nothing');
    expect(player.missing).toEqual({ kind: 'step', name: 'nothing', nearest: null });
    expect(shownAddress(addressBar)).toBe('#/learn/hello/tcp-opening');
    player.execute('forward');
    expect(player.missing).toBeNull();
  });

  test('a lesson that does not exist is named', () => {
    const { player, addressBar } = open('#/learn/nothing');
    expect(player.missing).toEqual({ kind: 'lesson', name: 'nothing' });
    expect(shownAddress(addressBar)).toBe('#/learn/hello/tcp-opening');
  });

  test('a reload of a changed lesson shows the same step of the same story', async () => {
    const first = open('#/learn/hello/client-text-1');
    await first.player.change({ values: { message: 'Hi' } });
    const link = shownAddress(first.addressBar);
    first.end();
    const { player } = open(link, { changer: CHANGER });
    expect(stepIdOf(player)).toBe('client-text-1');
    expect(player.changed.changes?.values).toMatchObject({ message: 'Hi' });
    expect(player.story.steps.length).toBe(first.player.story.steps.length);
    expect(player.step?.carried).toEqual(first.player.step?.carried);
  });
});

describe('what an address asks for in vain', () => {
  const kindsOf = (player: LessonPlayer) => player.changed.problems.map(({ kind }) => kind);

  test('is reported, also what only the story shows, until a change', async () => {
    const { player } = open('#/learn/hello?latency=0&latency=1&tamper=foo:lose,request:lose', {
      changer: CHANGER,
    });
    expect(kindsOf(player)).toEqual(['repeated-parameter', 'unknown-segment']);
    await player.change({ tampering: new Map() });
    expect(kindsOf(player)).toEqual([]);
  });

  test('stays the same while the reader steps', () => {
    const { player } = open('#/learn/hello?latency=0', { changer: CHANGER });
    const { problems } = player.changed;
    expect(problems).toHaveLength(1);
    player.execute('forward');
    expect(player.changed.problems).toBe(problems);
  });

  test('of a recording is every change', () => {
    const { player } = open('#/learn/hello?latency=5&embed', {
      playable: RECORDING,
      changer: CHANGER,
    });
    expect(player.changed.problems).toEqual([{ kind: 'recording', names: ['latency'] }]);
  });

  test('comes with the address that is followed', async () => {
    const { player } = open('#/learn/hello/tcp-syn');
    goTo('#/learn/hello?code=1&code=none');
    await vi.waitFor(() => expect(kindsOf(player)).toEqual(['repeated-parameter']));
    goTo('#/learn/hello?code=none');
    expect(kindsOf(player)).toEqual([]);
  });
});

describe('stepping', () => {
  test('writes each step to the address, and adds nothing to the history', () => {
    const { player, addressBar } = open('#/learn/hello/tcp-syn');
    const { length } = history;
    player.execute('forward');
    player.execute('forward');
    expect(shownAddress(addressBar)).toBe('#/learn/hello/tcp-ack');
    player.execute('back');
    expect(shownAddress(addressBar)).toBe('#/learn/hello/tcp-syn-ack');
    player.execute('last');
    expect(stepIdOf(player)).toBe(player.story.steps.at(-1)?.id);
    player.execute('first');
    expect(player.stepIndex).toBe(0);
    expect(history.length).toBe(length);
  });

  test('changes the states of both endpoints', () => {
    const { player } = open('#/learn/hello/tcp-syn');
    player.playback.scrubTo(0);
    expect(player.states?.client.readyState).toBe('CONNECTING');
    player.execute('last');
    expect(player.states?.client.readyState).toBe('CLOSED');
  });

  test('a chapter adds to the history, and Back returns to the step', async () => {
    const { player, addressBar } = open('#/learn/hello/tcp-ack');
    const data = player.story.chapters.find(({ id }) => id === 'data')!;
    player.enterChapter(data.firstStep);
    expect(stepIdOf(player)).toBe('client-text-1');
    expect(shownAddress(addressBar)).toBe('#/learn/hello/client-text-1');
    await goBack();
    expect(stepIdOf(player)).toBe('tcp-ack');
  });

  test('help pauses, and asks for the list each time', () => {
    const { player } = open('#/learn/hello/tcp-syn');
    player.execute('play-on');
    player.execute('help');
    player.execute('help');
    expect(player.helpRequests).toBe(2);
    expect(player.playback.isPlaying).toBe(false);
  });
});

describe('playing', () => {
  test('writes the address as the stops pass, and stops at the end', () => {
    const { player, addressBar, clock } = open('#/learn/hello', { isMotionReduced: false });
    player.playback.scrubTo(0);
    player.execute('play-on');
    clock.pass(player.time.durationMs / 4);
    expect(shownAddress(addressBar)).toBe('#/learn/hello/tcp-opening');
    clock.pass(3000);
    expect(stepIdOf(player)).toBe('request');
    expect(shownAddress(addressBar)).toBe('#/learn/hello/request');
    clock.pass(player.stops.length * 6000);
    expect(player.playback.isPlaying).toBe(false);
    expect(shownAddress(addressBar)).toBe('#/learn/hello/tcp-closing');
  });

  test('pauses when details are opened, the page is hidden, or the lesson is left', () => {
    const { player, clock, loadChanger, end } = open('#/learn/hello', { isMotionReduced: false });
    player.execute('play-on');
    player.openDetails();
    expect(clock.isRunning).toBe(false);
    expect(loadChanger).toHaveBeenCalledOnce();

    player.execute('play-on');
    const hidden = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    document.dispatchEvent(new Event('visibilitychange'));
    expect(clock.isRunning).toBe(false);
    hidden.mockRestore();

    player.execute('play-on');
    expect(clock.isRunning).toBe(true);
    end();
    expect(clock.isRunning).toBe(false);
  });
});

describe('holding a stop', () => {
  test('takes as long as its words, and at least three seconds', () => {
    const wordsOf = vi.fn((stop: Stop) => (stop.fold ? 5 : 40));
    const { player, clock } = open('#/learn/hello/tcp-opening', { options: { wordsOf } });
    player.execute('play-on');
    expect(stepIdOf(player)).toBe('request');
    clock.pass(11_968);
    expect(stepIdOf(player)).toBe('request');
    clock.pass(48);
    expect(stepIdOf(player)).toBe('response');
    player.execute('last');
    player.execute('back');
    player.execute('play-on');
    expect(player.stop?.fold?.kind).toBe('closing');
    expect(wordsOf.mock.calls.every(([stop]) => player.stops.includes(stop))).toBe(true);
  });
});

describe('a question before a step', () => {
  const questionBefore = (stepIndex: number) => stepIndex === 3;

  test('is waited for until its answer, but only while playing on', () => {
    const { player, clock } = open('#/learn/hello', { options: { questionBefore } });
    player.execute('play-on');
    expect(player).toMatchObject({ isAsking: true, stopIndex: 0 });
    clock.pass(60_000);
    expect(player.stopIndex).toBe(0);
    player.answer();
    expect(player).toMatchObject({ isAsking: false, stopIndex: 1 });
    player.execute('back');
    player.execute('play-on');
    player.skip();
    expect(player.stopIndex).toBe(1);
    player.execute('back');
    player.execute('play-step');
    expect(player.stopIndex).toBe(1);
  });

  test('is not waited for by a reader who switched questions off', () => {
    const { player, preferences } = open('#/learn/hello', { options: { questionBefore } });
    preferences.asksFirst = false;
    player.execute('play-on');
    expect(player).toMatchObject({ isAsking: false, stopIndex: 1 });
  });
});

describe('folds', () => {
  test('are opened and closed without losing the place, and remembered', () => {
    const { player, addressBar, preferences, end } = open('#/learn/hello');
    expect(player.stops).toHaveLength(11);
    player.unfold('tcp-syn');
    expect(player.stops).toHaveLength(13);
    expect(shownAddress(addressBar)).toBe('#/learn/hello/tcp-ack');
    expect(preferences.unfolded).toEqual(['tcp-syn']);
    player.execute('last');
    player.fold('tcp-syn');
    expect(player.stop?.fold?.kind).toBe('closing');
    player.execute('first');
    player.unfold('tcp-syn');
    end();
    const again = open('#/learn/hello/request');
    expect([...again.player.unfolded]).toEqual(['tcp-syn']);
    again.player.execute('first');
    expect(stepIdOf(again.player)).toBe('tcp-syn');
    again.player.fold('tcp-syn');
    expect(shownAddress(again.addressBar)).toBe('#/learn/hello/tcp-opening');
  });

  test('are opened by the address of one of their steps, but not for good', () => {
    const { player, preferences } = open('#/learn/hello/tcp-syn-ack');
    expect(player).toMatchObject({ stepIndex: 1, stopIndex: 1 });
    expect(preferences.unfolded).toEqual([]);
    goTo('#/learn/hello/tcp-opening');
    expect(player.stop?.fold?.id).toBe('tcp-syn');
    expect(player.unfolded.size).toBe(0);
  });
});

describe('the depth', () => {
  test('is part of the address unless a recipient would see it anyway, and is kept', () => {
    const { player, addressBar, preferences } = open('#/learn/hello/request');
    player.depth = 'everything';
    expect(player.stops).toHaveLength(15);
    expect(shownAddress(addressBar)).toBe('#/learn/hello/request?depth=everything');
    expect(preferences.depth).toBe('everything');
    player.execute('first');
    player.depth = 'story';
    expect(shownAddress(addressBar)).toBe('#/learn/hello/request?depth=story');
    player.depth = 'bytes';
    expect(shownAddress(addressBar)).toBe('#/learn/hello/request');
  });

  test('of an address counts, but is not preferred from then on', () => {
    const { player, addressBar, preferences } = open('#/learn/hello/tcp-syn?depth=story');
    expect(player).toMatchObject({ depth: 'story', stopIndex: 0 });
    expect(shownAddress(addressBar)).toBe('#/learn/hello/request?depth=story');
    expect(preferences.depth).toBe('bytes');
    goTo('#/learn/hello/request');
    expect(player.depth).toBe('bytes');
  });

  test('that the reader prefers is shown where an address has none', () => {
    const { player, addressBar, preferences } = open('#/learn/hello');
    preferences.depth = 'story';
    expect(player.depth).toBe('story');
    goTo('#/learn/hello/tcp-opening?depth=bytes');
    expect(player.stop?.fold?.kind).toBe('opening');
    expect(shownAddress(addressBar)).toBe('#/learn/hello/tcp-opening?depth=bytes');
  });

  test('that does not exist is explained until the reader chooses one', () => {
    const fragment = '#/learn/hello/request?depth=deep';
    const { player, addressBar } = open(fragment, { changer: CHANGER });
    expect(player.depth).toBe('bytes');
    expect(player.changed.problems).toEqual([{ kind: 'unknown-depth', given: 'deep' }]);
    player.execute('forward');
    expect(shownAddress(addressBar)).toBe('#/learn/hello/response?depth=deep');
    player.depth = 'story';
    expect(player.changed.problems).toEqual([]);
    expect(shownAddress(addressBar)).toBe('#/learn/hello/response?depth=story');
  });

  test('stays where the reader changes the scenario', async () => {
    const { player, addressBar } = open('#/learn/hello/client-text-1?depth=story');
    await player.change({ values: { message: 'Hi' } });
    expect(player.depth).toBe('story');
    expect(shownAddress(addressBar)).toBe('#/learn/hello/client-text-1?message=Hi&depth=story');
  });
});

describe('before the first step and after the last', () => {
  const options = { hasOpening: true, hasEnding: true };

  test('have addresses, and a lesson opens before its first step', () => {
    const { player, addressBar } = open('#/learn/hello', { options });
    expect(player).toMatchObject({ place: 'opening', states: player.story.start });
    expect(shownAddress(addressBar)).toBe('#/learn/hello/why');
    player.execute('play-step');
    expect(shownAddress(addressBar)).toBe('#/learn/hello/tcp-opening');
    player.execute('last');
    player.execute('forward');
    expect(player.place).toBe('ending');
    expect(shownAddress(addressBar)).toBe('#/learn/hello/end');
  });

  test('chapters lead to them as well', () => {
    const { player } = open('#/learn/hello/why', { options });
    const seen = ['opening'];
    for (let count = 0; count < 10 && player.place !== 'ending'; count++) {
      player.execute('next-chapter');
      seen.push(player.place === 'step' ? (stepIdOf(player) ?? '') : player.place);
    }
    expect(seen).toEqual([
      'opening',
      'tcp-ack',
      'request',
      'open',
      'client-text-1',
      'client-close-1',
      'ending',
    ]);
    for (const id of seen.slice(1, -1).reverse()) {
      player.execute('previous-chapter');
      expect(stepIdOf(player)).toBe(id);
    }
    player.execute('previous-chapter');
    expect(player.place).toBe('opening');
  });

  test('stay where the scenario or the depth is changed', async () => {
    const { player, addressBar } = open('#/learn/hello/end', { options });
    await player.change(TAMPERED);
    expect(player.place).toBe('ending');
    player.depth = 'story';
    expect(player.place).toBe('ending');
    expect(shownAddress(addressBar)).toBe(
      '#/learn/hello/end?tamper=client-text-1:lose&depth=story',
    );
  });
});

describe('another address', () => {
  test('of the lesson leads to its step', () => {
    const { player } = open('#/learn/hello/tcp-syn');
    goTo('#/learn/hello/client-text-1');
    expect(stepIdOf(player)).toBe('client-text-1');
  });

  test('stops playing', () => {
    const { player } = open('#/learn/hello', { isMotionReduced: false });
    player.execute('play-on');
    goTo('#/learn/hello/client-text-1');
    expect(player.playback.isPlaying).toBe(false);
  });

  test('with a step that does not exist leads to the first, and loads its words', () => {
    const { player, addressBar, loadChanger } = open('#/learn/hello/client-text-1');
    goTo('#/learn/hello/nothing');
    expect(player).toMatchObject({ stopIndex: 0, missing: { kind: 'step', name: 'nothing' } });
    expect(loadChanger).toHaveBeenCalledOnce();
    expect(shownAddress(addressBar)).toBe('#/learn/hello/tcp-opening');
  });

  test.each(['#/learn/another/open', '#/decode?hex=8900'])('such as %s is left alone', (other) => {
    const { player, addressBar } = open('#/learn/hello/client-text-1');
    goTo(other);
    expect(stepIdOf(player)).toBe('client-text-1');
    expect(shownAddress(addressBar)).toBe(other);
  });

  test('with changes loads what reads them first', async () => {
    const { player, loadChanger } = open('#/learn/hello/client-text-1');
    goTo('#/learn/hello/client-text-1?message=Hi');
    expect(player.changed.changes).toBeNull();
    await vi.waitFor(() => expect(player.changed.changes?.values).toMatchObject({ message: 'Hi' }));
    expect(stepIdOf(player)).toBe('client-text-1');
    expect(loadChanger).toHaveBeenCalledOnce();
  });
});

describe('a change', () => {
  test('acts the scenario out again, keeps the step, and replaces the address', async () => {
    const { player, addressBar } = open('#/learn/hello/client-text-1');
    const { length } = history;
    const before = player.story;
    await player.change({ values: { message: 'Hi' } });
    expect(player.story).not.toBe(before);
    expect(stepIdOf(player)).toBe('client-text-1');
    expect(player.playback.positionMs).toBe(player.time.steps[player.stepIndex]?.endMs);
    expect(shownAddress(addressBar)).toBe('#/learn/hello/client-text-1?message=Hi');
    expect(history.length).toBe(length);
  });

  test('derives the story only once while the reader steps', async () => {
    const { player } = open('#/learn/hello/client-text-1');
    await player.change({ values: { message: 'Hi' } });
    const { story } = player;
    player.execute('forward');
    expect(player.story).toBe(story);
    expect(player.changed.changes?.values).toMatchObject({ message: 'Hi' });
  });

  test('that tampers is marked, and Back undoes it', async () => {
    const { player } = open('#/learn/hello/client-text-1');
    const steps = player.story.steps.length;
    await player.change(TAMPERED);
    expect(player.changed.isTampered).toBe(true);
    expect(player.changed.firstChangedStep).toBe(player.stepIndex);
    expect(player.story.steps.length).not.toBe(steps);
    await goBack();
    expect(player.changed).toMatchObject({ isTampered: false, firstChangedStep: null });
    expect(player.story.steps.length).toBe(steps);
    expect(stepIdOf(player)).toBe('client-text-1');
  });

  test('goes to the last step before that still happens', async () => {
    const { player } = open('#/learn/hello/client-text-1');
    await player.change({ tampering: new Map([['tcp-syn', { kind: 'sever' }]]) });
    const ids = player.story.steps.map(({ id }) => id);
    expect(ids).not.toContain('client-text-1');
    expect(stepIdOf(player)).toBe('tcp-syn');
  });

  test('keeps the lesson embedded', async () => {
    const { player, addressBar } = open('#/learn/hello/client-text-1?embed');
    await player.change({ values: { message: 'Hi' } });
    expect(player.isEmbedded).toBe(true);
    expect(shownAddress(addressBar)).toMatch(/message=Hi&embed/);
  });

  test('of a recording does nothing', async () => {
    const { player, loadChanger } = open('#/learn/hello/client-text-1', { playable: RECORDING });
    const { story } = player;
    await player.change(TAMPERED);
    expect(player.story).toBe(story);
    expect(loadChanger).not.toHaveBeenCalled();
  });

  test('that arrives after the lesson was left writes no address', async () => {
    const { player, navigation, end } = open('#/learn/hello/client-text-1');
    const changed = player.change(TAMPERED);
    end();
    navigation.go(parseAddress('#/decode'));
    await changed;
    expect(location.hash).toBe('#/decode');
  });
});
