import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { RULES } from '#core/protocol/rules/rules.ts';
import { ODD_INPUT_IDS, ODD_INPUTS, type OddInput } from '#content/rules/peer-verdicts-inputs.ts';
import { MEASURED } from '#content/rules/peer-verdicts-measured.ts';
import { closeWords, messageWords } from '#content/rules/peer-verdicts-outcome.ts';
import {
  PEER_IDS,
  PEER_NAMES,
  peerCell,
  verdictWords,
  type PeerId,
} from '#content/rules/peer-verdicts.ts';
import { bytesFromServer } from '../../../scripts/peers/browser-bytes.ts';
import { measurePeers } from '../../../scripts/peers/measure.mjs';

describe('the columns of packages from npm', async () => {
  const measured = await measurePeers(ODD_INPUTS, { messageWords, closeWords });

  test.each(['ws', 'websocket-driver'] as const)(
    'say what the installed %s does (else: npm run peers)',
    (peer) => {
      const { version, verdicts } = MEASURED[peer];
      expect({ version, verdicts }).toEqual(measured[peer]);
    },
  );

  test('are all there are besides those of browsers', () => {
    expect([...Object.keys(measured), 'chromium', 'firefox']).toEqual(Object.keys(MEASURED));
  });
});

describe('the columns of browsers', () => {
  test.each(['chromium', 'firefox'] as const)(
    'have each input that %s can get (else: npm run peers)',
    (peer) => {
      const { verdicts } = MEASURED[peer];
      expect(Object.keys(verdicts)).toEqual(ODD_INPUT_IDS);
      const expected = ODD_INPUT_IDS.filter((id) => bytesFromServer(ODD_INPUTS[id]) !== null);
      expect(ODD_INPUT_IDS.filter((id) => verdicts[id] !== null)).toEqual(expected);
    },
  );

  test('say that Firefox fails a connection without a Close frame', () => {
    const failures = Object.values(MEASURED.firefox.verdicts).filter(
      (verdict) => verdict?.kind === 'fails',
    );
    expect(failures.length).toBeGreaterThan(20);
    for (const { closeCode } of failures) expect(closeCode).toBeNull();
  });
});

describe('the table', () => {
  const inputs = ODD_INPUT_IDS.map((id): [string, OddInput] => [id, ODD_INPUTS[id]]);

  test.each(PEER_IDS)('has a version and a day for each verdict of %s', (peer) => {
    const cells = ODD_INPUT_IDS.map((id) => peerCell(peer, id)).filter((cell) => cell !== null);
    for (const { version, observedOn } of cells) {
      expect(version).not.toBe('');
      expect(observedOn).toMatch(/^20\d\d-\d\d(-\d\d)?$/);
    }
    expect(cells.length).toBeGreaterThan(30);
  });

  test.each(['ws', 'websocket-driver', 'wsproto', 'websockets'] as const)(
    'leaves nothing open of %s',
    (peer) => {
      expect(ODD_INPUT_IDS.filter((id) => peerCell(peer, id) === null)).toEqual([]);
    },
  );

  test('has no verdict of a browser on input that only a client can send', () => {
    for (const id of ['client-unmasked', 'zero-key'] as const) {
      expect([peerCell('chromium', id), peerCell('firefox', id)]).toEqual([null, null]);
    }
  });

  test('has inputs that are each another', () => {
    const { size } = new Set(
      inputs.map(([, { sender, hex, isCompressed }]) => `${sender} ${hex} ${isCompressed}`),
    );
    expect(size).toBe(inputs.length);
    expect(new Set(inputs.map(([, { title }]) => title)).size).toBe(inputs.length);
  });

  test.each(inputs)('knows of %s the rule, and whether it must fail', (_, { rule, closeCode }) => {
    if (rule === null) expect(closeCode).toBeNull();
    else if (closeCode !== null) expect(RULES[rule].closeCode).toBe(closeCode);
  });

  test.each<[PeerId, keyof typeof ODD_INPUTS, string]>([
    ['ws', 'rsv1', 'fails with 1002: Invalid WebSocket frame: RSV1 must be clear'],
    ['ws', 'length-16-not-minimal', 'accepts: text “Hello”'],
    ['ws', 'first-fragment-not-utf8', 'waits for more'],
    [
      'websockets',
      'ping-then-zeros',
      'empty ping, then fails with 1002: unexpected continuation frame',
    ],
    [
      'chromium',
      'close-1005',
      'fails with 1002: Received a broken close frame containing a reserved status code.',
    ],
    [
      'chromium',
      'opcode-3',
      'fails with 1002: Unknown opcode (console: Unrecognized frame opcode: 3)',
    ],
    [
      'chromium',
      'ping-after-close',
      'replies to the Close frame, then fails: Ping received after close',
    ],
    ['chromium', 'length-past-2-53', 'fails without a Close frame'],
    ['firefox', 'server-masked', 'accepts: text “Hello”'],
    ['firefox', 'rsv1', 'fails without a Close frame'],
    ['firefox', 'ping-then-zeros', 'empty ping, then fails without a Close frame'],
  ])('says of %s and %s: %s', (peer, id, words) => {
    expect(verdictWords(peerCell(peer, id)!.verdict)).toBe(words);
  });

  test('reports that a peer that drops the connection sends no Close frame', () => {
    const verdict = { kind: 'fails', closeCode: null, error: null, received: [] } as const;
    expect(verdictWords(verdict)).toBe('fails without a Close frame');
  });

  test('names its peers as they are known', () => {
    expect(Object.values(PEER_NAMES)).toHaveLength(6);
  });
});

test('the installed versions are those of package-lock.json', () => {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { version: string }>;
  };
  for (const peer of ['ws', 'websocket-driver'] as const) {
    expect(MEASURED[peer].version).toBe(lock.packages[`node_modules/${peer}`]?.version);
  }
});
