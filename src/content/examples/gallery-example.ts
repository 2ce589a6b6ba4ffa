/** The parts of the gallery's examples: words, and a paste or a recorded connection. */

import { concatBytes } from '#core/bytes/byte-array.ts';
import { toHex } from '#core/bytes/hex.ts';
import type { DirectionMode } from '#core/paste/assembly/direction-mode.ts';
import {
  agreementOf,
  type DeflateAgreement,
} from '#core/protocol/compression/permessage-deflate.ts';
import type { ExampleGroup, ExampleId, ExampleIn } from '#core/sharing/example-ids.ts';
import type { SampleId } from '#core/sharing/sample-ids.ts';
import type { LinkedRun } from '#core/sharing/linked-runs.ts';
import type { Direction } from '#core/trace/direction.ts';

export type ExamplePaste = {
  readonly kind: 'paste';
  /** The text to paste. A function, because the largest has 196 KB. */
  readonly text: () => string;
  /** Who sent the bytes, if neither text nor bytes show it. */
  readonly directions: DirectionMode;
  /** What the handshake negotiated, because it isn't in the paste. */
  readonly compression: DeflateAgreement | null;
};

export type ExampleSource = ExamplePaste | { readonly kind: 'sample'; readonly sample: SampleId };

export type ExampleWords = {
  readonly title: string;
  /** What to look at, in one sentence. */
  readonly look: string;
};

export type Example = ExampleWords & { readonly source: ExampleSource };

export type ExamplesIn<Group extends ExampleGroup> = Readonly<Record<ExampleIn<Group>, Example>>;

export type GalleryExample = Example & { readonly id: ExampleId; readonly group: ExampleGroup };

/** The usual agreement on permessage-deflate. */
export const DEFLATE_WITHOUT_PARAMETERS = agreementOf({
  serverNoContextTakeover: false,
  clientNoContextTakeover: false,
  serverMaxWindowBits: null,
  clientMaxWindowBits: null,
});

/** Frames of one side, one per line. */
export function pasteOf(
  frames: readonly Uint8Array[],
  circumstances: Partial<Pick<ExamplePaste, 'directions' | 'compression'>> = {},
): ExamplePaste {
  const text = () => frames.map(toLines).join('\n');
  return { kind: 'paste', text, directions: 'as-told', compression: null, ...circumstances };
}

/** What both sides sent, as tshark follows a stream: one run per line, the server's indented. */
export function followedPaste(runs: readonly LinkedRun[]): ExamplePaste {
  const text = () =>
    runs.map(({ direction, bytes }) => INDENTS[direction] + toHex(bytes)).join('\n');
  return { kind: 'paste', text, directions: 'as-told', compression: null };
}

const INDENTS: Readonly<Record<Direction, string>> = {
  'client-to-server': '',
  'server-to-client': '\t',
};

export function fromClient(...parts: readonly Uint8Array[]): LinkedRun {
  return { direction: 'client-to-server', bytes: concatBytes(parts) };
}

export function fromServer(...parts: readonly Uint8Array[]): LinkedRun {
  return { direction: 'server-to-client', bytes: concatBytes(parts) };
}

const BYTES_PER_LINE = 16;

function toLines(bytes: Uint8Array): string {
  const lines = Array.from({ length: Math.ceil(bytes.length / BYTES_PER_LINE) }, (_, row) =>
    toHex(bytes.subarray(row * BYTES_PER_LINE, (row + 1) * BYTES_PER_LINE), ' '),
  );
  return lines.join('\n');
}
