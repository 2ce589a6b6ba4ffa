import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';
import { bitsOfBytes } from '#core/bytes/bit-range.ts';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { findConduct } from '#core/conduct/conduct.ts';
import { readConversation } from '#core/conversation/conversation.ts';
import { nameUnits } from '#core/conversation/unit-name.ts';
import { rawTrace } from '#core/paste/assembly/raw-trace.ts';
import ConductList from '#view/figures/finding-list/ConductList.svelte';
import type { Place } from '#view/state/selection.svelte.ts';

function show(...frames: readonly string[]) {
  const trace = rawTrace(concatBytes(frames.map(fromHex)));
  const conversation = readConversation({ ...trace, provenance: { kind: 'simulated' } });
  const onplace = vi.fn<(place: Place) => void>();
  const findings = findConduct(conversation);
  const names = nameUnits(conversation.units);
  render(ConductList, { conversation, names, findings, onplace });
  return { onplace, user: userEvent.setup() };
}

const ZERO = '8181 00000000 61';

describe('conduct', () => {
  test('marks the keys, and leads to each of its frames', async () => {
    const { onplace, user } = show(ZERO, '8181 37fa213d 56', ZERO);
    const [item, ...others] = screen.getAllByRole('listitem');
    expect(others).toEqual([]);
    expect(item).toHaveTextContent('2 masking keys are zero');
    expect(item).toHaveTextContent('2 of 3 masked frames have the key 00 00 00 00.');
    expect(screen.getAllByRole('mark').map(({ textContent }) => textContent.trim())).toEqual(
      Array.from({ length: 4 }, () => '00'),
    );
    await user.click(screen.getByText('Every frame'));
    const places = await screen.findByRole('list', { name: 'Places' });
    await user.click(within(places).getByRole('button', { name: /^Frame 3: text/ }));
    expect(onplace).toHaveBeenCalledWith({ unit: 2, range: bitsOfBytes(2, 6) });
  });

  test('shows the frame with another key, which is called an example', async () => {
    const { user } = show(ZERO);
    await user.click(screen.getByText('What a correct client would send here'));
    const item = screen.getByRole('listitem');
    expect(item).toHaveTextContent('81 81 5b d0 e8 66 3a');
    expect(item).toHaveTextContent('The masking key is an example.');
  });
});
