import { expect, test } from 'vitest';
import { isSectionHeading, sectionOf, type Section } from '#core/paste/forms/http/section.ts';

const HEADINGS: Readonly<Record<Section, readonly string[]>> = {
  client: ['Request Headers', '▼ Request headers (12)', '--- request headers ---', 'Request'],
  server: ['Response Headers', '▸ response headers', '-- response headers --', 'Response'],
  general: ['General', 'Summary', 'Headers', 'Messages'],
  note: ['Provisional headers are shown', 'Learn more', 'view source', 'Raw'],
};

test.each(Object.entries(HEADINGS))('%s begins with its headings', (section, lines) => {
  for (const line of lines) {
    expect(sectionOf(line)).toBe(section);
    expect(isSectionHeading(line)).toBe(true);
  }
});

test.each(['Host: example.com', 'request headers: {"a": 1}', 'general purpose', ''])(
  '%j is no heading',
  (line) => {
    expect(sectionOf(line)).toBeNull();
    expect(isSectionHeading(line)).toBe(false);
  },
);
