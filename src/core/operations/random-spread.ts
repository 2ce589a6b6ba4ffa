/** Many things that each choose one of several places at random, without looking at each thing. */

import type { SeededRandom } from '#core/simulation/seeded-random.ts';

/** From this many per place on, how many choose a place is drawn at once. */
const MANY = 10;

/**
 * Puts `count` things into `places` equally likely places; `put` is called at most once per place,
 * or once per thing if there are few. How many of the rest choose a place is binomial, which is
 * nearly normal for many.
 *
 * At most ten operations per place.
 */
export function spreadAtRandom(
  count: number,
  places: number,
  random: SeededRandom,
  put: (place: number, count: number) => void,
): void {
  if (places === 1) {
    if (count > 0) put(0, count);
    return;
  }
  if (count < MANY * places) {
    for (let index = 0; index < count; index++) put(Math.floor(random.next() * places), 1);
    return;
  }
  let rest = count;
  for (let place = 0; place < places && rest > 0; place++) {
    const share = 1 / (places - place);
    const spread = Math.sqrt(rest * share * (1 - share)) * nextNormal(random);
    const drawn = Math.max(0, Math.min(rest, Math.round(rest * share + spread)));
    const here = place === places - 1 ? rest : drawn;
    if (here > 0) put(place, here);
    rest -= here;
  }
}

/** Normally distributed with mean 0 and variance 1 (Box and Muller, 1958). */
function nextNormal(random: SeededRandom): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random.next()));
  return radius * Math.cos(2 * Math.PI * random.next());
}
