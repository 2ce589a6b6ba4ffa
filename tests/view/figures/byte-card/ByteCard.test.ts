import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { describe, expect, test, vi } from 'vitest';
import { SAMPLES } from '#content/examples/samples/samples.ts';
import { actOut } from '#core/scenarios/act-out.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import type { Tampering } from '#core/simulation/tampering.ts';
import { carrierOf, withFlippedBit } from '#core/story/flipped-bit.ts';
import { readStory, type Story } from '#core/story/story.ts';
import ByteCard from '#view/figures/byte-card/ByteCard.svelte';

function play(tampering?: Tampering): Story {
  return readStory(actOut(helloAndGoodbye.script(), tampering));
}

const story = play();

function stepOf(id: string, { steps } = story) {
  const step = steps.find((each) => each.id === id);
  if (step === undefined) throw new Error(`expected a step ${id}`);
  return step;
}

/** Everything but the byte and what it does. */
const quiet = { onclose: () => {}, onflip: () => {} };

function showByte(id: string, byteIndex: number, more: object = {}) {
  const props = { story, step: stepOf(id), byteIndex, ...quiet, ...more };
  return render(ByteCard, { props });
}

/** Waits until all of them are there. */
async function predictions(...bits: readonly number[]): Promise<string[]> {
  const all = () =>
    screen
      .getAllByRole('button', { name: /^Flip bit/ })
      .map((button) => button.nextElementSibling?.textContent ?? '');
  await vi.waitFor(() => expect(all()).not.toContain(''), { timeout: 5000 });
  return bits.map((bit) => all()[bit] ?? '');
}

describe('the first byte of “Hello”', () => {
  test('has its bits, their meaning, their rule and its section', () => {
    showByte('client-text-1', 0);
    expect(screen.getByRole('dialog', { name: 'Byte 0x00 · 81' })).toBeVisible();
    const names = screen.getAllByRole('heading', { level: 3 }).map((each) => each.textContent);
    expect(names).toEqual(['FIN', 'RSV1', 'RSV2', 'RSV3', 'Opcode']);
    expect(screen.getByText('0x1 text: a text message, in UTF-8')).toBeVisible();
    expect(screen.getByText(/Six of 16 values are defined/)).toBeVisible();
    expect(screen.getAllByRole('link', { name: 'RFC 6455 §5.2' })[0]).toHaveAttribute(
      'href',
      'https://www.rfc-editor.org/rfc/rfc6455#section-5.2',
    );
  });

  test('says beforehand what each flip would do', async () => {
    showByte('client-text-1', 0);
    expect(await predictions(0, 1, 4, 5, 6, 7)).toEqual([
      'The server would read “Hello” and wait for the rest of the message.',
      'The server would fail the connection (1002): a reserved bit is set.',
      'The server would read a ping with 5 bytes of payload.',
      'The server would fail the connection (1002): the opcode is reserved.',
      'The server would fail the connection (1002): the opcode is reserved.',
      'The server would fail the connection (1002): a continuation frame continues no message.',
    ]);
  });

  test('asks the page to act a flip out', async () => {
    const onflip = vi.fn();
    showByte('client-text-1', 0, { onflip });
    await userEvent.click(screen.getByRole('button', { name: 'Flip bit 0 to 0' }));
    expect(onflip.mock.calls).toEqual([[0]]);
  });
});

test('a masked byte is shown with its key and its character’s field', async () => {
  showByte('client-text-1', 6);
  expect(screen.getByText(/^[\da-f]{2} ⊕ [\da-f]{2} = 48$/)).toBeVisible();
  expect(screen.getByRole('heading', { name: 'Text' })).toBeVisible();
  expect(await predictions(7, 0)).toEqual([
    'The server would read “Iello”.',
    'The server would fail the connection (1007): the text isn’t valid UTF-8.',
  ]);
});

test('a byte of a header field has the note of that field', async () => {
  const step = stepOf('request');
  const { trace } = story.conversation;
  const { range } = step.unit!;
  const head = String.fromCharCode(
    ...trace.streams['client-to-server'].read(range.start, range.end),
  );
  render(ByteCard, { story, step, byteIndex: head.indexOf('websocket'), ...quiet });
  expect(screen.getByText(/^Upgrade is required: the protocol to switch to\./)).toBeVisible();
  expect((await predictions(7))[0]).toMatch(/^The server would reject the request: /);
});

