// Gives an odd input to the receiver of ws.

import { once } from 'node:events';
import * as ws from 'ws';

const { Receiver, PerMessageDeflate } = /** @type {import('./packages.d.ts').WsParts} */ (
  /** @type {unknown} */ (ws)
);

/** The default of ws: 100 MiB. */
const maxPayload = 100 * 1024 * 1024;

/** @param {boolean} isServer */
function agreeOnDeflate(isServer) {
  const deflate = new PerMessageDeflate({ isServer, maxPayload });
  deflate.accept([{}]);
  return { [PerMessageDeflate.extensionName]: deflate };
}

/**
 * The status code with which ws closes the connection. Its errors have it under a symbol.
 *
 * @param {any} error
 * @returns {number | null}
 */
function closeCodeOf(error) {
  const symbol = Object.getOwnPropertySymbols(error).find(
    ({ description }) => description === 'status-code',
  );
  return symbol === undefined ? null : error[symbol];
}

/** @type {import('./measure.mjs').Peer} */
export async function readWithWs({ sender, hex, isCompressed }, { messageWords, closeWords }) {
  const isServer = sender === 'client';
  const receiver = new Receiver({
    isServer,
    maxPayload,
    extensions: isCompressed ? agreeOnDeflate(isServer) : {},
  });
  /** @type {string[]} */
  const received = [];
  receiver.on('message', (data, isBinary) => {
    received.push(messageWords(isBinary ? 'binary' : 'text', data));
  });
  receiver.on('ping', (data) => received.push(messageWords('ping', data)));
  receiver.on('pong', (data) => received.push(messageWords('pong', data)));
  receiver.on('conclude', (code) => received.push(closeWords(code)));

  /** @type {Error | null} */
  let error = null;
  receiver.on('error', (reason) => {
    error = reason;
  });
  receiver.end(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
  await Promise.race([once(receiver, 'finish'), once(receiver, 'close')]).catch(() => undefined);
  if (error === null) return { received, failure: null };
  return {
    received,
    failure: { closeCode: closeCodeOf(error), error: /** @type {Error} */ (error).message },
  };
}
