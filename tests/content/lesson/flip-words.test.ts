import { describe, expect, test } from 'vitest';
import { FIELD_DEMANDS } from '#content/lesson/byte-words.ts';
import { flipWords } from '#content/lesson/flip-words.ts';
import { INFLATION } from '#core/conversation/inflation.ts';
import { FIELD_IDS } from '#core/dissection/field.ts';
import { actOut } from '#core/scenarios/act-out.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import { carrierOf, readAltered, withFlippedBit } from '#core/story/flipped-bit.ts';
import { readStory, type Story } from '#core/story/story.ts';
import { VARIANTS } from '../../core/scenarios/variants.ts';

const READINGS = { parts: { inflation: INFLATION } };

/** The words for a bit of every byte in the list, of every step that has one. */
function* wordsOf(story: Story, bytes: readonly number[]): Generator<readonly [string, string]> {
  for (const step of story.steps) {
    for (const byte of bytes) {
      const carrier = carrierOf(byte, step, story);
      if (carrier === null) continue;
      for (const bit of [0, 1, 7]) {
        const reading = readAltered(carrier, withFlippedBit(carrier, bit), step, story, READINGS);
        yield [`${step.id}, byte ${byte}, bit ${bit}`, flipWords(reading, story)];
      }
    }
  }
}

test.each(VARIANTS)('each flip is one short sentence in $name', ({ story }) => {
  for (const [place, words] of wordsOf(story, [0, 6])) {
    const withoutQuotes = words.replaceAll(/“[^”]*”/g, '“”');
    expect(withoutQuotes, place).toMatch(/^[A-Z][^.!?…]*(?:, …)?\.$/);
    expect(withoutQuotes.length, words).toBeLessThan(130);
    expect(words, place).not.toMatch(/undefined|null|NaN|\(0\)/);
  }
});

describe('the words of each kind of reading', () => {
  const helloFlip = (story: Story, byte: number, bit: number, id = 'client-text-1') => {
    const step = story.steps.find((each) => each.id === id)!;
    const carrier = carrierOf(byte, step, story)!;
    return flipWords(readAltered(carrier, withFlippedBit(carrier, bit), step, story), story);
  };
  const story = readStory(actOut(helloAndGoodbye.script()));

  test.each([
    [0, 5, 'The server would fail the connection (1002): the opcode is reserved.'],
    [1, 3, 'The server would wait for more bytes, because nothing would be complete.'],
    [0, 6, 'The server would fail the connection (1002): the opcode is reserved.'],
    [7, 7, 'The server would read “Hdllo”.'],
  ])('byte %i, bit %i of “Hello”', (byte, bit, words) => {
    expect(helloFlip(story, byte, bit)).toBe(words);
  });

  test('a shorter length lets the server read what follows as another frame', () => {
    expect(helloFlip(story, 1, 7)).toMatch(/^The server would /);
    expect(helloFlip(story, 1, 5)).toMatch(/^The server would fail the connection \(1002\): /);
  });

  test('a close code, a lost segment, a response', () => {
    expect(helloFlip(story, 3, 7, 'server-close-1')).toMatch(
      /^The browser would read a Close frame with 1001/,
    );
    const lost = readStory(
      actOut(helloAndGoodbye.script(), new Map([['client-text-1', { kind: 'lose' }]])),
    );
    expect(helloFlip(lost, 0, 0)).toBe(
      'This segment doesn’t arrive, so its receiver reads nothing.',
    );
    expect(helloFlip(story, 12, 7, 'response')).toMatch(/^The browser would fail the handshake: /);
  });
});

test.each(FIELD_IDS)('%s has a rule, a reason and a section', (id) => {
  const { rule, reason, references } = FIELD_DEMANDS[id];
  expect(rule).toMatch(/^[A-Z\d].*\.$/);
  expect(reason).toMatch(/^[A-Z].*\.$/);
  expect(references.length).toBeGreaterThan(0);
  for (const sentence of `${rule} ${reason}`.split('. ')) {
    expect(sentence.split(' ').length, sentence).toBeLessThanOrEqual(22);
  }
});
