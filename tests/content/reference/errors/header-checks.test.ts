import { describe, expect, test } from 'vitest';
import { recogniseBytes } from '#core/recognition/not-a-frame.ts';
import { exampleOf, NOT_FRAMES_IDS } from '#content/reference/errors/error-examples.ts';
import { ERROR_MESSAGES } from '#content/reference/errors/error-messages.ts';
import { HEADER_READERS, headerErrors } from '#content/reference/errors/header-checks.ts';
import { matchIn, patternsOf } from '#content/reference/errors/message-pattern.ts';
import { closeWords, messageWords } from '#content/rules/peer-verdicts-outcome.ts';
import { toHex } from '#core/bytes/hex.ts';
import { readWithDriver } from '../../../../scripts/peers/websocket-driver.mjs';
import { readWithWs } from '../../../../scripts/peers/ws.mjs';
import { SAMPLES } from '../../../core/recognition/not-a-frame-samples.ts';

const messageOf = (library: string, text: string) =>
  ERROR_MESSAGES.find((message) => message.library === library && message.text === text);

/** What the table says of a header, as a test of a text that a library printed. */
function expected(library: string, bytes: Uint8Array): (printed: string | null) => boolean {
  const row = headerErrors(bytes).find((error) => error.library === library);
  const message = row && messageOf(library, row.text);
  return (printed) => {
    if (message === undefined) return printed === null;
    return patternsOf(message).some((pattern) => matchIn(pattern, printed ?? '').length > 0);
  };
}

/** Every first byte, with second bytes of each sort. Without a mask, so that clients read on. */
const HEADERS = Array.from({ length: 256 }, (_, first) =>
  [0, 1, 2, 125, 126, 127].map((second) => Uint8Array.of(first, second)),
).flat();

describe('the order of checks', () => {
  test.each([
    ['ws', readWithWs],
    ['websocket-driver', readWithDriver],
  ] as const)('is that of %s, for every first byte', async (library, read) => {
    const wrong: string[] = [];
    for (const bytes of HEADERS) {
      const input = { sender: 'server' as const, hex: toHex(bytes) };
      const error = (await read(input, { messageWords, closeWords }))?.failure?.error ?? null;
      // What shows only after the frame's length, or at its end, is not in the table.
      if (/ unexpected continuation frame$| too long payload/.test(error ?? '')) continue;
      if (!expected(library, bytes)(error)) wrong.push(`${toHex(bytes)}: ${error}`);
    }
    expect(wrong).toEqual([]);
  });

  test.each(HEADER_READERS)('names only messages that are listed: %s', (library) => {
    const texts = HEADERS.flatMap((bytes) => headerErrors(bytes)).filter(
      (error) => error.library === library,
    );
    expect(texts.filter(({ text }) => messageOf(library, text) === undefined)).toEqual([]);
    expect(texts.length).toBeGreaterThan(0);
  });
});

describe('bytes that aren’t frames', () => {
  const pairs = NOT_FRAMES_IDS.flatMap((id) =>
    HEADER_READERS.map((library) => [id, library] as const),
  );

  test.each(pairs)(
    '%s is listed as a cause of what %s prints, and of nothing else',
    (id, library) => {
      const rows = ERROR_MESSAGES.filter((message) => message.library === library);
      const [{ reader } = { reader: 'both' as const }] = rows;
      const example = exampleOf(id, 'both');
      const printed = headerErrors(example.bytes)
        .filter((error) => error.library === library)
        .map(({ text }) => text);
      const causing = rows
        .filter(({ causes, answer }) => answer === 'frame' && causes.includes(id))
        .map(({ text }) => text)
        // A code stands for its message. Whether a mask is expected depends on the side.
        .filter((text) => text.includes(' ') && !/mask/i.test(text));
      expect(causing.filter((text) => !printed.includes(text))).toEqual([]);
      if (causing.length > 0) expect(causing).toEqual(printed);
      expect(reader === 'client' && example.sender === 'client' ? causing : []).toEqual([]);
    },
  );

  test.each(SAMPLES)('lead to messages by their first bytes: %s', (_, bytes) => {
    const { misreading } = recogniseBytes(bytes)!;
    if (misreading.violations.length > 0) expect(headerErrors(bytes)).not.toEqual([]);
  });

  test('no bytes lead to none', () => {
    expect(headerErrors(new Uint8Array())).toEqual([]);
    expect(headerErrors(Uint8Array.of(0x81, 0x05))).toEqual([]);
  });
});
