/** Recorded connections that ship with the site. Each is a chunk, loaded when it is opened. */

import { SAMPLE_IDS, type SampleId } from '#core/sharing/sample-ids.ts';
import type { Trace } from '#core/trace/trace.ts';

export type Sample = {
  readonly id: SampleId;
  readonly title: string;
  /** One sentence. */
  readonly description: string;
  /** Who recorded it, when and how: one sentence. */
  readonly provenance: string;
  readonly load: () => Promise<Trace>;
};

const RECORDINGS: Readonly<Record<SampleId, Omit<Sample, 'id'>>> = {
  'recorded-chromium-echo': {
    title: 'Chromium talks to a real server',
    description:
      'A browser sends six texts in Latin, Japanese and Cyrillic letters and emoji, gets each of them back, and closes.',
    provenance:
      'Recorded on 22 November 2026 with dumpcap 4.0.17 on one machine: Chromium 156 and a server made with ws 8.23.0.',
    load: () =>
      import('./sample-trace.ts').then(({ traceFrom }) =>
        import('./chromium-text-echo.json').then((module) => traceFrom(module.default)),
      ),
  },
};

export const SAMPLES: readonly Sample[] = SAMPLE_IDS.map((id) => ({ id, ...RECORDINGS[id] }));
