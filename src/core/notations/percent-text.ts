/**
 * Bytes as %81 (RFC 3986 §2.1) or, in quoted-printable, as =81 (RFC 2045 §6.7), among literal
 * characters.
 */

import { CODE, hexValue } from './characters.ts';
import type { NotationId } from './notation.ts';
import type { Reading } from './reading.ts';
import { Transcript } from './transcript.ts';
import { wireEvidence } from './wire-unit.ts';

export function readPercentText(text: string): Reading[] {
  return [
    ...readMarked(text, CODE.percent, 'percent'),
    ...readMarked(text, CODE.equals, 'quoted-printable'),
  ];
}

function readMarked(text: string, mark: number, notation: NotationId): Reading[] {
  if (!isMarked(text, mark)) return [];
  const transcript = new Transcript();
  let escapes = 0;
  let others = 0;
  for (let at = 0; at < text.length;) {
    const code = text.charCodeAt(at);
    if (code === mark) {
      const high = hexValue(text.charCodeAt(at + 1));
      const low = hexValue(text.charCodeAt(at + 2));
      if (high >= 0 && low >= 0 && at + 2 < text.length) {
        transcript.add((high << 4) | low, at, at + 3);
        escapes++;
        at += 3;
        continue;
      }
      // A mark at the end of a line joins it with the next (quoted-printable).
      const next = text.charCodeAt(at + 1);
      if (mark === CODE.percent || (next !== CODE.lineFeed && next !== CODE.return)) return [];
    } else if (code >= 0x80) {
      return [];
    } else if (code > CODE.blank || (code === CODE.blank && mark === CODE.equals)) {
      transcript.add(code, at, at + 1);
      others++;
    }
    at++;
  }
  if (escapes === 0) return [];
  if (wireEvidence(transcript.collector.view()) === 'whole')
    return [transcript.finish(notation, 'likely')];
  return escapes * 2 > others
    ? [transcript.finish(notation, escapes > 3 ? 'likely' : 'possible')]
    : [];
}

/** Whether two digits follow the first mark. */
function isMarked(text: string, mark: number): boolean {
  const at = text.indexOf(String.fromCharCode(mark));
  return (
    at !== -1 && hexValue(text.charCodeAt(at + 1)) >= 0 && hexValue(text.charCodeAt(at + 2)) >= 0
  );
}
