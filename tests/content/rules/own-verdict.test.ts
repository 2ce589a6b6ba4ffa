import { expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { ownVerdict } from '#content/rules/own-verdict.ts';
import { ODD_INPUT_IDS, ODD_INPUTS, type OddInput } from '#content/rules/peer-verdicts-inputs.ts';
import { verdictWords } from '#content/rules/peer-verdicts.ts';

const inputs = ODD_INPUT_IDS.map((id): [string, OddInput] => [id, ODD_INPUTS[id]]);

test.each(inputs.filter(([, { isCompressed }]) => isCompressed === undefined))(
  'our receiver’s verdict on %s has the code of the table',
  (_, { sender, hex, closeCode }) => {
    const verdict = ownVerdict(sender, fromHex(hex));
    expect(verdict.kind === 'fails' ? verdict.closeCode : null).toBe(closeCode);
  },
);

test.each([
  ['8185 37fa213d 7f9f4d5158', 'accepts: text “Hello”'],
  ['8980 37fa213d 8a80 37fa213d 8880 37fa213d', 'accepts: empty ping, empty pong, close 1005'],
  ['0183 37fa213d 7f9f4d', 'waits for more'],
  ['8980 37fa213d 8105', 'empty ping, then fails with 1002: a client’s frame isn’t masked'],
])('in words, of %s, is “%s”', (hex, words) => {
  expect(verdictWords(ownVerdict('client', fromHex(hex)))).toBe(words);
});
