/** Decodes what is too much for the page's own thread. */

import { DecodeJob } from '#core/workbench/decode-job.ts';
import type { DecodeRequest } from '#core/workbench/decoded.ts';
import { buffersOf, packDecoded, type DecodedPiece } from './decode-transfer.ts';

export type DecodeAnswer = { readonly id: number; readonly piece: DecodedPiece };

const job = new DecodeJob();

self.addEventListener(
  'message',
  ({ data }: MessageEvent<{ id: number; request: DecodeRequest }>) => {
    const { id, request } = data;
    for (const piece of packDecoded(job.run(request))) {
      const answer: DecodeAnswer = { id, piece };
      self.postMessage(answer, { transfer: buffersOf(piece) });
    }
  },
);
