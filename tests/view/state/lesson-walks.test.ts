/**
 * Random walks of commands over every scenario: wherever a reader gets, the place is consistent,
 * and its address leads back to it.
 */

import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { printAddress } from '#core/sharing/address.ts';
import { foldsOf } from '#core/story/folds.ts';
import { stopTime } from '#core/story/played-stops.ts';
import { DEPTHS } from '#core/story/depth.ts';
import { AddressBar } from '#view/browser/address-bar.ts';
import { openStorage } from '#view/browser/storage.ts';
import { LessonPlayer } from '#view/state/lesson-player.svelte.ts';
import { Navigation } from '#view/state/navigation.svelte.ts';
import type { PlayerCommand } from '#view/state/player-command.ts';
import { Preferences } from '#view/state/preferences.svelte.ts';
import { VARIANTS, type Variant } from '../../core/scenarios/variants.ts';
import { HandClock } from './hand-clock.ts';

const COMMANDS: readonly PlayerCommand[] = [
  'play-step',
  'play-on',
  'forward',
  'back',
  'first',
  'last',
  'next-chapter',
  'previous-chapter',
];

type Move =
  | { readonly kind: 'command'; readonly command: PlayerCommand }
  | { readonly kind: 'depth'; readonly depth: (typeof DEPTHS)[number] }
  | { readonly kind: 'fold'; readonly index: number; readonly isUnfolded: boolean }
  | { readonly kind: 'pass'; readonly ms: number }
  | { readonly kind: 'scrub'; readonly share: number };

const move: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('command' as const),
      command: fc.constantFrom(...COMMANDS),
    }),
  },
  fc.record({ kind: fc.constant('depth' as const), depth: fc.constantFrom(...DEPTHS) }),
  fc.record({ kind: fc.constant('fold' as const), index: fc.nat(3), isUnfolded: fc.boolean() }),
  fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 16, max: 5000 }) }),
  fc.record({
    kind: fc.constant('scrub' as const),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
);

function open({ story, scenarioId }: Variant, fragment: string, isMotionReduced: boolean) {
  history.replaceState(null, '', `/${fragment}`);
  const addressBar = new AddressBar();
  const navigation = new Navigation(addressBar, 'learn');
  const clock = new HandClock();
  const player = new LessonPlayer({
    lessonId: scenarioId,
    playable: { scenario: null, storyWith: () => story },
    address: navigation.current,
    navigation,
    preferences: new Preferences(openStorage()),
    clock,
    isMotionReduced: () => isMotionReduced,
    isAt: () => true,
    loadChanger: () => Promise.reject(new Error('Nothing is changed here.')),
    changer: null,
    hasOpening: true,
    hasEnding: true,
  });
  const stop = player.start();
  const end = () => {
    stop();
    addressBar.flush();
  };
  return { player, navigation, clock, end };
}

type Opened = ReturnType<typeof open>;

function make({ player, clock }: Opened, taken: Move): void {
  const folds = foldsOf(player.story);
  switch (taken.kind) {
    case 'command':
      return player.execute(taken.command);
    case 'depth':
      player.depth = taken.depth;
      return;
    case 'fold': {
      const fold = folds[taken.index % Math.max(1, folds.length)];
      if (fold && taken.isUnfolded) player.unfold(fold.id);
      else if (fold) player.fold(fold.id);
      return;
    }
    case 'pass':
      return clock.pass(taken.ms);
    case 'scrub':
      return player.playback.scrubTo(taken.share * player.time.durationMs);
  }
}

const placeOf = ({ place, stop, stopIndex, stops, depth }: LessonPlayer) => ({
  place,
  stop: place === 'step' ? stop : null,
  stopIndex: place === 'step' ? stopIndex : null,
  count: stops.length,
  depth,
});

beforeEach(() => localStorage.clear());

describe.each(VARIANTS)('$name', (variant) => {
  test('a walk is consistent at each place, and its address leads back to it', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 12 }), fc.boolean(), (moves, isMotionReduced) => {
        localStorage.clear();
        const opened = open(variant, `#/learn/${variant.scenarioId}`, isMotionReduced);
        const { player, clock, navigation, end } = opened;
        for (const taken of moves) {
          make(opened, taken);
          const { place, stop, step, stepIndex, stopIndex, stops } = player;
          const { positionMs } = player.playback;
          expect(stops[stopIndex]).toBe(stop);
          expect(step).toBe(player.story.steps[stepIndex]);
          if (place === 'step' && stop) {
            expect(stepIndex).toBeGreaterThanOrEqual(stop.firstStep);
            expect(stepIndex).toBeLessThan(stop.endStep);
            const { endMs } = stopTime(player.time, stop);
            if (taken.kind === 'depth') expect(positionMs).toBe(endMs);
            expect(positionMs).toBeLessThanOrEqual(player.time.durationMs);
          }
          if (isMotionReduced) expect(clock.isRunning).toBe(false);
          if (!player.playback.isPlaying) expect(clock.isWaiting).toBe(false);
        }
        end();
        expect(clock).toMatchObject({ isRunning: false, isWaiting: false });
        const link = printAddress(navigation.current);
        const again = open(variant, link, true);
        expect(printAddress(again.navigation.current)).toBe(link);
        expect(placeOf(again.player)).toEqual(placeOf(player));
        again.end();
      }),
      { numRuns: 12, seed: 14 },
    );
  });

  test('stepping forward reaches every stop once, and stepping back the same', () => {
    const { player, navigation, end } = open(variant, `#/learn/${variant.scenarioId}/why`, true);
    const spot = () => `${printAddress(navigation.current)} ${player.playback.positionMs}`;
    const forwards = [spot()];
    while (player.place !== 'ending') {
      player.execute('forward');
      forwards.push(spot());
    }
    expect(new Set(forwards).size).toBe(player.stops.length + 2);
    const backwards = [spot()];
    while (spot() !== forwards[0]) {
      player.execute('back');
      backwards.push(spot());
    }
    expect(backwards.reverse()).toEqual(forwards);
    end();
  });
});
