/** Decodes inputs that are too large for the page's own thread. */

import { InputReader } from '#core/workbench/input-reader.ts';
import type { DecodeRequest } from '#core/workbench/decoded.ts';
import { buffersOf, packDecoded, type DecodedPiece } from './decode-transfer.ts';

export type DecodeAnswer = { readonly id: number; readonly piece: DecodedPiece };

const reader = new InputReader();

self.addEventListener(
  'message',
  ({ data }: MessageEvent<{ id: number; request: DecodeRequest }>) => {
    const { id, request } = data;
    for (const piece of packDecoded(reader.read(request))) {
      const answer: DecodeAnswer = { id, piece };
      self.postMessage(answer, { transfer: buffersOf(piece) });
    }
  },
);
