/** The Receiver of `ws` with the interface of ours, for the differential test. */

import { Writable } from 'node:stream';
import * as ws from 'ws';
import { toHex } from '#core/bytes/hex.ts';
import type { Limits } from '#core/protocol/messages/limits.ts';
import type { Compression } from '#core/protocol/compression/permessage-deflate.ts';

type Inflating = {
  params: Record<string, unknown>;
  _inflate: unknown;
  _decompress(
    data: Buffer,
    isFinal: boolean,
    done: (error: Error | null, data?: Buffer) => void,
  ): void;
  cleanup(): void;
};

type WsReceiver = Writable & { readonly _bufferedBytes: number };

const { Receiver, PerMessageDeflate } = ws as unknown as {
  readonly Receiver: new (options: object) => WsReceiver;
  readonly PerMessageDeflate: new (options: object) => Inflating;
};

export type PeerOptions = {
  readonly sender: 'client' | 'server';
  readonly limits: Limits;
  readonly compression: Compression | null;
};

export type PeerOutcome = {
  readonly received: readonly string[];
  /** Bytes that wait for more. */
  readonly waiting: number;
  /** A compressed message had a final block, at which `ws` stops reading it. */
  readonly sawFinalBlock: boolean;
};

/** Feeds copies of the chunks: `ws` unmasks in place. */
export async function receiveWithWs(
  { sender, limits, compression }: PeerOptions,
  chunks: readonly Uint8Array[],
): Promise<PeerOutcome> {
  const received: string[] = [];
  let isOver = false;
  let sawFinalBlock = false;
  const isServer = sender === 'client';
  const inflating = compression && inflatingBy(compression, sender, limits);
  if (inflating) {
    const decompress = inflating._decompress.bind(inflating);
    inflating._decompress = (data, isFinal, done) => {
      decompress(data, isFinal, (error, inflated) => {
        if (!error && inflating._inflate === null) sawFinalBlock = true;
        done(error, inflated);
      });
    };
  }
  const receiver = new Receiver({
    isServer,
    allowSynchronousEvents: true,
    skipUTF8Validation: false,
    maxPayload: limits.maxMessageSize,
    maxFragments: limits.maxFragments,
    extensions: inflating ? { 'permessage-deflate': inflating } : {},
  });
  receiver.on('message', (data: Buffer, isBinary: boolean) => {
    received.push(`${isBinary ? 'binary' : 'text'} ${toHex(data)}`);
  });
  receiver.on('ping', (data: Buffer) => received.push(`ping ${toHex(data)}`));
  receiver.on('pong', (data: Buffer) => received.push(`pong ${toHex(data)}`));
  receiver.on('conclude', (code: number, reason: Buffer) => {
    isOver = true;
    received.push(`close ${code} ${reason.toString('utf8')}`);
  });
  receiver.on('error', () => {});
  for (const chunk of chunks) {
    if (isOver) break;
    const error = await new Promise<Error | null | undefined>((resolve) =>
      receiver.write(Buffer.from(chunk), resolve),
    );
    if (!error) continue;
    isOver = true;
    received.push(`fail ${statusOf(error)}`);
  }
  inflating?.cleanup();
  return { received, waiting: receiver._bufferedBytes, sawFinalBlock };
}

function inflatingBy(
  { contextTakeover, windowBits }: Compression,
  sender: string,
  limits: Limits,
): Inflating {
  const inflating = new PerMessageDeflate({
    isServer: sender === 'client',
    maxPayload: limits.maxMessageSize,
  });
  inflating.params = {
    ...(contextTakeover ? {} : { [`${sender}_no_context_takeover`]: true }),
    ...(windowBits < 15 ? { [`${sender}_max_window_bits`]: windowBits } : {}),
  };
  return inflating;
}

function statusOf(error: Error): unknown {
  const [symbol] = Object.getOwnPropertySymbols(error).filter(
    ({ description }) => description === 'status-code',
  );
  return symbol && (error as unknown as Record<symbol, unknown>)[symbol];
}
