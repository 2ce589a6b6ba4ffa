import { describe, expect, test } from 'vitest';
import { toLatin1 } from '#core/bytes/text.ts';
import { decodeHeaderSection, lineText, type Line } from '#core/protocol/http/header-section.ts';

/** Lines that end in CRLF, from `start` on. */
function linesOf(texts: readonly string[]): { bytes: Uint8Array; lines: Line[] } {
  let at = 0;
  const lines = texts.map((text): Line => {
    const line = { start: at, textEnd: at + text.length, end: at + text.length + 2 };
    at = line.end;
    return line;
  });
  return { bytes: toLatin1(texts.map((text) => `${text}\r\n`).join('')), lines };
}

function read(...texts: string[]) {
  const { bytes, lines } = linesOf(texts);
  const { fields, violations } = decodeHeaderSection(bytes, lines);
  return {
    fields: fields.map(({ name, value }) => `${name}=${value}`),
    violations: violations.map(
      ({ id, range }) => `${id.replace('head.', '')} ${range.start / 8}-${range.end / 8}`,
    ),
    ranges: fields.map(({ range, nameRange, valueRange }) =>
      [range, nameRange, valueRange].map(({ start, end }) => `${start}-${end}`).join(' '),
    ),
  };
}

test('a line has its text without its line end', () => {
  const { bytes, lines } = linesOf(['A: b', 'C: é']);
  expect(lines.map((line) => lineText(bytes, line))).toEqual(['A: b', 'C: é']);
});

describe('lines', () => {
  test('become fields with their positions', () => {
    expect(read('A: b', 'Long: \t two words \t')).toEqual({
      fields: ['A=b', 'Long=two words'],
      violations: [],
      ranges: ['0-6 0-1 3-4', '6-27 6-10 14-23'],
    });
  });

  test.each([
    { name: 'no colon', lines: ['A b'], fields: [], violations: ['field-line 0-5'] },
    { name: 'no name', lines: [': b'], fields: [], violations: ['field-line 0-5'] },
    { name: 'a space in the name', lines: ['A c: b'], violations: ['field-line 0-8'] },
    { name: 'a space before the colon', lines: ['A : b'], violations: ['blank-before-colon 1-2'] },
    { name: 'tabs before the colon', lines: ['A\t\t: b'], violations: ['blank-before-colon 1-3'] },
    { name: 'a space first in the first line', lines: [' A: b'], violations: ['field-line 0-7'] },
    { name: 'spaces around the name', lines: [' A : b'], violations: ['field-line 0-8'] },
    { name: 'NUL', lines: ['A: b\0c'], fields: ['A=b c'], violations: ['control-character 4-5'] },
    { name: 'DEL', lines: ['A: \x7f'], fields: ['A=\x7f'], violations: ['control-character 3-4'] },
    { name: 'US', lines: ['A: \x1f'], fields: ['A=\x1f'], violations: ['control-character 3-4'] },
    { name: 'a tab', lines: ['A: b\tc'], fields: ['A=b\tc'], violations: [] },
    { name: 'a tilde', lines: ['A: ~'], fields: ['A=~'], violations: [] },
    {
      name: 'a CR inside',
      lines: ['A: b\rc'],
      fields: ['A=b c'],
      violations: ['control-character 4-5'],
    },
  ])('with $name', ({ lines, fields = [], violations }) => {
    expect(read(...lines)).toMatchObject({ fields, violations });
  });
});

describe('a folded line', () => {
  test.each([
    { lines: ['A: b', ' c'], fields: ['A=b c'], violations: ['folded-line 6-10'] },
    { lines: ['A:', '\tc'], fields: ['A=c'], violations: ['folded-line 4-8'] },
    { lines: ['A: b', '  '], fields: ['A=b'], violations: ['folded-line 6-10'] },
    { lines: ['A: b', ' C: d'], fields: ['A=b C: d'], violations: ['folded-line 6-13'] },
    { lines: ['A', ' c'], fields: [], violations: ['field-line 0-3', 'field-line 3-7'] },
    {
      lines: ['A: b', ' c', ' d'],
      fields: ['A=b c d'],
      violations: ['folded-line 6-10', 'folded-line 10-14'],
    },
  ])('$lines gives $fields', ({ lines, fields, violations }) => {
    expect(read(...lines)).toMatchObject({ fields, violations });
  });

  test('extends the field to its own end', () => {
    expect(read('A: b', ' c', 'D: e').ranges).toEqual(['0-10 0-1 3-8', '10-16 10-11 13-14']);
  });
});
