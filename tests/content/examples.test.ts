import { expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { readConversation } from '#core/dissection/conversation.ts';
import { readHex } from '#core/notations/hex.ts';
import { pastedTrace } from '#core/notations/pasted-trace.ts';
import { exampleFrames, exampleText } from '#content/examples.ts';

test('the example is hex that reads without a problem', () => {
  const { bytes, problem } = readHex(exampleText());
  expect(problem).toBeNull();
  expect(bytes).toEqual(concatBytes(exampleFrames()));
});

test('the example breaks one rule only: its close code must not be sent', () => {
  const { units, messages, findings } = readConversation(pastedTrace(concatBytes(exampleFrames())));
  expect(units).toHaveLength(4);
  expect(messages).toMatchObject([{ unitIndices: [0, 2], size: 5, isFinished: true }]);
  expect(findings.map(({ unitIndex, violation }) => [unitIndex, violation.id])).toEqual([
    [3, 'close.code-not-sendable'],
  ]);
});
