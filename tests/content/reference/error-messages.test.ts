import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { toHex } from '#core/bytes/hex.ts';
import { recogniseBytes } from '#core/recognition/not-a-frame.ts';
import { RULES } from '#core/protocol/rules/rules.ts';
import { ERROR_MESSAGES } from '#content/reference/error-messages-table.ts';
import {
  errorMessagesOf,
  findErrorMessages,
  findNearMessages,
} from '#content/reference/error-messages.ts';
import { NOT_A_FRAME_NOTES } from '#content/decode/not-a-frame-notes.ts';
import { ODD_INPUT_IDS, ODD_INPUTS, type OddInput } from '#content/rules/peer-verdicts-inputs.ts';
import { closeWords, messageWords } from '#content/rules/peer-verdicts-outcome.ts';
import { PEER_IDS, peerCell } from '#content/rules/peer-verdicts.ts';
import { measurePeers } from '../../../scripts/peers/measure.mjs';
import { SAMPLES } from '../../core/recognition/not-a-frame-samples.ts';

const textsFor = (query: string) => findErrorMessages(query).map(({ text }) => text);

describe('an error message', () => {
  test.each(ERROR_MESSAGES)('is found by its own words: $text', (message) => {
    const [closest] = findErrorMessages(message.text);
    // Some libraries print the same, some with a full stop.
    const plain = (text = '') => text.toLowerCase().replace(/\.$/, '');
    expect(plain(closest?.text)).toBe(plain(message.text));
    expect(findErrorMessages(message.text)).toContain(message);
  });

  test.each(ERROR_MESSAGES)('is found in capitals and backwards: $text', (message) => {
    const backwards = message.text.toUpperCase().split(' ').toReversed().join(' ');
    expect(findErrorMessages(backwards.replaceAll('{N}', '7'))).toContain(message);
  });

  test.each(ERROR_MESSAGES)('is found in a line of a log: $text', (message) => {
    const line = `12:03:01 Error: ${message.text.replaceAll('{n}', '0x1f')} at read (app.js:17)`;
    expect(findErrorMessages(line)).toContain(message);
  });

  test.each<[query: string, text: string]>([
    ['rsv1', 'Invalid WebSocket frame: RSV1 must be clear'],
    ['must be clear RSV1', 'Invalid WebSocket frame: RSV1 must be clear'],
    ['1002 RSV1 must be clear', 'Invalid WebSocket frame: RSV1 must be clear'],
    ['invalid opcode 7', 'Invalid WebSocket frame: invalid opcode {n}'],
    ['Invalid opcode 0x7', 'Invalid opcode {n}'],
    ['bad rsv 6', 'bad rsv {n}'],
    [
      'reserved1 = 0, reserved2 = 1',
      ERROR_MESSAGES.find(({ text }) => /reserved2/.test(text))!.text,
    ],
    ['unexpected_rsv', 'WS_ERR_UNEXPECTED_RSV_1'],
    ['mask set', 'Invalid WebSocket frame: MASK must be set'],
    ['utf8', 'Invalid UTF-8 in text frame'],
    [
      'Compressed bit must be 0',
      'Compressed bit must be 0 if no negotiated deflate-frame extension',
    ],
    ['unexpected response code: 404', 'Unexpected response code: {n}'],
  ])('is found by “%s”: %s', (query, text) => {
    expect(textsFor(query)).toContain(text);
  });

  test.each(['', '  ', '…', 'strawberry', 'RSV1 strawberry', '1006'])(
    'is not found by “%s”',
    (query) => {
      expect(textsFor(query)).toEqual([]);
    },
  );

  test.each<[name: string, pasted: string, text: string]>([
    [
      'a stack trace of Node',
      `Error: RSV1 must be clear
    at Receiver.getInfo (/app/node_modules/ws/lib/receiver.js:176:14)
    at Receiver.startLoop (/app/node_modules/ws/lib/receiver.js:136:22)`,
      'Invalid WebSocket frame: RSV1 must be clear',
    ],
    [
      'an error as Node prints it',
      `RangeError: Invalid WebSocket frame: RSV2 and RSV3 must be clear
    at createError (/srv/node_modules/ws/lib/receiver.js:702:15) {
  code: 'WS_ERR_UNEXPECTED_RSV_2_3',
  [Symbol(status-code)]: 1002
}`,
      'Invalid WebSocket frame: RSV2 and RSV3 must be clear',
    ],
    [
      'a line of Chromium’s console',
      "app.js:12 WebSocket connection to 'wss://example.org/chat?x=1' failed: Invalid frame header",
      'Invalid frame header',
    ],
    [
      'another of them',
      "WebSocket connection to 'ws://localhost:8080/' failed: Error during WebSocket handshake: Unexpected response code: 404",
      'Error during WebSocket handshake: Unexpected response code: {n}',
    ],
    [
      'one with the subprotocol in it',
      "Error during WebSocket handshake: Sent non-empty 'Sec-WebSocket-Protocol' header but no response was received",
      "Sent non-empty 'Sec-WebSocket-Protocol' header but no response was received",
    ],
    [
      'one about frames after a Close',
      "WebSocket connection to 'ws://localhost:8080/' failed: Data frame received after close",
      'Data frame received after close',
    ],
    ['a line of Go', '2026/11/22 10:00:01 read: websocket: bad opcode 7', 'bad opcode {n}'],
    ['a line of Go in quotes', '"websocket: bad MASK"', 'bad MASK'],
    [
      'an exception of Python',
      'websockets.exceptions.ConnectionClosedError: sent 1002 (protocol error) incorrect masking; no close frame received',
      'incorrect masking',
    ],
    [
      'another exception of Python',
      'websocket._exceptions.WebSocketProtocolException: rsv is not implemented, yet',
      'rsv is not implemented, yet',
    ],
    [
      'a proxy’s victim in Go',
      "websocket: the client is not using the websocket protocol: 'upgrade' token not found in 'Connection' header",
      "the client is not using the websocket protocol: 'upgrade' token not found in 'Connection' header",
    ],
    ['a code alone, in small letters', 'ws_err_expected_mask', 'WS_ERR_EXPECTED_MASK'],
  ])('is found first in %s', (_, pasted, text) => {
    expect(textsFor(pasted)[0]).toBe(text);
  });

  test('is not found in a trace that has its words only here and there', () => {
    const trace = `Error: connect failed, invalid address
    at status (code.js:1)
    at Frame.header (frame.js:2)`;
    expect(textsFor(trace)).toEqual([]);
  });

  test('is found at the beginning of a log of any length', () => {
    const log = `Error: Invalid WebSocket frame: RSV1 must be clear\n${'at f (a.js:1)\n'.repeat(1e5)}`;
    expect(textsFor(log)[0]).toBe('Invalid WebSocket frame: RSV1 must be clear');
  });

  test('that matches none has similar ones', () => {
    const near = (query: string) => findNearMessages(query).map(({ text }) => text);
    expect(near('RSV1 bit should be cleared')).toContain(
      'Invalid WebSocket frame: RSV1 must be clear',
    );
    expect(near('frame must be masked')).toContain('Frame cannot be masked');
    expect(near('strawberry')).toEqual([]);
    expect(near('websocket error frame').length).toBeLessThanOrEqual(5);
  });

  test('comes before those that say more', () => {
    expect(textsFor('invalid opcode')[0]).toBe('invalid opcode');
  });

  test('is printed once by each library', () => {
    const printed = ERROR_MESSAGES.map(({ library, text }) => `${library}: ${text}`);
    expect(new Set(printed).size).toBe(printed.length);
  });

  test.each(ERROR_MESSAGES)('has causes that we know: $text', ({ causes }) => {
    expect(causes.length).toBeGreaterThan(0);
    expect(causes.filter((cause) => !(cause in RULES) && !(cause in NOT_A_FRAME_NOTES))).toEqual(
      [],
    );
  });
});

