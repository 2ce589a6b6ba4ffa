import { expect, test } from 'vitest';
import { choiceWords, PARAMETER_WORDS, settlingWords } from '#content/parameter-words.ts';
import { PARAMETERS, type ParameterId } from '#core/scenarios/parameters.ts';

const choices = (Object.keys(PARAMETERS) as ParameterId[]).flatMap((parameter) => {
  const kind = PARAMETERS[parameter];
  return kind.kind === 'choice' ? kind.choices.map((choice) => ({ parameter, choice })) : [];
});

test.each(choices)('$parameter has words for $choice', ({ parameter, choice }) => {
  const words = choiceWords(parameter, choice);
  expect(words).not.toBe('');
  expect(PARAMETER_WORDS[parameter].label).not.toBe('');
});

test('says within which bounds a value has to be', () => {
  expect(settlingWords('latencyMs', 'above')).toBe('at most 2,000');
  expect(settlingWords('latencyMs', 'below')).toBe('at least 1');
  expect(settlingWords('closeReason', 'too-long')).toBe('at most 123 bytes of UTF-8');
  expect(settlingWords('maskingKey', 'unreadable')).toBe('4 bytes in hexadecimal digits');
});