test('a flip that was acted out is shown, and can be flipped back', async () => {
  const step = stepOf('client-text-1');
  const carrier = carrierOf(6, step, story)!;
  const bytes = withFlippedBit(carrier, 7);
  const changed = play(new Map([[carrier.segmentName!, { kind: 'replace', bytes }]]));
  render(ByteCard, {
    story: changed,
    step: stepOf('client-text-1', changed),
    byteIndex: 6,
    ...quiet,
  });
  expect(screen.getByRole('status')).toHaveTextContent(/^Sent as .., arrives as ..\.$/);
  expect(await predictions(7)).toEqual(['The server would read “Hello”.']);
});

describe('without a scenario', () => {
  test('a flip changes the reading only, and says so', async () => {
    const { container } = showByte('client-text-1', 0, { onflip: undefined });
    expect(screen.getByText(/^Reading only\./)).toBeVisible();
    const flip = screen.getByRole('button', { name: 'Flip bit 0 to 0' });
    await userEvent.click(flip);
    expect(flip).toHaveAttribute('aria-pressed', 'true');
    expect(screen.getByRole('status')).toHaveTextContent('Sent as 81, arrives as 01.');
    expect(screen.getByText('0: more frames follow')).toBeVisible();
    expect(container.querySelector('.flipped')).toHaveTextContent('0');
    await userEvent.click(flip);
    expect(screen.queryByRole('status')).toBeNull();
  });

  test('every byte of the recording opens', async () => {
    const recorded = readStory(await SAMPLES[0]!.load());
    for (const step of recorded.steps.filter(({ unit }) => unit !== null)) {
      const { unmount } = render(ByteCard, {
        story: recorded,
        step,
        byteIndex: 0,
        onclose: () => {},
      });
      expect(screen.getAllByRole('button', { name: /^Flip bit/ })).toHaveLength(8);
      unmount();
    }
  });
});

describe('closing', () => {
  test('Escape closes, and the byte gets the focus back', async () => {
    const anchor = document.createElement('button');
    document.body.append(anchor);
    const onclose = vi.fn();
    showByte('client-text-1', 0, { anchor, onclose });
    expect(screen.getByRole('dialog', { hidden: true })).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    expect(onclose).toHaveBeenCalledOnce();
    expect(anchor).toHaveFocus();
    anchor.remove();
  });

  test('a press elsewhere closes, one in the card doesn’t', async () => {
    const onclose = vi.fn();
    showByte('client-text-1', 0, { onclose });
    await userEvent.click(screen.getByRole('heading', { level: 2 }));
    expect(onclose).not.toHaveBeenCalled();
    await userEvent.click(document.body);
    expect(onclose).toHaveBeenCalledOnce();
  });
});

test('a rule that the sender broke is named, at its byte only', async () => {
  const { PLAIN_SCENARIOS } = await import('#core/scenarios/plain-scenarios.ts');
  const script = PLAIN_SCENARIOS['rules-broken'].script({ breach: 'reserved-bit' });
  const broken = readStory(actOut(script));
  const finding = broken.conversation.findings.find(
    ({ violation }) => violation.id === 'frame.reserved-bit',
  );
  const step = broken.steps.find(({ unitIndex }) => unitIndex === finding?.unitIndex)!;
  const { rerender } = render(ByteCard, { story: broken, step, byteIndex: 0, ...quiet });
  expect(
    screen.getByText(/^As it was sent: a reserved bit is set\. The receiver must/),
  ).toBeVisible();
  await rerender({ byteIndex: 1 });
  expect(screen.queryByText(/^As it was sent/)).toBeNull();
});

test('a step without bytes has no card', () => {
  showByte('tcp-syn', 0);
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('has no faults that axe finds', async () => {
  const { container } = showByte('client-text-1', 1);
  const { violations } = await axe.run(container, { rules: { region: { enabled: false } } });
  expect(violations).toEqual([]);
  expect(within(container).getAllByRole('list', { name: 'Flip it and see' })).toHaveLength(2);
});
