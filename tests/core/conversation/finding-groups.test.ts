import { expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { readConversation } from '#core/conversation/conversation.ts';
import { groupFindings } from '#core/conversation/finding-groups.ts';
import { rawTrace } from '#core/paste/assembly/raw-trace.ts';

test('findings come by their rule, in the order in which rules are first broken', () => {
  const { findings } = readConversation(rawTrace(fromHex('b100 8b00 f100 8b00 8101ff')));
  const groups = groupFindings(findings);
  expect(groups.map(({ rule, findings, unitCount }) => [rule, findings.length, unitCount])).toEqual(
    [
      ['frame.reserved-bit', 5, 2],
      ['frame.reserved-opcode', 2, 2],
      ['message.text-not-utf8', 1, 1],
    ],
  );
  expect(groups.flatMap((group) => [...group.findings])).toHaveLength(findings.length);
  expect(groupFindings([])).toEqual([]);
});
