import { expect, test } from 'vitest';
import { PROVENANCE_HEADINGS, provenanceWords } from '#content/lesson/provenance-words.ts';
import type { Provenance, Trace } from '#core/trace/trace.ts';

/** One of each kind. The type fails if one is missing. */
const PROVENANCES: { readonly [Kind in Provenance['kind']]: Extract<Provenance, { kind: Kind }> } =
  {
    simulated: { kind: 'simulated' },
    recorded: { kind: 'recorded', recordedOn: '22 November 2026', tool: 'dumpcap 4.0.17' },
    pasted: { kind: 'pasted' },
    composed: { kind: 'composed' },
    modelled: { kind: 'modelled' },
  };

const wordsOf = (provenance: Provenance) =>
  provenanceWords({
    provenance,
    endpoints: { client: { name: 'Chromium', version: '156' }, server: { name: 'ws' } },
  } as Trace);

test.each(Object.values(PROVENANCES))('$kind: its label names its kind', (provenance) => {
  const { label, text } = wordsOf(provenance);
  expect(label.toLowerCase()).toBe(`${provenance.kind}:`);
  expect(text).toMatch(/\.$/);
  expect(text).not.toMatch(/undefined|null/);
  expect(PROVENANCE_HEADINGS[provenance.kind]).toBe(`A connection, ${provenance.kind}`);
});

test('no two kinds have the same words', () => {
  const texts = Object.values(PROVENANCES).map((provenance) => wordsOf(provenance).text);
  expect(new Set(texts).size).toBe(texts.length);
});

test('a recording names its programs, its day and its tool', () => {
  expect(wordsOf(PROVENANCES.recorded).text).toMatch(
    /^Chromium 156 and ws, on 22 November 2026, by dumpcap 4\.0\.17\. /,
  );
});

test('a modelled trace is not called pasted', () => {
  expect(wordsOf(PROVENANCES.modelled)).toEqual({
    label: 'Modelled:',
    text: 'a model of traffic computed these bytes. No browser or server sent them.',
  });
});
