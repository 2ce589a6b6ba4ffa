import { expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { fragmentText } from '#core/conversation/fragment-text.ts';
import { decodeFrameHeader } from '#core/protocol/framing/frame-header.ts';

/** "ü" is c3 bc, and "€" is e2 82 ac. */
test.each([
  { name: 'a whole text', frame: '8102c3bc', text: 'ü' },
  { name: 'a first part', frame: '010241c3', text: 'A…' },
  { name: 'a first part that ends after two of three bytes', frame: '010341e282', text: 'A…' },
  { name: 'a last part', frame: '8002ac42', text: '…B' },
  { name: 'a part in the middle', frame: '0003bc41c3', text: '…A…' },
  { name: 'a final frame that breaks off', frame: '810241c3', text: 'A\ufffd' },
  { name: 'a first frame that begins with a rest', frame: '0102bc41', text: '\ufffdA' },
])('$name is $text', ({ frame, text }) => {
  const bytes = fromHex(frame);
  const reading = decodeFrameHeader(bytes);
  if (reading.kind !== 'header') throw new TypeError('expected a whole header');
  expect(fragmentText(bytes.subarray(reading.size), reading)).toBe(text);
});
