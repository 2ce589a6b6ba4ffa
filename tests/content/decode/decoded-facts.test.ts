import { expect, test } from 'vitest';
import { factsOf } from '#content/decode/decoded-facts.ts';
import { DEFAULT_CHOICES } from '#core/workbench/decoded.ts';
import { InputReader } from '#core/workbench/input-reader.ts';

const factsOfText = (text: string) =>
  factsOf(
    new InputReader().read({
      input: { kind: 'text', text },
      choices: DEFAULT_CHOICES,
      edits: [],
      maxUnits: Infinity,
    }),
  );

test.each([
  {
    text: '810548656c6c6f',
    facts: ['hex · 7 bytes', 'from the server, not masked', '1 frame', '1 message'],
  },
  {
    text: '898037fa213d',
    facts: ['hex · 6 bytes', 'from the client, masked', '1 frame', '0 messages'],
  },
  {
    text: 'C: 8980 37fa213d\nS: 8a00',
    facts: ['hex in a log · 8 bytes', 'both directions', '2 frames', '0 messages'],
  },
  { text: '81', facts: ['hex · 1 byte', 'from the client', '1 frame', '0 messages'] },
  { text: '', facts: ['text of a message · 0 bytes', 'nothing yet', '0 frames', '0 messages'] },
])('of “$text” are $facts', ({ text, facts }) => {
  expect(factsOfText(text)).toEqual(facts);
});
