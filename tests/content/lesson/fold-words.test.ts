import { describe, expect, test } from 'vitest';
import { foldText } from '#content/lesson/fold-words.ts';
import { plainText, splitSentence } from '#content/phrasing/prose.ts';
import { ownStory } from '#core/story/own-story.ts';
import { foldsOf, type Fold } from '#core/story/folds.ts';
import type { Story } from '#core/story/story.ts';
import type { TraceEvent } from '#core/trace/trace.ts';
import { SETTINGS, tamperedStories } from '../../core/scenarios/tampered-stories.ts';
import { VARIANTS } from '../../core/scenarios/variants.ts';
import { sizeProblems } from './size-problems.ts';

/** The segments of a fold, as they are in the trace. */
function segmentsOf({ firstStep, endStep }: Fold, story: Story): TraceEvent[] {
  const events = story.steps.slice(firstStep, endStep).flatMap((step) => {
    const { trace } = ownStory(story, step).conversation;
    return step.eventIndices.map((index) => trace.events[index]!);
  });
  return [...new Set(events)];
}

const signalOf = ({ signals }: TraceEvent) => signals.join(' ');

/** "40 ms" as milliseconds; seconds are rounded. */
function millisecondsIn(text: string): number | null {
  const [, value, unit] = /([\d.]+) (ms|s)\b/.exec(text) ?? [];
  return value === undefined ? null : Number(value) * (unit === 's' ? 1000 : 1);
}

function problemsOf(fold: Fold, story: Story): string[] {
  const words = foldText(fold, story);
  const segments = segmentsOf(fold, story);
  const sentence = plainText(splitSentence(words.happened).sentence);
  const all = `${words.title}. ${plainText(words.happened)} ${plainText(words.why)}`;
  const problems = sizeProblems(words.title, sentence);
  if (/undefined|\bnull\b|NaN| {2}|\.\./.test(all)) problems.push(`reads badly: ${all}`);
  const counts = ['zero', 'one', 'two', 'three', 'four', 'five', 'six'];
  if (!words.title.toLowerCase().includes(`${counts[segments.length]} segment`)) {
    problems.push(`${segments.length} segments: ${words.title}`);
  }
  if (/TCP opens in/.test(words.title) && signalOf(segments[0]!) !== 'syn') {
    problems.push(`no SYN: ${words.title}`);
  }
  const fins = segments.filter(({ signals }) => signals.includes('fin'));
  const isOfBoth = new Set(fins.map(({ direction }) => direction)).size === 2;
  if (/TCP closes in|Each side ends/.test(all) && !isOfBoth) problems.push(`one FIN: ${all}`);
  const stated = millisecondsIn(sentence);
  if (stated !== null) {
    const ends = segments.map(({ arrival }) => (arrival.kind === 'arrived' ? arrival.atMs : NaN));
    const ackAt = segments.findIndex((segment) => /syn ack/.test(signalOf(segment)));
    const end = fold.kind === 'opening' ? ends[ackAt]! : Math.max(...ends);
    const took = end - segments[0]!.sentAtMs!;
    if (!(Math.abs(took - stated) < 10)) problems.push(`${took} ms: ${sentence}`);
  }
  return problems;
}

test.each(SETTINGS.filter(({ name }) => !name.includes(',')))('$name', (setting) => {
  const problems: string[] = [];
  for (const { name, story } of tamperedStories({ ...setting, maxTamperings: 40 })) {
    for (const fold of foldsOf(story)) {
      problems.push(...problemsOf(fold, story).map((each) => `${name}: ${each}`));
    }
  }
  expect(problems.slice(0, 5).join('\n')).toBe('');
});

test('three clauses about a closing are one list', () => {
  const setting = SETTINGS.find(({ name }) => name === 'rules-broken');
  const { story } = tamperedStories(setting!).next().value!;
  const { happened } = foldText(foldsOf(story).at(-1)!, story);
  expect(plainText(happened)).toMatch(
    /^The client ends its direction with a FIN, the server acknowledges one, and the last segment arrives after \d+ ms\./,
  );
});

test('a simultaneous close leaves both sides in TIME-WAIT (RFC 9293 §3.6)', () => {
  const setting = SETTINGS.find(({ name }) => name === 'server-goodbye, latencyMs 2000');
  const { story } = tamperedStories(setting!).next().value!;
  const { why } = foldText(foldsOf(story).at(-1)!, story);
  expect(plainText(why)).toContain('both stay in TIME-WAIT');
  expect(plainText(why)).not.toContain('stays in TIME-WAIT');
});

describe('the first lesson', () => {
  const { story } = VARIANTS[0]!;
  const [opening, closing] = foldsOf(story).map((fold) => foldText(fold, story));

  test('opens TCP in one round trip', () => {
    expect(opening?.title).toBe('TCP opens in three segments');
    expect(plainText(opening!.happened)).toBe(
      'Opening takes the browser one round trip, here 40 ms, from the SYN to the SYN-ACK. None of them carries data. After them, the browser can send its request.',
    );
  });

  test('closes TCP in three', () => {
    expect(closing?.title).toBe('TCP closes in three segments');
    expect(plainText(closing!.happened)).toMatch(
      /^Each side ends its direction with a FIN, and the last segment arrives after \d+ ms\. .*For the page, the close event fires when the FIN of the server arrives\.$/,
    );
    expect(plainText(closing!.why)).toContain('The server stays in TIME-WAIT');
  });
});
