/** Where the bytes of a connection come from, for the note under a lesson. */

import type { EndpointDescription, Provenance, Trace } from '#core/trace/trace.ts';

export type ProvenanceWords = {
  readonly label: string;
  readonly text: string;
};

type Endpoints = Trace['endpoints'];

type WordsFor<P extends Provenance> = {
  readonly label: string;
  text(provenance: P, endpoints: Endpoints): string;
};

const WORDS: {
  readonly [Kind in Provenance['kind']]: WordsFor<Extract<Provenance, { kind: Kind }>>;
} = {
  recorded: {
    label: 'Recorded:',
    text: ({ recordedOn, tool }, { client, server }) =>
      `${nameOf(client)} and ${nameOf(server)}, on ${recordedOn}, by ${tool}. A recording at one place doesn’t show travel times, so its arrows are level.`,
  },
  simulated: {
    label: 'Simulated:',
    text: () =>
      'two WebSocket endpoints run in this page, over a simulated network. They sent every byte that is shown.',
  },
  composed: {
    label: 'Composed:',
    text: () => 'the bytes were made in this page, as ordered. They have no times.',
  },
  pasted: {
    label: 'Pasted:',
    text: () => 'the bytes are as they were pasted. Their times are unknown.',
  },
  modelled: {
    label: 'Modelled:',
    text: () => 'a model of traffic computed these bytes. No browser or server sent them.',
  },
};

export function provenanceWords({ provenance, endpoints }: Trace): ProvenanceWords {
  const words: WordsFor<Provenance> = WORDS[provenance.kind];
  return { label: words.label, text: words.text(provenance, endpoints) };
}

/** In a heading: "A connection, recorded". */
export const PROVENANCE_HEADINGS: Readonly<Record<Provenance['kind'], string>> = {
  simulated: 'A connection, simulated',
  recorded: 'A connection, recorded',
  pasted: 'A connection, pasted',
  composed: 'A connection, composed',
  modelled: 'A connection, modelled',
};

function nameOf({ name, version }: EndpointDescription): string {
  return version === undefined ? name : `${name} ${version}`;
}
