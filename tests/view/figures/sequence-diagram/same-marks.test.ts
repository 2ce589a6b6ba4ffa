import { render } from '@testing-library/svelte';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { STORY_WORDS } from '#content/decode/export-words.ts';
import { sequenceDiagramSvg } from '#core/exports/sequence-diagram-svg.ts';
import { actOut } from '#core/scenarios/act-out.ts';
import { SCENARIO_IDS } from '#core/scenarios/scenarios.ts';
import { SCENARIOS } from '../../../core/scenarios/every-scenario.ts';
import { statesAt } from '#core/story/states-at.ts';
import { stretchTime } from '#core/story/elastic-time.ts';
import type { Alteration } from '#core/simulation/tampering.ts';
import type { Story } from '#core/story/story.ts';
import { DIRECTIONS } from '#core/trace/direction.ts';
import { tell } from '../../../core/scenarios/variants.ts';
import { stepText } from '#content/lesson/step-words.ts';
import SequenceDiagram from '#view/figures/sequence-diagram/SequenceDiagram.svelte';
import { marksInPicture, marksOnPage, type DrawnMarks } from './drawn-marks.ts';
import { reportSizes, stubSizes } from './stub-sizes.ts';

const size = { width: 800, height: 460 };
let restoreSizes: () => void;

beforeAll(() => {
  restoreSizes = stubSizes(size);
});
afterAll(() => restoreSizes());

/** Svelte's development build is slow, so a figure is updated only this often. */
const UPDATES_PER_FIGURE = 4;

/** Draws each step in both. The page is updated from step to step, as for a reader. */
async function expectSameMarks(story: Story): Promise<void> {
  const time = stretchTime(story);
  const propsAt = (stepIndex: number) => ({
    story,
    time,
    positionMs: time.steps[stepIndex]!.endMs,
    stepIndex,
    titleOf: (index: number) => stepText(story.steps[index]!, story).title,
    states: statesAt(story, time, time.steps[stepIndex]!.endMs),
    onselect: () => undefined,
    onscrub: () => undefined,
  });
  let figure = render(SequenceDiagram, propsAt(0));
  for (const [stepIndex, { id }] of story.steps.entries()) {
    if (stepIndex % UPDATES_PER_FIGURE === UPDATES_PER_FIGURE - 1) {
      figure.unmount();
      figure = render(SequenceDiagram, propsAt(stepIndex));
    } else {
      await figure.rerender(propsAt(stepIndex));
      reportSizes();
    }
    const picture = marksInPicture(sequenceDiagramSvg(story, stepIndex, STORY_WORDS, size));
    const page = marksOnPage(figure.container);
    expect(picture.packets).toHaveLength(1);
    // The line of the position shown has a time of its own, and takes the place of those near it.
    const missing = picture.texts.filter((text) => !page.texts.includes(text));
    expect(missing.length).toBeLessThan(4);
    for (const text of missing) expect(text).toMatch(/end muted|end text/);
    const both = [page, { ...picture, texts: page.texts }].map(sorted);
    expect({ step: id, ...both[0] }).toEqual({ step: id, ...both[1] });
  }
  figure.unmount();
}

/** The page draws row by row, the picture layer by layer. */
function sorted(marks: DrawnMarks): Record<string, string[]> {
  return Object.fromEntries(Object.entries(marks).map(([name, drawn]) => [name, drawn.toSorted()]));
}

/** Loses the first frame of each direction, so that TCP retransmits both. */
function losses(story: Story): Map<string, Alteration> {
  const names = DIRECTIONS.map(
    (direction) =>
      story.steps.find((step) => step.unit?.kind === 'frame' && step.direction === direction)
        ?.segmentName,
  );
  return new Map(names.flatMap((name) => (name ? [[name, { kind: 'lose' }]] : [])));
}

describe.each(SCENARIO_IDS)('%s', (id) => {
  test('has the same marks on the page and in the picture, at each step', async () => {
    const scenario = SCENARIOS[id];
    await expectSameMarks(tell(actOut(scenario.script())));
  });

  test('also where packets are lost', async () => {
    const scenario = SCENARIOS[id];
    const original = tell(actOut(scenario.script()));
    const story = tell(actOut(scenario.script(), losses(original)));
    const lost = story.steps.filter(({ arrival }) => arrival.kind === 'lost');
    expect(lost.length).toBeGreaterThanOrEqual(losses(original).size);
    await expectSameMarks(story);
  });
});
