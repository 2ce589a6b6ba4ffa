/** Files by the fixed bytes that they begin with. No other data has them, except by intent. */

import { readUint16, readUint32 } from '#core/bytes/big-endian.ts';
import { fromLatin1 } from '#core/bytes/text.ts';
import { hasBytesAt } from './signature.ts';

type FileSignature = {
  readonly id: string;
  /** Details, if the bytes are such a file; otherwise null. */
  readonly look: (bytes: Uint8Array) => readonly string[] | null;
};

const KNOWN_FILES = [
  { id: 'png', look: (bytes) => factsIf(startsWith(bytes, '\x89PNG\r\n\x1a\n')) },
  { id: 'jpeg', look: lookForJpeg },
  { id: 'gif', look: lookForGif },
  { id: 'webp', look: (bytes) => factsIf(isRiff(bytes, 'WEBP')) },
  { id: 'wav', look: (bytes) => factsIf(isRiff(bytes, 'WAVE')) },
  { id: 'ogg', look: (bytes) => factsIf(startsWith(bytes, 'OggS\0')) },
  { id: 'iso-media', look: lookForIsoMedia },
  { id: 'matroska', look: lookForMatroska },
  { id: 'pdf', look: lookForPdf },
  { id: 'wasm', look: (bytes) => factsIf(startsWith(bytes, '\0asm\x01\0\0\0')) },
  { id: 'zip', look: lookForZip },
  { id: 'zstd', look: (bytes) => factsIf(startsWith(bytes, '\x28\xb5\x2f\xfd')) },
] as const satisfies readonly FileSignature[];

export type KnownFileId = (typeof KNOWN_FILES)[number]['id'];

export const KNOWN_FILE_IDS: readonly KnownFileId[] = KNOWN_FILES.map(({ id }) => id);

type KnownFile = {
  readonly id: KnownFileId;
  /** Version, kind and the like. */
  readonly facts: readonly string[];
};

/** At most one, because the marks exclude one another. */
export function knownFile(bytes: Uint8Array): KnownFile | null {
  for (const { id, look } of KNOWN_FILES) {
    const facts = look(bytes);
    if (facts !== null) return { id, facts };
  }
  return null;
}

function factsIf(isOne: boolean): readonly string[] | null {
  return isOne ? [] : null;
}

function startsWith(bytes: Uint8Array, mark: string, offset = 0): boolean {
  return fromLatin1(bytes.subarray(offset, offset + mark.length)) === mark;
}

/** The marker "start of image", then any marker except restart and end (ITU-T T.81 §B.1). */
function lookForJpeg(bytes: Uint8Array): readonly string[] | null {
  const marker = bytes[3] ?? 0;
  const isSegment = (marker >= 0xc0 && marker <= 0xcf) || marker >= 0xda;
  return factsIf(hasBytesAt(bytes, 0, [0xff, 0xd8, 0xff]) && isSegment && marker !== 0xff);
}

/** A version and a screen descriptor of 7 bytes follow (GIF89a §17, §18). */
function lookForGif(bytes: Uint8Array): readonly string[] | null {
  const version = fromLatin1(bytes.subarray(3, 6));
  const isOne = startsWith(bytes, 'GIF') && /^8[79]a$/.test(version) && bytes.length >= 13;
  return isOne ? [version] : null;
}

/** "RIFF", a length in little-endian order, and the type of the file (RFC 9649 §2.4). */
function isRiff(bytes: Uint8Array, type: string): boolean {
  return startsWith(bytes, 'RIFF') && startsWith(bytes, type, 8);
}

/** Boxes that files and segments of streams begin with (ISO/IEC 14496-12 §4.2). */
const FIRST_BOXES = ['ftyp', 'styp', 'moov', 'moof', 'sidx'];

/** A larger first box isn't for a message. */
const MAX_BOX_SIZE = 0x100_0000;

function lookForIsoMedia(bytes: Uint8Array): readonly string[] | null {
  const type = fromLatin1(bytes.subarray(4, 8));
  if (bytes.length < 8 || !FIRST_BOXES.includes(type)) return null;
  const size = readUint32(bytes, 0);
  // A size of 1 is followed by another one, and 0 means the rest.
  if ((size > 1 && size < 8) || size > MAX_BOX_SIZE) return null;
  if (type !== 'ftyp' && type !== 'styp') return [type];
  const brand = fromLatin1(bytes.subarray(8, 12));
  return /^[\x20-\x7e]{4}$/.test(brand) ? [type, brand.trim()] : null;
}

/** Where the document type is, among the first elements of the header. */
const EBML_HEADER_SIZE = 64;

/** EBML's header names the document type (RFC 8794 §11.2), and clusters follow it (RFC 9559). */
function lookForMatroska(bytes: Uint8Array): readonly string[] | null {
  if (hasBytesAt(bytes, 0, [0x1f, 0x43, 0xb6, 0x75])) return ['cluster'];
  if (!hasBytesAt(bytes, 0, [0x1a, 0x45, 0xdf, 0xa3])) return null;
  const header = fromLatin1(bytes.subarray(0, EBML_HEADER_SIZE));
  const type = /\x42\x82[\x80-\x9f]\x00*(webm|matroska)/.exec(header)?.[1];
  return type === undefined ? null : ['header', type];
}

function lookForPdf(bytes: Uint8Array): readonly string[] | null {
  const version = /^%PDF-([12]\.\d)/.exec(fromLatin1(bytes.subarray(0, 8)))?.[1];
  return version === undefined ? null : [version];
}

/** The header of a local file and the version that it needs, or the end of an empty archive. */
function lookForZip(bytes: Uint8Array): readonly string[] | null {
  if (startsWith(bytes, 'PK\x05\x06') && bytes.length >= 22) return [];
  const isFile = startsWith(bytes, 'PK\x03\x04') && bytes.length >= 30;
  return factsIf(isFile && readUint16(bytes, 26) !== 0);
}
