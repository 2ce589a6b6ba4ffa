// Measures what the installed receivers do with odd inputs. `npm run peers` writes it down, and
// tests/content/rules/peer-verdicts.test.ts compares it with what they do now.

import { createRequire } from 'node:module';
import { readWithDriver } from './websocket-driver.mjs';
import { readWithWs } from './ws.mjs';

const require = createRequire(import.meta.url);

/**
 * @typedef {object} OddInput
 * @property {'client' | 'server'} sender
 * @property {string} hex
 * @property {true} [isCompressed]
 */

/**
 * @typedef {object} Observation
 * @property {string[]} received
 * @property {{ closeCode: number | null, error: string | null } | null} failure
 */

/**
 * @typedef {object} Words how to say what was received
 * @property {(type: 'text' | 'binary' | 'ping' | 'pong', data: Uint8Array) => string} messageWords
 * @property {(code: number) => string} closeWords
 */

/**
 * @typedef {(input: OddInput, words: Words) => Promise<Observation | null>} Peer null if it can't
 *   read such input
 */

/** @type {Readonly<Record<string, Peer>>} */
const peers = { ws: readWithWs, 'websocket-driver': readWithDriver };

/** @param {Observation | null} observation */
function toVerdict(observation) {
  if (observation === null) return null;
  const { received, failure } = observation;
  if (failure !== null) return { kind: 'fails', received, ...failure };
  return { kind: received.length > 0 ? 'accepts' : 'waits', received };
}

/** @param {string} name */
function versionOf(name) {
  return require(`${name}/package.json`).version;
}

/**
 * Each peer's version, and its verdict on each input.
 *
 * @param {Readonly<Record<string, OddInput>>} inputs
 * @param {Words} words
 */
export async function measurePeers(inputs, words) {
  /**
   * @type {Record<string, { version: string, verdicts: Record<string, ReturnType<typeof toVerdict>>
   * }>}
   */
  const measured = {};
  for (const [name, read] of Object.entries(peers)) {
    /** @type {Record<string, ReturnType<typeof toVerdict>>} */
    const verdicts = {};
    for (const [id, input] of Object.entries(inputs)) {
      verdicts[id] = toVerdict(await read(input, words));
    }
    measured[name] = { version: versionOf(name), verdicts };
  }
  return measured;
}
