import { describe, expect, test } from 'vitest';
import { toHex } from '#core/bytes/hex.ts';
import {
  exampleOf,
  exampleRule,
  isExampleId,
  notFrameOf,
  type ExampleId,
} from '#content/reference/errors/error-examples.ts';
import type { ErrorMessage } from '#content/reference/errors/error-message.ts';
import { ERROR_MESSAGES } from '#content/reference/errors/error-messages.ts';
import { matchIn, patternsOf } from '#content/reference/errors/message-pattern.ts';
import { ODD_INPUTS, type OddInputId } from '#content/rules/peer-verdicts-inputs.ts';
import { closeWords, messageWords } from '#content/rules/peer-verdicts-outcome.ts';
import { peerCell, type PeerId } from '#content/rules/peer-verdicts.ts';
import { readWithDriver } from '../../../../scripts/peers/websocket-driver.mjs';
import {
  driverClientError,
  nodeErrors,
  wsClientError,
  wsServerError,
  wsServerResponse,
} from './library-runs.ts';

// Every example causes its message, and every other cause too.

type Pair = {
  readonly name: string;
  readonly message: ErrorMessage;
  readonly cause: ExampleId;
};

/** Each message of a library with each cause that has an example. */
function pairsOf(library: string): Pair[] {
  return ERROR_MESSAGES.filter((message) => message.library === library).flatMap((message) =>
    message.causes.filter(isExampleId).map((cause) => ({
      name: `${cause}: ${message.text}`,
      message,
      cause,
    })),
  );
}

function isPrinted(
  { message }: Pick<Pair, 'message'>,
  printed: string | null | undefined,
): boolean {
  return patternsOf(message).some((pattern) => matchIn(pattern, printed ?? '').length > 0);
}

const exampleFor = ({ cause, message }: Pair) => exampleOf(cause, message.reader);
const isHead = (pair: Pair) => exampleFor(pair).kind === 'head';

async function printedByWs(pair: Pair): Promise<string> {
  const example = exampleFor(pair);
  const isRequest = example.sender === 'client';
  if (isHead(pair) && isRequest) return String(await wsServerResponse(example));
  const error = await (isRequest ? wsServerError(example) : wsClientError(example));
  return `${error?.message} ${error?.code}`;
}

describe('ws prints', () => {
  test.each(pairsOf('ws'))('$name', async (pair) => {
    const printed = await printedByWs(pair);
    expect(isPrinted(pair, printed), printed).toBe(true);
  });
});

describe('Node.js prints', () => {
  const pairs = pairsOf('Node.js');

  test.each(pairs.filter(({ message }) => message.answer === 'frame'))(
    'about what its zlib can’t inflate, $name',
    async (pair) => {
      const error = await wsClientError(exampleFor(pair));
      expect(isPrinted(pair, `${error?.message} ${error?.code}`), error?.message).toBe(true);
    },
  );

  test.each(pairs.filter(({ message }) => message.answer === 'handshake'))(
    'about a response that isn’t HTTP, $name',
    async (pair) => {
      const error = await wsClientError(exampleFor(pair), false);
      expect(isPrinted(pair, `${error?.message} ${error?.code}`), error?.message).toBe(true);
    },
  );
});

describe.runIf(process.versions['undici']?.startsWith('6.'))('Node’s own WebSocket prints', () => {
  const pairs = pairsOf('Node.js (undici)');

  test('each text for each of its causes', async () => {
    const examples = Object.fromEntries(pairs.map((pair) => [pair.cause, exampleFor(pair)]));
    const printed = await nodeErrors(examples);
    const wrong = pairs.filter((pair) => !isPrinted(pair, printed[pair.cause]));
    expect(wrong.map(({ name, cause }) => `${name}: ${printed[cause]}`)).toEqual([]);
    expect(pairs.length).toBeGreaterThan(25);
  }, 30_000);
});

describe('websocket-driver prints', () => {
  test.each(pairsOf('websocket-driver'))('$name', async (pair) => {
    const example = exampleFor(pair);
    const printed = isHead(pair)
      ? await driverClientError(example)
      : (
          await readWithDriver(
            { sender: example.sender, hex: toHex(example.bytes) },
            { messageWords, closeWords },
          )
        )?.failure?.error;
    expect(isPrinted(pair, printed), String(printed)).toBe(true);
  });
});

describe('what receivers were measured to print', () => {
  const PEERS: readonly (readonly [PeerId, library: string])[] = [
    ['ws', 'ws'],
    ['websocket-driver', 'websocket-driver'],
    ['wsproto', 'wsproto'],
    ['websockets', 'websockets (Python)'],
    ['chromium', 'Chromium'],
  ];
  const measured = PEERS.flatMap(([peer, library]) =>
    pairsOf(library)
      .filter(({ cause, message }) => cause in ODD_INPUTS && message.answer === 'frame')
      .map((pair) => ({ peer, ...pair })),
  );

  test.each(measured.filter(({ cause }) => !notFrameOf(cause)))(
    'agrees with $peer about $name',
    ({ peer, cause, message }) => {
      const verdict = peerCell(peer, cause as OddInputId)?.verdict;
      const error = verdict?.kind === 'fails' ? verdict : null;
      const isCode = /^[A-Z_\d]+$/.test(message.text);
      const texts = [error?.error, error?.consoleText];
      expect(isCode || texts.some((text) => isPrinted({ message }, text)), String(texts)).toBe(
        true,
      );
    },
  );

  test.each(PEERS)('has a row for what %s says of each odd input', (peer, library) => {
    // Node inflates for ws, and Python decodes UTF-8 for its packages.
    const printers = [library, 'Node.js', 'Python'];
    const messages = ERROR_MESSAGES.filter((message) => printers.includes(message.library));
    const inputs = Object.keys(ODD_INPUTS) as OddInputId[];
    const missing = inputs.flatMap((id) => {
      const verdict = peerCell(peer, id)?.verdict;
      if (verdict?.kind !== 'fails' || ODD_INPUTS[id].rule === null) return [];
      const texts = [verdict.error, verdict.consoleText].filter((text) => typeof text === 'string');
      return texts.filter((text) => !messages.some((message) => isPrinted({ message }, text)));
    });
    expect(missing).toEqual([]);
  });
});

test('every rule that a row is about is broken by its example', () => {
  const rules = ERROR_MESSAGES.flatMap(({ causes }) => causes.filter(isExampleId));
  const isValid = (id: ExampleId) => exampleRule(id) === null && notFrameOf(id) === null;
  expect([...new Set(rules.filter(isValid))]).toEqual([]);
});
