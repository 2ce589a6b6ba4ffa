/** An example of the gallery, read as Decode reads it. */

import {
  DEFAULT_CHOICES,
  type DecodeChoices,
  type Decoded,
  type DecodeInput,
} from '#core/workbench/decoded.ts';
import { InputReader } from '#core/workbench/input-reader.ts';
import type { Trace } from '#core/trace/trace.ts';
import type { ExamplePaste } from '#content/examples/gallery-example.ts';

const MAX_UNITS = 1000;

export function readExample({ text, directions, compression }: ExamplePaste): Decoded {
  return read(
    { kind: 'text', text: text() },
    { ...DEFAULT_CHOICES, directions, compression: compression ?? 'as-agreed' },
  );
}

export function readRecording(trace: Trace): Decoded {
  return read({ kind: 'trace', trace }, DEFAULT_CHOICES);
}

function read(input: DecodeInput, choices: DecodeChoices): Decoded {
  return new InputReader().read({ input, choices, edits: [], maxUnits: MAX_UNITS });
}
