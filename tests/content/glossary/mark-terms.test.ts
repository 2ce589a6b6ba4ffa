import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { markTerms, markTexts } from '#content/glossary/mark-terms.ts';
import { TERM_IDS, TERMS, type TermId } from '#content/glossary/terms.ts';
import { stepText } from '#content/lesson/step-words.ts';
import { plainText, type Prose } from '#content/phrasing/prose.ts';
import { rfc } from '#core/protocol/rules/reference.ts';
import { VARIANTS } from '../../core/scenarios/variants.ts';

const marked = (prose: Prose, seen?: ReadonlySet<TermId>): string[] =>
  markTerms(prose, seen).prose.flatMap((part) =>
    typeof part === 'object' && 'term' in part ? [`${part.term}: ${part.text}`] : [],
  );

test.each<[name: string, prose: Prose, found: string[]]>([
  ['a word', ['A frame.'], ['frame: frame']],
  ['only the first', ['A frame in frames.', ' A frame.'], ['frame: frame']],
  ['the longest', ['A masking key for masking.'], ['masking-key: masking key', 'masking: masking']],
  ['a capital at the beginning', ['Masking helps.'], ['masking: Masking']],
  ['no part of a word', ['Framework, unmasked, ACKed, Pinged'], []],
  ['no part of a hyphenated word', ['A SYN-ACK and a non-frame'], ['syn-ack: SYN-ACK']],
  ['no message of HTTP', ['Part of an HTTP message. A message.'], ['message: message']],
  ['case where it matters', ['The fin of a ping, an ack'], []],
  ['TCP’s FIN and the FIN bit', ['A FIN. The FIN bit is 0.'], ['fin: FIN', 'fin-bit: FIN bit']],
  [
    'nothing but words',
    [
      { code: 'frame' },
      { bytes: 'opcode', kind: 'flag' },
      { quote: '“payload”' },
      rfc(6455, '5.2'),
    ],
    [],
  ],
])('finds %s', (_, prose, found) => {
  expect(marked(prose)).toEqual(found);
});

test('knows what was seen before', () => {
  const first = markTerms(['A frame.']);
  expect(marked(['A frame has a payload.'], first.seen)).toEqual(['payload: payload']);
  expect([...first.seen]).toEqual(['frame']);
});

test('marks a term once in texts that are read one after another', () => {
  const texts = markTexts([['A frame.'], ['A frame has an opcode.']], new Set(['opcode']));
  expect(texts.map(({ prose }) => prose)).toEqual([
    ['A ', { term: 'frame', text: 'frame', after: '.' }],
    ['A frame has an opcode.'],
  ]);
});

test('keeps with a term what may not begin a line', () => {
  const { prose } = markTerms(['A “frame”, (a payload). Opcode.']);
  expect(prose).toEqual([
    'A “',
    { term: 'frame', text: 'frame', after: '”,' },
    ' (a ',
    { term: 'payload', text: 'payload', after: ').' },
    ' ',
    { term: 'opcode', text: 'Opcode', after: '.' },
  ]);
});

describe('the plain text stays the same', () => {
  test('of any words', () => {
    const word = fc.constantFrom(...TERM_IDS.flatMap((id) => [...TERMS[id]]), ' ', '. ', '’s', 'x');
    fc.assert(
      fc.property(fc.array(fc.array(word).map((words) => words.join(''))), (prose) => {
        expect(plainText(markTerms(prose).prose)).toBe(plainText(prose));
      }),
    );
  });

  test.each(VARIANTS)('of $name, and every step with bytes has a term', ({ story }) => {
    for (const step of story.steps) {
      const { happened, why } = stepText(step, story);
      const prose = [...happened, ' ', ...why];
      const result = markTerms(prose);
      expect(plainText(result.prose)).toBe(plainText(prose));
      if (step.unit?.kind === 'frame') expect(result.seen.size).toBeGreaterThan(0);
    }
  });
});

test.each(TERM_IDS)('%s is found by each of its spellings', (id) => {
  for (const spelling of TERMS[id]) {
    expect(marked([`Of ${spelling}, at least.`])).toEqual([`${id}: ${spelling}`]);
  }
});
