/**
 * What compresses and inflates the messages of a connection (RFC 7692 §7.2), as one value.
 *
 * Both parts are large, and only connections that agreed on permessage-deflate need them. So a
 * `Connection` gets them from its caller, which imports this file only when it has to.
 */

import { MessageDeflater } from './message-deflater.ts';
import {
  makeMessageInflater,
  type MessageInflater,
  type MessageInflaterOptions,
} from './message-inflater.ts';
import type { Compression } from './permessage-deflate.ts';

/** Compresses the messages of one direction, in the order in which they are sent. */
export type MessageCompressor = {
  /** The payload of a whole message. */
  compress(message: Uint8Array): Uint8Array;
  /** The payload of one fragment of a message. Its fragments must follow one another. */
  compressFragment(fragment: Uint8Array, isFinal: boolean): Uint8Array;
};

export type Codecs = {
  readonly makeCompressor: (compression: Compression) => MessageCompressor;
  readonly makeInflater: (options: MessageInflaterOptions) => MessageInflater;
};

/** A receiver needs no compressor. */
export type ReceiverCodecs = Pick<Codecs, 'makeInflater'>;

export const MESSAGE_CODECS: Codecs = {
  makeCompressor: (compression) => new MessageDeflater(compression),
  makeInflater: makeMessageInflater,
};
