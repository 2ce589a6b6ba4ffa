/** The recorded connections that ship with the site, by the ids in links to Decode and Learn. */

export const SAMPLE_IDS = ['recorded-chromium-echo'] as const;

export type SampleId = (typeof SAMPLE_IDS)[number];
