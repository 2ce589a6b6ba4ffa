/** An example of the gallery, read as Decode reads it. */

import { DEFAULT_CHOICES, type Decoded } from '#core/workbench/decoded.ts';
import { InputReader } from '#core/workbench/input-reader.ts';
import type { ExamplePaste } from '#content/examples/gallery-example.ts';

const MAX_UNITS = 1000;

export function readExample({ text, directions, compression }: ExamplePaste): Decoded {
  return new InputReader().read({
    input: { kind: 'text', text: text() },
    choices: { ...DEFAULT_CHOICES, directions, compression: compression ?? 'as-agreed' },
    edits: [],
    maxUnits: MAX_UNITS,
  });
}
