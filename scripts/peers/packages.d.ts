// The parts that scripts/peers uses of packages without types.

import type { EventEmitter } from 'node:events';
import type { Duplex, Writable } from 'node:stream';

/** Exported by ws, but missing in @types/ws. */
export type WsParts = {
  Receiver: new (options: {
    isServer: boolean;
    maxPayload: number;
    extensions: Record<string, unknown>;
  }) => Writable;
  PerMessageDeflate: {
    new (options: { isServer: boolean; maxPayload: number }): { accept(offers: object[]): object };
    extensionName: string;
  };
};

/** One side of a connection in websocket-driver. */
export type DriverPeer = EventEmitter & { readonly io: Duplex; start(): boolean };

export type Driver = { server(): DriverPeer; client(url: string): DriverPeer };
