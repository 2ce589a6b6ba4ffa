import { expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { readConversation } from '#core/conversation/conversation.ts';
import { rawTrace } from '#core/notations/raw-trace.ts';
import { readText } from '#core/notations/read-text.ts';
import { exampleFrames, exampleText } from '#content/examples/examples.ts';

test('the example is hex that reads without a problem', () => {
  const { problem, connections } = readText(exampleText())[0]!;
  expect(problem).toBeNull();
  expect(connections[0]?.bytes).toEqual(concatBytes(exampleFrames()));
});

test('the example breaks one rule only: its close code must not be sent', () => {
  const { units, messages, findings } = readConversation(rawTrace(concatBytes(exampleFrames())));
  expect(units).toHaveLength(4);
  expect(messages).toMatchObject([{ unitIndices: [0, 2], size: 5, isFinished: true }]);
  expect(findings.map(({ unitIndex, violation }) => [unitIndex, violation.id])).toEqual([
    [3, 'close.code-not-sendable'],
  ]);
});
