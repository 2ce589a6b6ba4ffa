import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';
import { bitsOfBytes } from '#core/bytes/bit-range.ts';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { readConversation } from '#core/dissection/conversation.ts';
import type { Finding } from '#core/dissection/finding.ts';
import { pastedTrace } from '#core/notations/pasted-trace.ts';
import { rawConnection } from '#core/notations/raw-bytes.ts';
import { exampleFrames } from '#content/examples.ts';
import { nameUnits } from '#content/unit-words.ts';
import { findingOffsets, findingRange } from '#view/figures/finding-list/finding-place.ts';
import FindingList from '#view/figures/finding-list/FindingList.svelte';

const example = readConversation(pastedTrace(rawConnection(concatBytes(exampleFrames()))).trace);

describe('findings', () => {
  test('say what, where, why, what to do and what a receiver does', async () => {
    const onselect = vi.fn<(finding: Finding) => void>();
    render(FindingList, { conversation: example, names: nameUnits(example.units), onselect });
    const item = screen.getByRole('listitem');
    expect(item).toHaveTextContent('Frame 4: close code 1005 may not be sent');
    expect(item).toHaveTextContent('bytes 0x21–0x22.');
    expect(item).toHaveTextContent('Send 1000, or an empty close.');
    expect(item).toHaveTextContent('The receiver must fail the connection; 1002');
    expect(screen.getByRole('link', { name: 'RFC 6455 §7.4.1' })).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: /Frame 4/ }));
    expect(onselect).toHaveBeenCalledWith(example.findings[0]);
  });

  test('in a masked payload are placed on the wire', () => {
    const [finding] = example.findings;
    expect(finding && findingRange(finding, example)).toEqual(bitsOfBytes(6, 8));
    expect(finding && findingOffsets(finding, example)).toBe('bytes 0x21–0x22');
  });

  test('in great number come by and by', async () => {
    const conversation = readConversation(
      pastedTrace(rawConnection(fromHex('8b00'.repeat(100)))).trace,
    );
    render(FindingList, { conversation, names: nameUnits(conversation.units), onselect: vi.fn() });
    expect(screen.getAllByRole('listitem')).toHaveLength(20);
    await userEvent.click(screen.getByRole('button', { name: 'Show more of 100 findings' }));
    expect(screen.getAllByRole('listitem')).toHaveLength(40);
  });
});
