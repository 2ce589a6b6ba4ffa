import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import { ODD_INPUTS, type OddInput, type OddInputId } from '#content/rules/peer-verdicts-inputs.ts';
import type { PeerVerdict } from '#content/rules/peer-verdicts-outcome.ts';
import { peerCell } from '#content/rules/peer-verdicts.ts';
import { bytesFromServer } from '../../../scripts/peers/browser-bytes.ts';
import { recordPage } from '../../../scripts/peers/browser-server.mjs';
import {
  browserVerdict,
  hasClose,
  type PageEvent,
} from '../../../scripts/peers/browser-verdict.ts';

describe('an odd input from a server', () => {
  test.each<[OddInputId, string | null]>([
    ['masked-text', '81 05 48 65 6c 6c 6f'],
    ['split-character', '01 02 e2 82 80 01 ac'],
    ['length-64-not-minimal', '81 7f 00 00 00 00 00 00 00 05 48 65 6c 6c 6f'],
    ['length-top-bit', '82 7f 80 00 00 00 00 00 00 00'],
    ['close-empty', '88 00'],
    ['server-masked', '81 85 37 fa 21 3d 7f 9f 4d 51 58'],
    ['client-unmasked', null],
    ['zero-key', null],
  ])('%s has no mask of a client', (id, expected) => {
    const bytes = bytesFromServer(ODD_INPUTS[id]);
    expect(bytes && toHex(bytes, ' ')).toBe(expected);
  });

  test.each(['http-request', 'tls-client-hello'] as const)('%s is as it was', (id) => {
    expect(bytesFromServer(ODD_INPUTS[id])).toEqual(fromHex(ODD_INPUTS[id].hex));
  });
});

describe('a verdict', () => {
  const close = (code: number, wasClean: boolean): PageEvent => ({
    type: 'close',
    code,
    reason: '',
    wasClean,
  });
  const open: PageEvent = { type: 'open' };
  const text: PageEvent = { type: 'message', data: 'text', hex: '48656c6c6f' };
  const accepts = (...received: string[]): PeerVerdict => ({ kind: 'accepts', received });

  test.each<
    [
      name: string,
      input: string,
      sent: string,
      events: PageEvent[],
      consoleText: string | null,
      expected: PeerVerdict,
    ]
  >([
    ['waits', '0102', '', [open], null, { kind: 'waits', received: [] }],
    ['has messages', '810548656c6c6f', '', [open, text], null, accepts('text “Hello”')],
    [
      'has pings that were answered',
      '890170',
      '8a8100000000 70',
      [open],
      null,
      accepts('ping “p”'),
    ],
    [
      'has the code',
      '880203e8',
      '888200000000 03e8',
      [open, close(1000, true)],
      null,
      accepts('close 1000'),
    ],
    // Firefox passes 1006 on, though no Close frame may contain it.
    [
      'takes a received 1006 for a code',
      '880203ee',
      '888200000000 03ee',
      [open, close(1006, true)],
      null,
      accepts('close 1006'),
    ],
    [
      'has code and reason of the Close, and the console’s line',
      '8305',
      '888500000000 03ea 626164',
      [open, { type: 'error' }, close(1006, false)],
      'Unrecognized frame opcode: 3',
      {
        kind: 'fails',
        received: [],
        closeCode: 1002,
        error: 'bad',
        consoleText: 'Unrecognized frame opcode: 3',
      },
    ],
    [
      'has the console’s line if the Close has no reason',
      '8305',
      '888200000000 03ea',
      [open, { type: 'error' }, close(1006, false)],
      'Bad',
      { kind: 'fails', received: [], closeCode: 1002, error: 'Bad' },
    ],
    [
      'knows an answer to the input’s Close',
      '880203e8 8900',
      '888200000000 03e8',
      [open, { type: 'error' }, close(1006, false)],
      'Ping received after close',
      { kind: 'fails', received: [], closeCode: 'answer', error: 'Ping received after close' },
    ],
    [
      'knows an answer without a code',
      '8800 0000',
      '888000000000',
      [open, { type: 'error' }, close(1006, false)],
      null,
      { kind: 'fails', received: [], closeCode: 'answer', error: null },
    ],
    [
      'knows when no Close was sent',
      '8305',
      '',
      [open, { type: 'error' }, close(1006, false)],
      null,
      { kind: 'fails', received: [], closeCode: null, error: null },
    ],
  ])('%s', (_, input, sent, events, consoleText, expected) => {
    const record = { input: fromHex(input), sent: fromHex(sent), events, consoleText };
    expect(browserVerdict(record)).toEqual(expected);
  });
});

/** Does what the page does with one input, but with the WebSocket of ws. */
async function watch(address: string, id: string): Promise<PageEvent[]> {
  const socket = new WebSocket(`${address.replace('http', 'ws')}${id}`);
  const events: PageEvent[] = [];
  socket.on('message', (data: Buffer, isBinary) => {
    events.push({ type: 'message', data: isBinary ? 'binary' : 'text', hex: toHex(data) });
  });
  socket.on('error', () => events.push({ type: 'error' }));
  // `once` would reject at the error before the close.
  const end = new Promise<void>((resolve) => {
    socket.onclose = ({ code, reason, wasClean }) => {
      events.push({ type: 'close', code, reason, wasClean });
      resolve();
    };
  });
  await once(socket, 'open');
  events.unshift({ type: 'open' });
  const isQuietAfter = once(socket, 'message').catch(() => undefined);
  await fetch(`${address}event/${id}/open`, { method: 'POST' });
  await (id === 'deflate-final-twice' ? isQuietAfter : end);
  return events;
}

describe('the server of the page', () => {
  const ids = ['rsv1', 'close-4001', 'close-between-fragments', 'deflate-final-twice'] as const;

  test('records what a client does, for the verdict that it has in the table', async () => {
    const inputs = Object.fromEntries(
      ids.map((id) => {
        const input: OddInput = ODD_INPUTS[id];
        return [id, { bytes: bytesFromServer(input)!, isCompressed: input.isCompressed ?? false }];
      }),
    );
    const recorded = await recordPage(inputs, hasClose, async (address, done) => {
      expect(await (await fetch(address)).text()).toContain('new WebSocket');
      const scripts = (await (await fetch(`${address}scripts`)).json()) as { id: string }[];
      expect(scripts.map(({ id }) => id)).toEqual(ids);
      for (const id of ids) {
        const body = JSON.stringify({ events: await watch(address, id) });
        await fetch(`${address}seen/${id}`, { method: 'POST', body });
      }
      await fetch(`${address}done`, { method: 'POST' });
      await done;
    });
    for (const id of ids) {
      const { kind, received } = browserVerdict({ ...recorded[id]!, consoleText: null });
      const expected = peerCell('ws', id)!.verdict;
      expect({ id, kind, received }).toEqual({
        id,
        kind: expected.kind,
        received: expected.received,
      });
    }
    expect(toHex(recorded['rsv1']!.input)).toBe('c10548656c6c6f');
  });

  test('gives up if the page falls silent', async () => {
    const visit = (_: string, done: Promise<void>) => done;
    await expect(recordPage({}, hasClose, visit, 20)).rejects.toThrow(/none for 20 ms/);
  });
});
