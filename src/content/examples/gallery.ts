/** The gallery: bytes worth looking at, in groups. */

import {
  EXAMPLE_GROUPS,
  EXAMPLE_IDS,
  type ExampleGroup,
  type ExampleId,
} from '#core/sharing/example-ids.ts';
import { BROKEN_EXAMPLES } from './gallery-broken.ts';
import type { Example, ExamplesIn, GalleryExample } from './gallery-example.ts';
import { NOT_FRAME_EXAMPLES } from './gallery-not-frames.ts';
import { RFC_6455_EXAMPLES, RFC_7692_EXAMPLES } from './gallery-rfc.ts';
import { SAMPLES } from '#content/examples/samples/samples.ts';

const RECORDED_EXAMPLES = Object.fromEntries(
  SAMPLES.map(({ id, title, description }) => [
    id,
    { title, look: description, source: { kind: 'sample', sample: id } },
  ]),
) as ExamplesIn<'recorded'>;

const EXAMPLES: Readonly<Record<ExampleId, Example>> = {
  ...RFC_6455_EXAMPLES,
  ...RFC_7692_EXAMPLES,
  ...RECORDED_EXAMPLES,
  ...BROKEN_EXAMPLES,
  ...NOT_FRAME_EXAMPLES,
};

export const GALLERY: readonly GalleryExample[] = EXAMPLE_GROUPS.flatMap((group) =>
  EXAMPLE_IDS[group].map((id) => ({ id, group, ...EXAMPLES[id] })),
);

export type GalleryGroupWords = { readonly title: string; readonly summary: string };

export const GALLERY_GROUPS: Readonly<Record<ExampleGroup, GalleryGroupWords>> = {
  'rfc-6455': {
    title: 'From RFC 6455',
    summary: 'The frames that the standard shows in §5.7.',
  },
  'rfc-7692': {
    title: 'From RFC 7692',
    summary: 'Compressed messages, as the standard for compression shows them in §7.2.3.',
  },
  recorded: { title: 'Recorded', summary: 'A real connection, from its first byte to its last.' },
  broken: { title: 'Broken', summary: 'One rule broken in each, and how receivers react.' },
  'not-frames': {
    title: 'Not frames',
    summary: 'Other bytes that arrive where frames are expected, and what they are.',
  },
};

export function findExample(id: string): GalleryExample | null {
  return GALLERY.find((example) => example.id === id) ?? null;
}
