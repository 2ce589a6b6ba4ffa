import { expect, test } from 'vitest';
import { TERM_EXAMPLES } from '#content/glossary/term-examples.ts';
import { TERM_IDS, type TermId } from '#content/glossary/terms.ts';
import { referenceUrl } from '#core/protocol/rules/reference.ts';

const textOf = (id: TermId) => (TERM_EXAMPLES[id]?.() ?? []).map(({ text }) => text).join(' ');

test.each(TERM_IDS.filter((id) => TERM_EXAMPLES[id] !== undefined))(
  'the examples of %s are short, with their sections',
  (id) => {
    for (const { text, reference } of TERM_EXAMPLES[id]!()) {
      expect(text.length).toBeLessThanOrEqual(260);
      expect(text).toMatch(/\.$/);
      expect(referenceUrl(reference)).toMatch(/^https:\/\/.+#.+/);
    }
  },
);

// What the standards print: RFC 6455 §1.2 and §5.7, RFC 7692 §7.2.3.1.
test.each<[TermId, string]>([
  ['accept-value', 's3pPLMBiTxaQ9kYGzzhZRbK+xOo='],
  ['payload-length', 'has 2 bytes if the payload has up to 125, 4 up to 65,535, and 10 beyond'],
  ['payload-length', '6, 8 or 14'],
  ['masking', '“Hello” is 7f 9f 4d 51 58'],
  ['masking', '6f XOR 37 is 58'],
  ['fragment', '01 03 48 65 6c, then 89 00, then 80 02 6c 6f'],
  ['utf-8', '63 of them have 126'],
  ['permessage-deflate', 'c1 07 f2 48 cd c9 c9 07 00'],
  ['close', '88 05 03 e8 62 79 65'],
  ['close', '88 85 37 fa 21 3d 34 12 43 44 52'],
  ['close-reason', '41 of them fit'],
])('%s: %s', (id, expected) => {
  expect(textOf(id)).toContain(expected);
});
