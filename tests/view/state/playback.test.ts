import { describe, expect, test } from 'vitest';
import type { PlayedTime } from '#core/story/elastic-time.ts';
import { Playback } from '#view/state/playback.svelte.ts';
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

function open({ speed = 1, isMotionReduced = false, firstStep = 0 } = {}) {
  const clock = new HandClock();
  const playback = new Playback(
    () => TIME,
    { clock, speed: () => speed, isMotionReduced: () => isMotionReduced },
    firstStep,
  );
  return { clock, playback };
}

describe('playback', () => {
  test('begins after the first step, with a stopped clock', () => {
    const { clock, playback } = open({ firstStep: 1 });
    expect(playback).toMatchObject({ stepIndex: 1, positionMs: 2200, isPlaying: false });
    expect(clock.isRunning).toBe(false);
  });

  test('lets one step travel, then stops its clock', () => {
    const { clock, playback } = open();
    playback.stepForward();
    expect(playback).toMatchObject({ stepIndex: 1, positionMs: 1200 });
    clock.pass(500);
    expect(playback.progressOf(1)).toBeCloseTo(0.5);
    clock.pass(600);
    expect(playback).toMatchObject({ stepIndex: 1, positionMs: 2200, isPlaying: false });
    expect(clock.isRunning).toBe(false);
  });

  test('shows a step directly with reduced motion', () => {
    const { clock, playback } = open({ isMotionReduced: true });
    playback.stepForward();
    expect(playback).toMatchObject({ stepIndex: 1, positionMs: 2200 });
    expect(clock.isRunning).toBe(false);
  });

  test('plays to the end and stops; the next play starts again', () => {
    const { clock, playback } = open();
    playback.play();
    clock.pass(800);
    expect(playback).toMatchObject({ stepIndex: 2, isPlaying: true });
    clock.pass(2000);
    expect(playback).toMatchObject({ stepIndex: 2, positionMs: 2700, isPlaying: false });
    expect(clock.isRunning).toBe(false);
    playback.play();
    expect(playback.positionMs).toBe(0);
  });

  test('plays twice as fast at speed 2', () => {
    const { clock, playback } = open({ speed: 2 });
    playback.scrubTo(0);
    playback.play();
    clock.pass(480);
    expect(playback.positionMs).toBeCloseTo(960);
  });

  test('a place reached by stepping back is the same as the one reached forwards', () => {
    const { playback } = open({ isMotionReduced: true });
    const forwards = [0, 1, 2].map((index) => {
      playback.showStep(index);
      return [playback.positionMs, playback.progressOf(0), playback.progressOf(2)];
    });
    const backwards = [2, 1, 0].map((index) => {
      playback.showStep(index);
      return [playback.positionMs, playback.progressOf(0), playback.progressOf(2)];
    });
    expect(backwards.reverse()).toEqual(forwards);
  });

  test('stays within the story', () => {
    const { playback } = open({ isMotionReduced: true });
    playback.stepBack();
    expect(playback.stepIndex).toBe(0);
    playback.showStep(99);
    expect(playback.stepIndex).toBe(2);
    playback.scrubTo(-5);
    expect(playback.positionMs).toBe(0);
  });

  test('with reduced motion plays the same steps, each as it ends up', () => {
    const { clock, playback } = open({ isMotionReduced: true });
    playback.scrubTo(0);
    playback.play();
    clock.pass(800);
    expect(playback).toMatchObject({ stepIndex: 0, positionMs: 1000 });
    expect([0, 1, 2].map((index) => playback.progressOf(index))).toEqual([1, 0, 0]);
    clock.pass(480);
    expect(playback).toMatchObject({ stepIndex: 1, positionMs: 2200 });
    clock.pass(2000);
    expect(playback).toMatchObject({ stepIndex: 2, positionMs: 2700, isPlaying: false });
  });

  test('goes on where what it plays becomes another', () => {
    let time = TIME;
    const clock = new HandClock();
    const options = { clock, speed: () => 1, isMotionReduced: () => false };
    const playback = new Playback(() => time, options, 2);
    time = { steps: TIME.steps.slice(0, 2), durationMs: 2200 };
    playback.showStep(2);
    expect(playback).toMatchObject({ stepIndex: 1, positionMs: 2200 });
  });

  test('reports each step that is shown, but not the same one again', () => {
    const clock = new HandClock();
    const shown: number[] = [];
    const playback = new Playback(
      () => TIME,
      {
        clock,
        speed: () => 1,
        isMotionReduced: () => false,
        onstep: (stepIndex) => shown.push(stepIndex),
      },
      1,
    );
    playback.showStep(1);
    expect(shown).toEqual([]);
    playback.stepForward();
    playback.showStep(2);
    playback.scrubTo(0);
    expect(shown).toEqual([2, 0]);
    playback.play();
    clock.pass(3000);
    expect(shown).toEqual([2, 0, 1, 2]);
  });

  test('of nothing shows no step', () => {
    const options = { clock: new HandClock(), speed: () => 1, isMotionReduced: () => false };
    const playback = new Playback(() => ({ steps: [], durationMs: 0 }), options, 3);
    playback.showStep(2);
    expect(playback).toMatchObject({ stepIndex: 0, positionMs: 0 });
  });
});
