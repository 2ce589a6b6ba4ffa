/** Decodes inputs that are too large for the page's own thread, and files. */

import { InputReader } from '#core/workbench/input-reader.ts';
import type { Decoded, DecodeInput, DecodeRequest } from '#core/workbench/decoded.ts';
import { previewOf } from '#core/workbench/preview.ts';
import { buffersOf, packDecoded, type DecodedPiece } from './decode-transfer.ts';
import { openInput, type SentInput } from './sent-input.ts';

export type DecodeQuestion = {
  readonly id: number;
  readonly request: Omit<DecodeRequest, 'input'>;
  /** Null for the input of the question before. */
  readonly input: SentInput | null;
};

export type DecodeAnswer = { readonly id: number } & (
  | { readonly kind: 'piece'; readonly piece: DecodedPiece }
  /** Of the first frames of a large file, before the rest is read. */
  | { readonly kind: 'preview'; readonly piece: DecodedPiece }
  /** From 0 to 1. */
  | { readonly kind: 'progress'; readonly done: number }
  /** The file has changed or is gone. */
  | { readonly kind: 'unreadable' }
);

/** The part of the work after which only sending is left. */
const READ = 0.8;

const reader = new InputReader();
let fileReader: Promise<InputReader> | null = null;
let input: DecodeInput | null = null;

/** Only files can contain TLS and HTTP/2, so only they load what opens these. */
function readerOf({ kind }: DecodeInput): InputReader | Promise<InputReader> {
  if (kind !== 'file') return reader;
  return (fileReader ??= import('#core/workbench/opened-connections.ts').then(
    ({ connectionOpener }) => new InputReader(connectionOpener),
  ));
}

async function answer({ id, request, input: given }: DecodeQuestion): Promise<void> {
  input = given === null ? input : openInput(given);
  if (input === null) throw new Error('expected an input with the first question, got none');
  const report = (done: number): void =>
    self.postMessage({ id, kind: 'progress', done: done * READ } satisfies DecodeAnswer);
  if (given !== null && input.kind === 'file') {
    const preview = previewOf(input, request);
    if (preview !== null) send(id, 'preview', preview);
  }
  send(id, 'piece', (await readerOf(input)).read({ ...request, input }, report));
}

function send(id: number, kind: 'piece' | 'preview', decoded: Decoded): void {
  for (const piece of packDecoded(decoded)) {
    const message: DecodeAnswer = { id, kind, piece };
    self.postMessage(message, { transfer: buffersOf(piece) });
  }
}

self.addEventListener('message', ({ data }: MessageEvent<DecodeQuestion>) => {
  answer(data).catch((error: unknown) => {
    if (isUnreadable(error)) {
      self.postMessage({ id: data.id, kind: 'unreadable' } satisfies DecodeAnswer);
      return;
    }
    // The page hears of errors, but not of rejections.
    setTimeout(() => {
      throw error;
    });
  });
});

function isUnreadable(error: unknown): boolean {
  return (
    error instanceof DOMException && ['NotReadableError', 'NotFoundError'].includes(error.name)
  );
}
