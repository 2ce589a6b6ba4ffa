import { describe, expect, test } from 'vitest';
import { wrapWords } from '#core/exports/preview-svg.ts';

describe('words on lines', () => {
  test.each([
    { name: 'one line', text: 'short', width: 600, expected: ['short'] },
    {
      name: 'lines of about the same length',
      text: 'How a WebSocket works, byte by byte',
      width: 700,
      expected: ['How a WebSocket', 'works, byte by byte'],
    },
    {
      name: 'a word longer than a line',
      text: 'a lengthy',
      width: 100,
      expected: ['a', 'lengthy'],
    },
  ])('$name', ({ text, width, expected }) => {
    expect(wrapWords(text, width, 40, 3)).toEqual(expected);
  });

  test('ends with an ellipsis if there are too many', () => {
    const lines = wrapWords('one two three four five six', 200, 40, 2);
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(/…$/);
  });
});
