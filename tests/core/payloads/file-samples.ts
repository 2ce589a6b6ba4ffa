/** Beginnings of real files and streams, or whole ones if they are small. */

import { fromBase64 } from '#core/bytes/base64.ts';
import { fromHex } from '#core/bytes/hex.ts';
import type { GuessId } from '#core/payloads/guess-result.ts';

type FileSample = {
  readonly id: GuessId;
  readonly name: string;
  readonly facts: readonly string[];
  readonly bytes: Uint8Array;
  /** What `file --mime-type` names it; null if it doesn't know. */
  readonly mimeType: string | null;
};

const base64 = (text: string) => fromBase64(text) ?? new Uint8Array();

/** PNG, JPEG and WebP by a canvas of Chromium 156, WebM and MP4 by its MediaRecorder. */
export const FILE_SAMPLES: readonly FileSample[] = [
  {
    id: 'png',
    name: 'a PNG of one pixel',
    facts: [],
    bytes: base64(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4AWL6z8DwHwAAAP//A3ONEwAAAAZJREFUAwAFCgIByRpMngAAAABJRU5ErkJggg==',
    ),
    mimeType: 'image/png',
  },
  {
    id: 'jpeg',
    name: 'the beginning of a JPEG',
    facts: [],
    bytes: base64('/9j/4AAQSkZJRgABAQAAAQABAAD/4gHYSUNDX1BST0ZJTEUAAQEAAAHIAAAA'),
    mimeType: 'image/jpeg',
  },
  {
    id: 'gif',
    name: 'a GIF of one pixel',
    facts: ['89a'],
    bytes: base64('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'),
    mimeType: 'image/gif',
  },
  {
    id: 'webp',
    name: 'the beginning of a WebP',
    facts: [],
    bytes: base64('UklGRh4CAABXRUJQVlA4WAoAAAAgAAAAAAAAAAAASUNDUMgBAAAAAAHI'),
    mimeType: 'image/webp',
  },
  {
    id: 'wav',
    name: 'four samples of sound, written by Python’s wave',
    facts: [],
    bytes: base64('UklGRigAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQQAAACAgICA'),
    mimeType: 'audio/x-wav',
  },
  {
    id: 'ogg',
    name: 'the first page of an Opus stream (RFC 7845 §5.1)',
    facts: [],
    bytes: fromHex(
      '4f67675300 02 0000000000000000 01000000 00000000 00000000 01 13 4f70757348656164 01 01 3801 80bb0000 0000 00',
    ),
    mimeType: 'audio/ogg',
  },
  {
    id: 'iso-media',
    name: 'the beginning of an MP4',
    facts: ['ftyp', 'isom'],
    bytes: fromHex(
      '000000246674797069736f6d0000020069736f6d69736f3669736f32767030396d703431000002b76d6f6f76',
    ),
    mimeType: 'video/mp4',
  },
  {
    id: 'iso-media',
    name: 'a segment of a stream in MP4',
    facts: ['moof'],
    bytes: fromHex('000000d86d6f6f66000000106d6668640000000000000001000000c074726166'),
    mimeType: null,
  },
  {
    id: 'matroska',
    name: 'the beginning of a WebM',
    facts: ['header', 'webm'],
    bytes: fromHex(
      '1a45dfa39f4286810142f7810142f2810442f381084282847765626d42878104428581021853806701ffffffffffffff1549a966992ad7b1830f42404d808643',
    ),
    mimeType: 'video/webm',
  },
  {
    id: 'matroska',
    name: 'a cluster of WebM',
    facts: ['cluster'],
    bytes: fromHex('1f43b67501ffffffffffffffe78100a3'),
    mimeType: null,
  },
  {
    id: 'pdf',
    name: 'the beginning of a PDF',
    facts: ['1.7'],
    bytes: fromHex('255044462d312e370a25e2e3cfd30a312030206f626a'),
    mimeType: 'application/pdf',
  },
  {
    id: 'wasm',
    name: 'a module of WebAssembly without content',
    facts: [],
    bytes: fromHex('0061736d01000000'),
    mimeType: 'application/wasm',
  },
  {
    id: 'zip',
    name: 'an archive with one file, written by Python’s zipfile',
    facts: [],
    bytes: base64(
      'UEsDBBQAAAAAAAAAIQCsKpPYAgAAAAIAAAABAAAAYWhpUEsBAhQDFAAAAAAAAAAhAKwqk9gCAAAAAgAAAAEAAAAAAAAAAAAAAIABAAAAAGFQSwUGAAAAAAEAAQAvAAAAIQAAAAAA',
    ),
    mimeType: 'application/zip',
  },
  {
    id: 'zip',
    name: 'an archive without files',
    facts: [],
    bytes: fromHex('504b0506 00000000 00000000 00000000 00000000 0000'),
    mimeType: 'application/zip',
  },
  {
    id: 'zstd',
    name: '“hello”, compressed by zstd 1.5',
    facts: [],
    bytes: base64('KLUv/QRYKQAAaGVsbG+jbZ+I'),
    mimeType: 'application/zstd',
  },
];
