import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync('src/view/styles/tokens/color.css', 'utf8');

/** Every token with a colour per theme. */
const tokens = new Map(
  [...css.matchAll(/(--[\w-]+): light-dark\((#[\da-f]{6}), (#[\da-f]{6})\)/g)].map(
    ([, name, light, dark]) => [name!, { light: light!, dark: dark! }] as const,
  ),
);

const surfaces = ['--surface-paper', '--surface-raised', '--surface-sunken'];
const kinds = [...tokens.keys()].filter((name) => /^--kind-[a-z]+$/.test(name));

/** WCAG 2.2, "relative luminance" and "contrast ratio". */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const value = Number.parseInt(color.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(name: string, ground: string, theme: 'light' | 'dark'): number {
  const [darker = 0, lighter = 0] = [name, ground]
    .map((token) => luminance(tokens.get(token)![theme]))
    .toSorted((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  test.each(['--text', '--text-muted', ...kinds])('%s can be read on every surface', (ink) => {
    for (const surface of surfaces) expect(contrast(ink, surface, theme)).toBeGreaterThan(4.5);
  });

  test.each(kinds)('%s and the text around can be read on its ground', (kind) => {
    for (const ink of [kind, '--text', '--text-muted']) {
      expect(contrast(ink, `${kind}-ground`, theme)).toBeGreaterThan(4.5);
    }
  });

  test('text on the accent can be read', () => {
    expect(contrast('--on-accent', '--accent', theme)).toBeGreaterThan(4.5);
  });

  test.each(['--line-strong', '--accent', '--focus'])(
    '%s stands out from every surface',
    (line) => {
      for (const surface of surfaces) expect(contrast(line, surface, theme)).toBeGreaterThan(3);
    },
  );
});

test('there are seven kinds, each with its ground', () => {
  expect(kinds).toHaveLength(7);
  for (const kind of kinds) expect(tokens.has(`${kind}-ground`)).toBe(true);
});
