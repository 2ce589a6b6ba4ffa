import { expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { readConversation } from '#core/conversation/conversation.ts';
import { rawTrace } from '#core/paste/assembly/raw-trace.ts';
import { readPaste } from '#core/paste/read-paste.ts';
import { exampleFrames, exampleText } from '#content/examples/examples.ts';

test('the example is hex that reads without a problem', () => {
  const { problems, connections } = readPaste(exampleText())[0]!;
  expect(problems).toEqual([]);
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
