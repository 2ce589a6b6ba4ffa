import { describe, expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { checkPayloadLength, decodeFrameHeader } from '#core/protocol/framing/frame-header.ts';
import { RULES, type RuleId } from '#core/protocol/rules/rules.ts';
import { ODD_INPUT_IDS, ODD_INPUTS, type OddInput } from '#content/rules/peer-verdicts-inputs.ts';
import { ListingReader } from './received-list.ts';

/** How our receiver, configured like a browser, handles an odd input. */
function read({ sender, hex, isCompressed }: OddInput) {
  const compression = isCompressed ? { contextTakeover: true, windowBits: 15 } : null;
  const received = new ListingReader({ sender, compression }).feed(fromHex(hex));
  return received.find((item) => item.kind === 'failure') ?? null;
}

describe('what our receiver does with odd inputs', () => {
  test.each(ODD_INPUT_IDS)('is the entry of the table for %s', (id) => {
    const { rule, closeCode }: OddInput = ODD_INPUTS[id];
    const failure = read(ODD_INPUTS[id]);
    expect(failure?.closeCode ?? null).toBe(closeCode);
    if (failure !== null) expect(failure.violation.id).toBe(rule);
  });

  test('is to read on over broken rules only where these allow it', () => {
    const tolerated = ODD_INPUT_IDS.map((id): OddInput => ODD_INPUTS[id])
      .filter(({ rule, closeCode }) => rule !== null && closeCode === null)
      .map(({ rule }) => rule as RuleId);
    expect(tolerated.filter((rule) => RULES[rule].reaction === 'fails')).toEqual([]);
    expect(tolerated).not.toEqual([]);
  });

  test.each(['length-16-not-minimal', 'length-64-not-minimal'] as const)(
    'is to note %s all the same',
    (id) => {
      const reading = decodeFrameHeader(fromHex(ODD_INPUTS[id].hex));
      if (reading.kind !== 'header') throw new Error('expected a header, got part of one');
      const noted = checkPayloadLength(reading.header.payloadLength);
      expect(noted.map((violation) => violation.id)).toEqual([ODD_INPUTS[id].rule]);
    },
  );
});