describe('what packages from npm print', () => {
  const sourceOf = (folder: string) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.js'))
      .map((file) => readFileSync(`${folder}/${file}`, 'utf8'))
      .join('\n')
      // The source may split a message into two strings.
      .replace(/' \+\s+'/g, '');

  test.each(['ws', 'websocket-driver'])('is in the source of %s', (library) => {
    const source = sourceOf(`node_modules/${library}/lib`);
    const parts = ERROR_MESSAGES.filter((message) => message.library === library).flatMap(
      ({ text }) => text.replace('Invalid WebSocket frame: ', '').split('{n}'),
    );
    const absent = parts.filter((part) => !source.includes(part.trim()));
    expect(absent).toEqual([]);
  });
});

describe('what receivers say of odd inputs', () => {
  // If a peer fails although no rule is broken, its message has no cause.
  const said = ODD_INPUT_IDS.filter((id) => ODD_INPUTS[id].rule !== null).flatMap((id) =>
    PEER_IDS.flatMap((peer) => {
      const verdict = peerCell(peer, id)?.verdict;
      if (verdict?.kind !== 'fails') return [];
      const texts = [verdict.error, verdict.consoleText].filter(
        (text) => text !== null && text !== undefined,
      );
      return texts.map((error) => ({ id, peer, error }));
    }),
  );

  test('are all of Chromium’s messages about frames', () => {
    const rules = new Set<string | null>(Object.values(ODD_INPUTS).map(({ rule }) => rule));
    const plain = (text: string) => text.replace(/\d+/g, '{n}');
    const measured = said
      .filter(({ peer }) => peer === 'chromium')
      .map(({ error }) => plain(error));
    const listed = ERROR_MESSAGES.filter(
      ({ library, causes }) => library === 'Chromium' && causes.some((cause) => rules.has(cause)),
    ).map(({ text }) => plain(text));
    expect([...new Set(measured)].toSorted()).toEqual(listed.toSorted());
  });

  test.each(said)('leads from “$error” ($peer) to $id', ({ id, error }) => {
    const causes: string[] = findErrorMessages(error).flatMap((message) => [...message.causes]);
    const { rule }: OddInput = ODD_INPUTS[id];
    // Each library stops at another fault of bytes that aren't frames.
    expect(causes.filter((cause) => cause === rule || cause === id)).not.toEqual([]);
  });
});

