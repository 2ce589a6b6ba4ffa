import { describe, expect, test } from 'vitest';
import type { PlayedTime } from '#core/story/elastic-time.ts';
import { Playback, type PlaybackOptions } from '#view/state/playback.svelte.ts';
import { HandClock } from './hand-clock.ts';

/** Three steps. The second and third overlap. */
const TIME: PlayedTime = {
  steps: [
    { startMs: 0, endMs: 1000 },
    { startMs: 1200, endMs: 2200 },
    { startMs: 1700, endMs: 2700 },
  ],
  durationMs: 2700,
};

/** The second and third step are one stop. */
const FOLDED = [
  { firstStep: 0, endStep: 1 },
  { firstStep: 1, endStep: 3 },
];

type Setup = Partial<Omit<PlaybackOptions, 'speed' | 'isMotionReduced'>> & {
  speed?: number;
  isMotionReduced?: boolean;
  firstStep?: number;
  time?: PlayedTime;
};

function open({
  speed = 1,
  isMotionReduced = false,
  firstStep = 0,
  time = TIME,
  ...more
}: Setup = {}) {
  const clock = new HandClock();
  const playback = new Playback(
    () => time,
    { clock, speed: () => speed, isMotionReduced: () => isMotionReduced, ...more },
    firstStep,
  );
  return { clock, playback };
}

const isIdle = ({ isRunning, isWaiting }: HandClock) => !isRunning && !isWaiting;

describe('a single step', () => {
  test('begins after the first one, with a stopped clock', () => {
    const { clock, playback } = open({ firstStep: 1 });
    expect(playback).toMatchObject({ stepIndex: 1, positionMs: 2200, isPlaying: false });
    expect(isIdle(clock)).toBe(true);
  });

  test('travels, then stops the clock', () => {
    const { clock, playback } = open();
    playback.playStep();
    expect(playback).toMatchObject({ stepIndex: 1, positionMs: 1200 });
    clock.pass(500);
    expect(playback.progressOf(1)).toBeCloseTo(0.5);
    clock.pass(600);
    expect(playback).toMatchObject({ stepIndex: 1, positionMs: 2200, isPlaying: false });
    expect(isIdle(clock)).toBe(true);
  });

  test('travels twice as fast at speed 2', () => {
    const { clock, playback } = open({ speed: 2 });
    playback.playStep();
    clock.pass(400);
    expect(playback.positionMs).toBeCloseTo(2000);
  });

  test('is left for the next one while it travels, and finished if it was paused', () => {
    const { clock, playback } = open();
    playback.playStep();
    clock.pass(160);
    playback.playStep();
    expect(playback).toMatchObject({ stepIndex: 2, positionMs: 1700 });
    clock.pass(160);
    playback.pause();
    expect(isIdle(clock)).toBe(true);
    playback.playStep();
    expect(playback.stepIndex).toBe(2);
    clock.pass(1000);
    expect(playback.positionMs).toBe(2700);
    playback.playStep();
    expect(playback).toMatchObject({ stepIndex: 2, positionMs: 2700, isAtEnd: true });
    expect(isIdle(clock)).toBe(true);
  });

  test('appears directly with reduced motion', () => {
    const { clock, playback } = open({ isMotionReduced: true });
    playback.playStep();
    expect(playback).toMatchObject({ stepIndex: 1, positionMs: 2200 });
    playback.scrubTo(1900);
    playback.playStep();
    expect(playback).toMatchObject({ stepIndex: 2, positionMs: 2700 });
    expect(isIdle(clock)).toBe(true);
  });

  test('may be a fold, whose steps follow one another', () => {
    const { clock, playback } = open({ stops: () => FOLDED });
    playback.playStep();
    expect(playback).toMatchObject({ stopIndex: 1, stepIndex: 1 });
    clock.pass(600);
    expect(playback).toMatchObject({ stopIndex: 1, stepIndex: 2 });
    clock.pass(1000);
    expect(playback).toMatchObject({ stopIndex: 1, stepIndex: 2, positionMs: 2700 });
    playback.back();
    expect(playback).toMatchObject({ stopIndex: 0, stepIndex: 0, positionMs: 1000 });
  });
});

