/** Stories for the tests of the sequence diagram: all variants, some of them tampered with. */

import { actOut } from '#core/scenarios/act-out.ts';
import { foldsOf, type Fold } from '#core/story/folds.ts';
import type { Alteration } from '#core/simulation/tampering.ts';
import type { Story } from '#core/story/story.ts';
import { tell, VARIANTS } from '../scenarios/variants.ts';

export type NamedStory = { readonly name: string; readonly story: Story };

const ALTERATIONS: readonly Alteration[] = [{ kind: 'lose' }, { kind: 'delay', byMs: 700 }];

/** In each variant one segment is lost or delayed: another one from variant to variant. */
const TAMPERED: readonly NamedStory[] = VARIANTS.map(({ name, script, story }, index) => {
  const names = story.steps.flatMap(({ segmentName }) => segmentName ?? []);
  const segment = names[(index * 5) % names.length] ?? '';
  const alteration = ALTERATIONS[index % 2]!;
  const tampered = tell(actOut(script, new Map([[segment, alteration]])));
  return { name: `${name}, ${segment} ${alteration.kind}`, story: tampered };
});

export const STORIES: readonly NamedStory[] = [...VARIANTS, ...TAMPERED];

export type Folding = Readonly<Record<'folds' | 'unfolded' | 'hiddenFolds', readonly Fold[]>>;

/** A story's folds folded, unfolded and hidden. */
export function foldingsOf(story: Story): Folding[] {
  const all = foldsOf(story);
  const none = { folds: [], unfolded: [], hiddenFolds: [] };
  return [
    { ...none, folds: all },
    { ...none, unfolded: all },
    { ...none, hiddenFolds: all },
  ];
}