describe('bytes that aren’t frames', async () => {
  const inputs = Object.fromEntries(
    SAMPLES.map(([name, bytes]) => [name, { sender: 'server' as const, hex: toHex(bytes) }]),
  );
  const measured = await measurePeers(inputs, { messageWords, closeWords });

  test.each(SAMPLES)('make ws and websocket-driver say what is listed: %s', (name, bytes) => {
    const listed = errorMessagesOf(recogniseBytes(bytes)!.misreading);
    for (const { verdicts } of Object.values(measured)) {
      const verdict = verdicts[name];
      // Bytes that end within the first header may wait. Broken order of frames is not a
      // misreading.
      const error = verdict?.kind === 'fails' && 'error' in verdict ? verdict.error : null;
      if (error === null || / opcode [012]$|unexpected continuation|too large$/.test(error))
        continue;
      expect(findErrorMessages(error).some((message) => listed.includes(message))).toBe(true);
    }
  });

  test.each(ERROR_MESSAGES.filter(({ causes: [first] }) => first === 'frame.reserved-bit'))(
    'are named as causes of what they provoke: $text ($library)',
    (message) => {
      const ids = SAMPLES.filter(([, bytes]) =>
        errorMessagesOf(recogniseBytes(bytes)!.misreading).includes(message),
      ).map(([, , id]): string => id);
      const named = message.causes.filter((cause) => cause in NOT_A_FRAME_NOTES);
      expect(named.filter((cause) => !ids.includes(cause))).toEqual([]);
    },
  );
});