describe('playing on', () => {
  const holdMs = (stopIndex: number) => 3000 + 100 * stopIndex;

  test('holds each stop as long as it takes to read, whatever the speed', () => {
    const { clock, playback } = open({ holdMs, speed: 4 });
    playback.playOn();
    expect(playback).toMatchObject({ stepIndex: 1, isPlaying: true });
    clock.pass(256);
    expect(playback.positionMs).toBe(2200);
    expect(clock).toMatchObject({ isRunning: false, isWaiting: true });
    clock.pass(3080);
    expect(playback.stepIndex).toBe(1);
    clock.pass(48);
    expect(playback).toMatchObject({ stepIndex: 2, isPlaying: true });
    clock.pass(300);
    expect(playback).toMatchObject({ positionMs: 2700, isPlaying: false });
    expect(isIdle(clock)).toBe(true);
  });

  test('with reduced motion shows each stop as it ends, at reading pace', () => {
    const { clock, playback } = open({ holdMs, isMotionReduced: true });
    playback.playOn();
    expect(playback).toMatchObject({ stepIndex: 1, positionMs: 2200 });
    expect(clock).toMatchObject({ isRunning: false, isWaiting: true });
    clock.pass(3120);
    expect(playback).toMatchObject({ stepIndex: 2, positionMs: 2700, isPlaying: false });
    expect(isIdle(clock)).toBe(true);
  });

  test('pauses in a flight and in reading, without a timer', () => {
    const { clock, playback } = open({ holdMs });
    playback.playOn();
    clock.pass(160);
    playback.toggle();
    expect(isIdle(clock)).toBe(true);
    playback.toggle();
    expect(playback).toMatchObject({ stepIndex: 1, isPlaying: true });
    clock.pass(1000);
    expect(clock.isWaiting).toBe(true);
    playback.pause();
    expect(isIdle(clock)).toBe(true);
    clock.pass(10_000);
    expect(playback.stepIndex).toBe(1);
  });

  test('without reading times goes to the end, and then starts again', () => {
    const { clock, playback } = open();
    playback.playOn();
    clock.pass(2300);
    expect(playback).toMatchObject({ stepIndex: 2, positionMs: 2700, isPlaying: false });
    expect(isIdle(clock)).toBe(true);
    playback.playOn();
    expect(playback).toMatchObject({ stepIndex: 0, positionMs: 0 });
  });

  test.each([0.5, 1, 4])('without reading times loses no time between stops, at %s×', (speed) => {
    const starts = [0, 105, 310, 310, 317, 330, 1001, 2000];
    const steps = starts.slice(1).map((endMs, index) => ({ startMs: starts[index]!, endMs }));
    const { clock, playback } = open({ time: { steps, durationMs: 2000 }, speed, firstStep: 6 });
    playback.playOn();
    while (clock.nowMs + 48 < 2000 / speed) {
      clock.pass(48);
      const positionMs = clock.nowMs * speed;
      expect(playback.positionMs).toBeCloseTo(positionMs);
      expect(playback.stepIndex).toBe(steps.findIndex(({ endMs }) => endMs > positionMs));
    }
    clock.pass(64);
    expect(playback).toMatchObject({ positionMs: 2000, isPlaying: false });
    expect(isIdle(clock)).toBe(true);
  });

  test('without reading times and motion takes as long as the flights', () => {
    const { clock, playback } = open({ isMotionReduced: true, speed: 2 });
    playback.showStep(2);
    playback.playOn();
    expect(playback).toMatchObject({ stepIndex: 0, positionMs: 1000 });
    clock.pass(480);
    expect(playback.stepIndex).toBe(0);
    clock.pass(32);
    expect(playback).toMatchObject({ stepIndex: 1, positionMs: 2200 });
  });

  test('waits for an answer, and is never a gate', () => {
    const asked = new Set([1, 2]);
    const { clock, playback } = open({ holdMs, asksBefore: (stop) => asked.has(stop) });
    playback.playOn();
    expect(playback).toMatchObject({ stopIndex: 0, isAsking: true, isPlaying: true });
    expect(isIdle(clock)).toBe(true);
    playback.resume();
    expect(playback).toMatchObject({ stopIndex: 1, isAsking: false, isPlaying: true });
    clock.pass(1000 + 3200);
    expect(playback).toMatchObject({ stopIndex: 1, isAsking: true });
    playback.playStep();
    expect(playback).toMatchObject({ stopIndex: 2, isAsking: false, isPlaying: false });
    playback.resume();
    expect(playback.stopIndex).toBe(2);
    playback.showStep(0);
    playback.playOn();
    playback.pause();
    expect(playback.isAsking).toBe(false);
  });
});

