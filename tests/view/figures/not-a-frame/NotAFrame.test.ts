import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';
import type { ByteRange } from '#core/bytes/bit-range.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { NOT_A_FRAME_IDS, recogniseBytes } from '#core/recognition/not-a-frame.ts';
import { NOT_A_FRAME_NOTES } from '#content/decode/not-a-frame-notes.ts';
import NotAFrame from '#view/figures/not-a-frame/NotAFrame.svelte';

function show(bytes: Uint8Array) {
  const recognition = recogniseBytes(bytes);
  if (recognition === null) throw new Error('expected bytes that are not frames, got frames');
  const onselect = vi.fn<(range: ByteRange) => void>();
  render(NotAFrame, { recognition, bytes, onselect });
  return { recognition, onselect, user: userEvent.setup() };
}

const request = toUtf8('GET /chat HTTP/1.1\r\nHost: example.org\r\n\r\n');

describe('what is not a frame', () => {
  test('is named, with what to do', () => {
    show(request);
    const region = screen.getByRole('region', {
      name: 'This is not a WebSocket frame: an HTTP request',
    });
    expect(region).toHaveTextContent('What to do: Read the request up to its empty line');
  });

  test('is named with a doubt where it is likely only', () => {
    show(toUtf8('Hello, is anybody there?'));
    expect(
      screen.getByRole('heading', { name: 'This is probably not a WebSocket frame: plain text' }),
    ).toBeVisible();
    expect(screen.getByText(/Guessed from/)).toBeVisible();
  });

  test('has the bytes marked that show it, and lights them', async () => {
    const { recognition, onselect, user } = show(request);
    const marked = screen.getAllByRole('mark').map(({ textContent }) => textContent);
    expect(marked.join('').replaceAll(/\s/g, '')).toMatch(/^47G45E54T20/);
    await user.click(screen.getByRole('button', { name: 'Show these bytes' }));
    expect(onselect).toHaveBeenCalledWith(recognition.range);
  });

  test('is read as a frame, with what libraries print of that', async () => {
    const { user } = show(request);
    expect(
      screen.getByText(/FIN 0, RSV1 1, RSV2 0, RSV3 0, opcode 0x7 \(reserved\), MASK 0, length 69/),
    ).toBeVisible();
    expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      expect.stringContaining('bit 1: a reserved bit is set'),
      expect.stringContaining('bits 4–7: the opcode is reserved'),
    ]);
    await user.click(screen.getByText(/^What libraries print, \d+ messages$/));
    expect(screen.getByText('Invalid WebSocket frame: RSV1 must be clear')).toBeVisible();
    expect(screen.getByText('websocket: RSV1 set')).toBeVisible();
    expect(screen.queryByText('websocket: RSV2 set')).toBeNull();
  });

  test('that is too short for a header says so', () => {
    show(fromHex('0d0a0d0a000d0a515549540a21110c00').subarray(0, 12));
    expect(screen.getByRole('region')).toBeVisible();
  });

  test.each(NOT_A_FRAME_IDS)('can be shown: %s', (id) => {
    render(NotAFrame, {
      recognition: { ...recogniseBytes(request)!, id },
      bytes: request,
      onselect: vi.fn<(range: ByteRange) => void>(),
    });
    expect(screen.getByRole('heading', { level: 3 })).toHaveTextContent(
      NOT_A_FRAME_NOTES[id].title,
    );
  });
});
