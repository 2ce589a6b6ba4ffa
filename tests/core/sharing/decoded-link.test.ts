import { describe, expect, test } from 'vitest';
import { linkOfDecoded, type LinkedInput } from '#core/sharing/decoded-link.ts';
import { runsOf } from '#core/sharing/linked-runs.ts';
import type { Edit } from '#core/editing/edit.ts';
import { DEFAULT_CHOICES, type DecodeChoices, type DecodeInput } from '#core/workbench/decoded.ts';
import { InputReader } from '#core/workbench/input-reader.ts';
import { traceOf } from '../conversation/streams.ts';

const NOWHERE = { unit: null, selection: null };

const JELLO: Edit = {
  direction: 'server-to-client',
  range: { start: 2, end: 3 },
  bytes: Uint8Array.of(0x4a),
};

function decode(
  input: DecodeInput,
  chosen: Partial<DecodeChoices> = {},
  edits: readonly Edit[] = [],
): LinkedInput {
  const choices = { ...DEFAULT_CHOICES, ...chosen };
  const decoded = new InputReader().read({ input, choices, edits, maxUnits: Infinity });
  return { text: input.kind === 'text' ? input.text : null, edits, choices, decoded };
}

const HELLO: DecodeInput = { kind: 'text', text: '81 05 48 65 6c 6c 6f' };

describe('the data of a link', () => {
  test('is the text as it was pasted', () => {
    const { link } = linkOfDecoded(decode(HELLO), NOWHERE, true);
    expect(link.data).toEqual({ kind: 'paste', text: HELLO.text, edited: null });
  });

  test('has the edited bytes beside the text', () => {
    const input = decode(HELLO, {}, [JELLO]);
    const { link, runs } = linkOfDecoded(input, NOWHERE, true);
    expect(runs).toEqual(runsOf(input.decoded.conversation.trace));
    expect(link.data).toEqual({ kind: 'paste', text: HELLO.text, edited: runs });
    expect(runs[0]?.bytes[2]).toBe(0x4a);
  });

  test('is the bytes alone if there is no text', () => {
    const trace = traceOf([['c', Uint8Array.of(0x89, 0)]]);
    const { link, runs } = linkOfDecoded(decode({ kind: 'trace', trace }), NOWHERE, true);
    expect(link.data).toEqual({ kind: 'bytes', runs });
  });

  test('is omitted from a link that contains only how to read it', () => {
    expect(linkOfDecoded(decode(HELLO), NOWHERE, false).link.data).toBeNull();
  });
});

test('the choices are those of the reader, the connection that which is shown', () => {
  const input = decode(HELLO, { reading: 'hex', connection: 9, directions: 'from-client' });
  const { link } = linkOfDecoded(input, NOWHERE, false);
  expect(link).toMatchObject({ reading: 'hex', connection: 0, directions: 'from-client' });
});

test.each([
  { chosen: 'as-agreed' as const, linked: null },
  { chosen: 'none' as const, linked: 'none' },
])('compression $chosen is $linked in the link', ({ chosen, linked }) => {
  const { link } = linkOfDecoded(decode(HELLO, { compression: chosen }), NOWHERE, false);
  expect(link.compression).toBe(linked);
});

test('the place is the unit and the bits that are shown', () => {
  const place = { unit: { kind: 'frame', number: 2 } as const, selection: { start: 8, end: 16 } };
  expect(linkOfDecoded(decode(HELLO), place, false).link).toMatchObject(place);
});
