import { render } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import type { Provenance, Trace } from '#core/trace/trace.ts';
import ProvenanceNote from '#view/pages/learn/ProvenanceNote.svelte';

test.each<Provenance>([
  { kind: 'simulated' },
  { kind: 'recorded', recordedOn: '22 November 2026', tool: 'dumpcap' },
  { kind: 'pasted' },
  { kind: 'composed' },
  { kind: 'modelled' },
])('$kind: the note begins with its kind', (provenance) => {
  const endpoints = { client: { name: 'A' }, server: { name: 'B' } };
  const { container } = render(ProvenanceNote, { trace: { provenance, endpoints } as Trace });
  const text = container.textContent.trim();
  expect(text.toLowerCase()).toMatch(new RegExp(`^${provenance.kind}: \\S`));
});
