// What a server does for each odd input: it answers the handshake, sends the input's bytes when the
// page has its `open` event, and closes TCP after a Close.

import { createHash } from 'node:crypto';
import { servePage } from './page-server.mjs';

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/**
 * @typedef {object} ServerInput
 * @property {Uint8Array} bytes
 * @property {boolean} isCompressed
 */

/** Longer than the page waits for another event. */
const waitMs = 60_000;

/** @typedef {Omit<import('./browser-verdict.ts').BrowserRecord, 'consoleText'>} Recorded */

/** @param {string} key @param {boolean} isCompressed */
function responseTo(key, isCompressed) {
  const accept = createHash('sha1').update(`${key}${GUID}`).digest('base64');
  const lines = [
    'HTTP/1.1 101 Switching Protocols',
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Accept: ${accept}`,
    ...(isCompressed ? ['Sec-WebSocket-Extensions: permessage-deflate'] : []),
  ];
  return [...lines, '', ''].join('\r\n');
}

/**
 * @param {ServerInput} input
 * @param {(sent: Uint8Array) => boolean} hasClose
 * @returns {import('./page-server.mjs').Performance}
 */
function performanceOf({ bytes, isCompressed }, hasClose) {
  return {
    page: { binaryType: 'arraybuffer' },
    perform: async (connection) => {
      await connection.write(responseTo(connection.key, isCompressed));
      await connection.until(() => connection.heard.includes('open'), waitMs);
      await connection.write(bytes);
      // The server closes TCP first (RFC 6455 §7.1.1).
      await connection.until(hasClose, waitMs);
      connection.end();
    },
  };
}

/**
 * Gives all inputs to a page, and resolves with what was recorded of each. `visit` and `silenceMs`
 * are those of `servePage`.
 *
 * @param {Readonly<Record<string, ServerInput>>} inputs
 * @param {(sent: Uint8Array) => boolean} hasClose
 * @param {(address: string, done: Promise<void>) => Promise<void>} visit
 * @param {number} [silenceMs]
 * @returns {Promise<Record<string, Recorded>>}
 */
export async function recordPage(inputs, hasClose, visit, silenceMs) {
  const performances = Object.fromEntries(
    Object.entries(inputs).map(([id, input]) => [id, performanceOf(input, hasClose)]),
  );
  const recorded = await servePage(performances, visit, silenceMs);
  return Object.fromEntries(
    Object.entries(recorded).map(([id, { sent, events }]) => {
      return [id, { input: inputs[id]?.bytes ?? Buffer.alloc(0), sent, events }];
    }),
  );
}
