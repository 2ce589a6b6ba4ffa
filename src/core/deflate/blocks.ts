/**
 * The blocks of DEFLATE data with the position of each part (RFC 1951 §3.2.3), for display rather
 * than for speed.
 */

import type { ByteRange } from '#core/bytes/bit-range.ts';
import type { BlockType } from './block-header.ts';
import { FIXED_CODE_LENGTHS, type CodeLengths } from './block-codes.ts';
import type { DeflateFault } from './fault.ts';
import { Inflater, type InflaterOptions } from './inflater.ts';
import type { PackedRange } from './packed-bits.ts';
import type { DeflatePart } from './part.ts';

export type DeflateBlock = {
  readonly isFinal: boolean;
  /** Null if the data ends inside the header, or if the type is reserved. */
  readonly type: BlockType | null;
  /** From the header to the end of the block, including the padding after a final one. */
  readonly range: PackedRange;
  readonly output: ByteRange;
  /** Null in a stored block, and if the description of the codes is incomplete. */
  readonly codeLengths: CodeLengths | null;
  /** The parts before the data. */
  readonly header: readonly DeflatePart[];
  /**
   * Literals, matches, stored bytes, the end of the block and its padding. Empty without
   * `withData`.
   */
  readonly data: readonly DeflatePart[];
  /** The number of parts of the data, even without `withData`. */
  readonly dataCount: number;
  /** False if the data ends, or turns out to be invalid, inside the block. */
  readonly isComplete: boolean;
};

export type BlocksReading = {
  /** In order. Together they cover all bits up to the fault. */
  readonly blocks: readonly DeflateBlock[];
  readonly pieces: readonly Uint8Array[];
  readonly fault: DeflateFault | null;
};

export type BlocksReadingOptions = Omit<InflaterOptions, 'onPart'> & {
  /** Whether to list each part of the data, which can be as many as there are bytes of output. */
  readonly withData?: boolean;
};

type Draft = {
  readonly isFinal: boolean;
  readonly header: DeflatePart[];
  readonly data: DeflatePart[];
  dataCount: number;
  lastPart: DeflatePart;
  outputEnd: number;
};

/** Inflates `bytes` and lists the blocks and parts. */
export function readBlocks(bytes: Uint8Array, options: BlocksReadingOptions = {}): BlocksReading {
  const { withData = false, ...inflaterOptions } = options;
  const drafts: Draft[] = [];
  const onPart = (part: DeflatePart) => {
    const draft = drafts.at(-1);
    if (part.kind === 'final-bit') drafts.push(draftFrom(part, draft?.outputEnd ?? 0));
    else if (draft) addPart(draft, part, withData);
  };
  const inflater = new Inflater({ ...inflaterOptions, onPart });
  const { pieces, fault } = inflater.feed(bytes);
  const isCut = fault !== null || inflater.isInsideBlock;
  const blocks = drafts.map((draft, index) =>
    toBlock(draft, drafts[index - 1]?.outputEnd ?? 0, !isCut || index < drafts.length - 1),
  );
  return { blocks, pieces, fault };
}

function draftFrom(part: DeflatePart & { readonly kind: 'final-bit' }, outputEnd: number): Draft {
  const { isFinal } = part;
  return { isFinal, header: [part], data: [], dataCount: 0, lastPart: part, outputEnd };
}

function addPart(draft: Draft, part: DeflatePart, withData: boolean): void {
  if (isData(part, draft.lastPart)) {
    draft.dataCount++;
    if (withData) draft.data.push(part);
  } else {
    draft.header.push(part);
  }
  draft.lastPart = part;
  if ('output' in part) draft.outputEnd = part.output.end;
}

function isData(part: DeflatePart, previous: DeflatePart): boolean {
  switch (part.kind) {
    case 'literal':
    case 'match':
    case 'stored-bytes':
    case 'end-of-block':
      return true;
    case 'padding':
      return previous.kind !== 'block-type';
    default:
      return false;
  }
}

function toBlock(draft: Draft, outputStart: number, isComplete: boolean): DeflateBlock {
  const { isFinal, header, data, dataCount } = draft;
  const [first] = header;
  const type = header.find((part) => part.kind === 'block-type')?.type ?? null;
  return {
    isFinal,
    type,
    range: { start: first?.range.start ?? 0, end: draft.lastPart.range.end },
    output: { start: outputStart, end: draft.outputEnd },
    codeLengths: type === 'fixed' ? FIXED_CODE_LENGTHS : codeLengthsIn(header),
    header,
    data,
    dataCount,
    isComplete,
  };
}

/** The code lengths in the header of a dynamic block; null if some are missing. */
function codeLengthsIn(header: readonly DeflatePart[]): CodeLengths | null {
  const [literals, distances] = header.filter((part) => part.kind === 'code-count');
  if (literals === undefined || distances === undefined) return null;
  const lengths = header.flatMap((part) =>
    part.kind === 'code-length' ? Array<number>(part.repeat).fill(part.length) : [],
  );
  if (lengths.length < literals.count + distances.count) return null;
  return {
    literals: Uint8Array.from(lengths.slice(0, literals.count)),
    distances: Uint8Array.from(lengths.slice(literals.count)),
  };
}
