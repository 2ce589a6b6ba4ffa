/**
 * Connections that ship with the site, each in a chunk of its own that loads when it is asked for.
 */

import type { Trace } from '#core/trace/trace.ts';

export type SampleId = 'recorded-chromium-echo';

export type Sample = {
  readonly id: SampleId;
  readonly title: string;
  /** One sentence. */
  readonly description: string;
  /** Who made it, when and how: one sentence. */
  readonly provenance: string;
  readonly load: () => Promise<Trace>;
};

export const SAMPLES: readonly Sample[] = [
  {
    id: 'recorded-chromium-echo',
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
];
