/** The gallery: bytes worth looking at, in groups, each with a link of its own. */

import { printAddress } from '#core/sharing/address.ts';
import { BROKEN_EXAMPLES } from './gallery-broken.ts';
import type { GalleryExample, GalleryGroup } from './gallery-example.ts';
import { NOT_FRAME_EXAMPLES } from './gallery-not-frames.ts';
import { RFC_6455_EXAMPLES, RFC_7692_EXAMPLES } from './gallery-rfc.ts';
import { SAMPLES } from '#content/examples/samples/samples.ts';

export const GALLERY: readonly GalleryExample[] = [
  ...RFC_6455_EXAMPLES,
  ...RFC_7692_EXAMPLES,
  ...SAMPLES.map(({ id, title, description }): GalleryExample => ({
    id,
    group: 'recorded',
    title,
    look: description,
    source: { kind: 'sample', sample: id },
  })),
  ...BROKEN_EXAMPLES,
  ...NOT_FRAME_EXAMPLES,
];

export type GalleryGroupWords = { readonly title: string; readonly summary: string };

export const GALLERY_GROUPS: Readonly<Record<GalleryGroup, GalleryGroupWords>> = {
  'rfc-6455': {
    title: 'From RFC 6455',
    summary: 'The frames that the standard itself shows, in §5.7.',
  },
  'rfc-7692': {
    title: 'From RFC 7692',
    summary: 'Compressed messages, as §7.2.3 of the standard for compression shows them.',
  },
  recorded: { title: 'Recorded', summary: 'A real connection, from its first byte to its last.' },
  broken: { title: 'Broken', summary: 'One rule broken in each, and what a receiver makes of it.' },
  'not-frames': {
    title: 'Not frames',
    summary: 'What else arrives where frames are expected, and what it really is.',
  },
};

export function findExample(id: string): GalleryExample | null {
  return GALLERY.find((example) => example.id === id) ?? null;
}

/** `#/decode?example=rfc-6455-masked-text`. */
export function exampleLink({ id }: GalleryExample): string {
  return printAddress({ page: 'decode', path: [], query: new Map([['example', id]]) });
}