describe('before the first step and after the last', () => {
  const whole = { hasOpening: true, hasEnding: true, holdMs: () => 3000 };

  test('are places that stepping leads to', () => {
    const { playback } = open({ ...whole, isMotionReduced: true });
    expect(playback.isAtBeginning).toBe(false);
    playback.back();
    expect(playback).toMatchObject({ place: 'opening', stepIndex: 0, isAtBeginning: true });
    expect([0, 1, 2].map((index) => playback.progressOf(index))).toEqual([0, 0, 0]);
    playback.back();
    expect(playback.place).toBe('opening');
    for (const stepIndex of [0, 1, 2]) {
      playback.forward();
      expect(playback).toMatchObject({ place: 'step', stepIndex, isAtEnd: false });
    }
    playback.forward();
    expect(playback).toMatchObject({ place: 'ending', stepIndex: 2, isAtEnd: true });
    playback.forward();
    expect(playback).toMatchObject({ place: 'ending', positionMs: 2700 });
    playback.back();
    expect(playback).toMatchObject({ place: 'step', stepIndex: 2 });
  });

  test('are played through', () => {
    const { clock, playback } = open(whole);
    playback.showPlace('opening');
    playback.playOn();
    expect(playback).toMatchObject({ place: 'step', stepIndex: 0, positionMs: 0 });
    clock.pass(16_000);
    expect(playback).toMatchObject({ place: 'ending', isPlaying: false });
    expect(isIdle(clock)).toBe(true);
    playback.playStep();
    expect(playback.place).toBe('ending');
    playback.playOn();
    expect(playback).toMatchObject({ place: 'step', positionMs: 0, isPlaying: true });
  });

  test('are the nearest steps where there are no such places', () => {
    const { playback } = open();
    playback.showPlace('ending');
    expect(playback).toMatchObject({ place: 'step', stepIndex: 2 });
    playback.showPlace('opening');
    expect(playback).toMatchObject({ place: 'step', stepIndex: 0 });
  });
});

describe('a place', () => {
  test('reached by stepping back is the same as the one reached forwards', () => {
    const { playback } = open();
    const spot = () => [playback.positionMs, playback.progressOf(0), playback.progressOf(2)];
    const forwards = [0, 1, 2].map((index) => {
      playback.showStep(index);
      return spot();
    });
    const backwards = [2, 1, 0].map((index) => {
      playback.showStep(index);
      return spot();
    });
    expect(backwards.reverse()).toEqual(forwards);
  });

  test('stays within the story', () => {
    const { playback } = open();
    playback.back();
    expect(playback.stepIndex).toBe(0);
    playback.showStep(99);
    expect(playback.stepIndex).toBe(2);
    playback.scrubTo(-5);
    expect(playback.positionMs).toBe(0);
    playback.scrubTo(9999);
    expect(playback.positionMs).toBe(2700);
  });

  test('may be between two stops, which can overlap', () => {
    const { playback } = open();
    playback.scrubTo(1800);
    expect(playback).toMatchObject({ stepIndex: 2, positionMs: 1800 });
    playback.scrubIn(1, 1800);
    expect(playback).toMatchObject({ stepIndex: 1, positionMs: 1800 });
    expect(playback.progressOf(2)).toBeCloseTo(0.1);
  });

  test('is kept where what it plays becomes another', () => {
    let time = TIME;
    const clock = new HandClock();
    const options = { clock, speed: () => 1, isMotionReduced: () => false };
    const playback = new Playback(() => time, options, 2);
    time = { steps: TIME.steps.slice(0, 2), durationMs: 2200 };
    playback.showStep(2);
    expect(playback).toMatchObject({ stepIndex: 1, positionMs: 2200 });
  });

  test('is reported when another is shown, but not the same one again', () => {
    const shown: number[] = [];
    const { clock, playback } = open({
      firstStep: 1,
      onstep: (stepIndex) => void shown.push(stepIndex),
    });
    playback.showStep(1);
    expect(shown).toEqual([]);
    playback.playStep();
    playback.showStep(2);
    playback.scrubTo(0);
    expect(shown).toEqual([2, 0]);
    playback.playOn();
    clock.pass(5000);
    expect(shown).toEqual([2, 0, 1, 2]);
  });

  test('of nothing is no step', () => {
    const { clock, playback } = open({ time: { steps: [], durationMs: 0 }, firstStep: 3 });
    playback.showStep(2);
    playback.playStep();
    playback.playOn();
    expect(playback).toMatchObject({ stepIndex: 0, positionMs: 0, isPlaying: false });
    expect(isIdle(clock)).toBe(true);
  });
});
