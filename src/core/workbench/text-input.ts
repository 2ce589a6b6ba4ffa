/** A text from a file. Some formats of captures that aren't read here are text. */

import { toUtf8 } from '#core/bytes/text.ts';
import { foreignFormatOf } from '#core/captures/foreign-format.ts';
import type { DecodeInput } from './decoded.ts';

export function textInput(name: string, text: string): DecodeInput {
  const bytes = toUtf8(text);
  return foreignFormatOf(bytes) === null ? { kind: 'text', text } : { kind: 'file', name, bytes };
}
