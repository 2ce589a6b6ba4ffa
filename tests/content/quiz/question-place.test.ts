import { expect, test } from 'vitest';
import { placeLink, type QuestionPlace } from '#content/quiz/question-place.ts';
import { allQuestions } from '#content/quiz/quiz.ts';
import { actOut } from '#core/scenarios/act-out.ts';
import { parseAddress } from '#core/sharing/address.ts';
import { EXAMPLE_IDS } from '#core/sharing/example-ids.ts';
import { readLearnLink } from '#core/sharing/learn-link.ts';
import { destinationOf } from '#core/sharing/lesson-address.ts';
import { SCENARIOS } from '../../core/scenarios/every-scenario.ts';
import { tell } from '../../core/scenarios/variants.ts';

const EXAMPLES: readonly string[] = Object.values(EXAMPLE_IDS).flat();

test.each(allQuestions())('$id is shown where its link leads', ({ place }) => {
  const address = parseAddress(placeLink(place));
  if (place.kind === 'example') {
    expect(address.page).toBe('decode');
    expect(EXAMPLES).toContain(address.query.get('example'));
  } else if (place.kind === 'compare') {
    expect(address.page).toBe('compare');
  } else {
    expect(address.page).toBe('learn');
    const scenario = SCENARIOS[place.lesson];
    const { values, tampering, problems } = readLearnLink(address.query, scenario);
    expect(problems).toEqual([]);
    const story = tell(actOut(scenario.script(values), tampering));
    expect(
      destinationOf(address, { id: place.lesson, hasOpening: true, hasEnding: true }, story)
        .missing,
    ).toBeNull();
  }
});

test('a link that leads nowhere would be noticed', () => {
  const place: QuestionPlace = { kind: 'step', lesson: 'chat', step: 'no-such-step' };
  const story = tell(actOut(SCENARIOS.chat.script()));
  const CHAT = { id: 'chat', hasOpening: true, hasEnding: true };
  expect(destinationOf(parseAddress(placeLink(place)), CHAT, story).missing).not.toBeNull();
});
