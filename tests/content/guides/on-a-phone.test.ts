import { describe, expect, test } from 'vitest';
import { quantityOf } from '#content/facts/facts.ts';
import { plainGuideText } from '#content/guides/guide-text.ts';
import {
  backgroundPage,
  backgroundResults,
  comparedRadios,
  PHONE_COLUMNS,
  PHONE_SYSTEMS,
  phoneCaption,
  phoneOutcome,
  phoneRow,
  radioName,
  radioResult,
  radioUse,
  TAIL_SECONDS,
  type PhoneChoice,
  type PhoneSystem,
} from '#content/guides/on-a-phone-figure.ts';
import { ON_A_PHONE } from '#content/guides/on-a-phone.ts';
import { expectSentences } from './expect-sentences.ts';

const CHOICE: PhoneChoice = {
  intervalSeconds: 30,
  tailSeconds: TAIL_SECONDS,
  awaySeconds: 180,
  system: 'keeps',
};

const SYSTEMS = Object.keys(PHONE_SYSTEMS) as PhoneSystem[];

const all = SYSTEMS.flatMap((system) =>
  [1, 10, 30, 60, 300, 3600].flatMap((intervalSeconds) =>
    [1, 60, 61, 90, 180, 3600].flatMap((awaySeconds) =>
      [1, 10, 20].map((tailSeconds) => ({ system, intervalSeconds, awaySeconds, tailSeconds })),
    ),
  ),
);

describe('the sentences', () => {
  test.each<[changed: Partial<PhoneChoice>, outcome: string]>([
    [
      {},
      'With a ping every 30 s, the radio is on for 33% of the time. That needs 1,236 J per hour, 7% of a battery. The phone stops the page after 60 s. The server notices 30 s later, and 2 messages are lost. On return, the page’s socket still looks open.',
    ],
    [
      { intervalSeconds: 300, system: 'ends' },
      'With a ping every 5 min, the radio is on for 3% of the time. That needs 172 J per hour, under 1% of a battery. Some carriers forget a connection after 5 min of silence. The phone stops the page after 60 s. The server notices 9 min later, and 6 messages are lost. On return, the page gets close code 1006.',
    ],
    [
      { intervalSeconds: 10, awaySeconds: 30 },
      'With a ping every 10 s, the radio is on all the time. That needs 3,600 J per hour, 20% of a battery. The user returns after 30 s, before the phone stops the page.',
    ],
    [
      { intervalSeconds: 60, awaySeconds: 90 },
      'With a ping every 60 s, the radio is on for 17% of the time. That needs 645 J per hour, 4% of a battery. The phone stops the page after 60 s. The user returns before the server notices, so 2 messages arrive late.',
    ],
  ])('with %j', (changed, outcome) => {
    expect(phoneOutcome({ ...CHOICE, ...changed })).toBe(outcome);
  });

  test.each(all)('are whole, and those of the models: %j', (choice) => {
    const outcome = phoneOutcome(choice);
    const page = backgroundPage(choice);
    expectSentences(outcome);
    expect(outcome.includes('The server notices')).toBe(page.givenUpAtMs !== null);
    expect(outcome.includes('arrive')).toBe(page.onReturn === 'late');
    const { phone, server } = backgroundResults(page);
    expect(phone.includes('1006')).toBe(page.onReturn === 'closed');
    expect(server.includes('lost')).toBe(page.givenUpAtMs !== null);
    for (const sentence of phoneCaption(choice).split(/(?<=\.) /)) {
      expect(sentence).toMatch(/^[A-Z].*\.$/);
    }
  });

  test.each(all)('the drawing shows the return and the end: %j', (choice) => {
    const { settings, givenUpAtMs } = backgroundPage(choice);
    expect(settings.observedMs % 180_000).toBe(0);
    expect(settings.observedMs).toBeGreaterThanOrEqual(settings.awayMs);
    expect(settings.observedMs).toBeGreaterThanOrEqual(givenUpAtMs ?? 0);
  });
});

test('the chosen interval is among those that are compared, once', () => {
  const names = comparedRadios({ ...CHOICE, intervalSeconds: 45 }).map(radioName);
  expect(names).toEqual(['10 s', '30 s', '45 s', '60 s', '5 min', '20 min']);
  expect(comparedRadios(CHOICE).map(radioName)).toEqual([
    '10 s',
    '30 s',
    '60 s',
    '5 min',
    '20 min',
  ]);
  expect(radioResult(radioUse(CHOICE))).toBe('on for 33%, 1,236 J');
  for (const use of comparedRadios(CHOICE)) {
    expect(phoneRow(use, CHOICE)).toHaveLength(PHONE_COLUMNS.length);
  }
});

test('the model agrees with the book about the cost of one transfer: 10 J', () => {
  expect((quantityOf('radio-on') / 1000) * quantityOf('radio-tail')).toBe(10);
});

test('the guide’s shares are the model’s', () => {
  const text = ON_A_PHONE.sections.flatMap((section) => section.text.map(plainGuideText)).join(' ');
  expect(text).toContain('With a ping every 30 s, the radio is on for 33% of the time.');
  expect(text).toContain('With one every 5 min, it is on for 3%.');
});
