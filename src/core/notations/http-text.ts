/**
 * HTTP as text: a request, a response or both, as browser tools and curl show them, followed by any
 * other notation. Lines that lost their CR in a clipboard get it back.
 */

import { SWITCHING_PROTOCOLS } from '#core/protocol/opening/opening-response.ts';
import { parseStartLine } from '#core/protocol/http/start-line.ts';
import type { Direction } from '#core/trace/direction.ts';
import { CODE } from './characters.ts';
import type { TextRange } from './notation.ts';
import type { ReadChunk, Reading } from './reading.ts';
import { collectUtf8 } from './reconstruction.ts';
import { Transcript } from './transcript.ts';

const LONGEST_START_LINE = 8192;

/** Reads the text after the heads. */
type ReadRest = (text: string) => readonly Reading[];

export function readHttpText(text: string, readRest: ReadRest): Reading[] {
  const reader = new HttpTextReader(text);
  const at = reader.readHeads();
  return at === null ? [] : reader.finish(at, readRest);
}

class HttpTextReader {
  readonly #text: string;
  readonly #transcript = new Transcript();
  #lineEnds = 0;
  #lostReturns = 0;
  #lostEmptyLines = 0;
  /** After this head, no frames can follow, only its content. */
  #isHttpToTheEnd = false;

  constructor(text: string) {
    this.#text = text;
  }

  /** Reads the heads at the start of the text; returns where they end, or null if there is none. */
  readHeads(): number | null {
    const text = this.#text;
    let at = this.#startOfHead(0);
    if (at === null) return null;
    for (let next: number | null = at; next !== null; next = this.#startOfHead(at)) {
      at = this.#readHead(next);
    }
    return Math.min(at, text.length);
  }

  /** The start line, which only empty lines and curl's remarks can precede. */
  #startOfHead(from: number): number | null {
    const text = this.#text;
    let at = from;
    while (at < text.length) {
      const line = lineAt(text, at);
      const body = afterMark(text, line);
      if (body < line.end && line.end - body <= LONGEST_START_LINE) {
        const start = parseStartLine(text.slice(body, line.end));
        if (start !== null) {
          this.#isHttpToTheEnd =
            start.kind === 'response'
              ? start.status !== SWITCHING_PROTOCOLS
              : start.method !== 'GET';
          return at;
        }
        if (!isRemark(text, at)) return null;
        this.#transcript.leaveOut('comments');
      } else if (body < line.end) return null;
      at = line.next;
    }
    return null;
  }

  #readHead(from: number): number {
    const text = this.#text;
    let at = from;
    const first = lineAt(text, at);
    const mark = afterMark(text, first) - at;
    const isAnswer = text.startsWith('HTTP/', at + mark);
    const direction: Direction = isAnswer ? 'server-to-client' : 'client-to-server';
    this.#transcript.begin(direction);
    let isEnded = false;
    while (at < text.length && !isEnded) {
      const line = lineAt(text, at);
      const body = mark > 0 ? afterMark(text, line) : at;
      // If each line has a mark, a line without one is not part of the head.
      if (mark > 0 && body === at && line.end > at) break;
      if (at > from && parseStartLine(text.slice(body, Math.min(line.end, body + 200))) !== null)
        break;
      collectUtf8(text, body, line.end, this.#transcript);
      this.#endLine(line);
      isEnded = body >= line.end;
      at = line.next;
    }
    if (!isEnded) {
      this.#lostEmptyLines++;
      this.#transcript.add(CODE.return, at, at);
      this.#transcript.add(CODE.lineFeed, at, at);
    }
    return at;
  }

  #endLine({ end, next }: Line): void {
    this.#lineEnds++;
    const hasReturn = next - end === 2;
    if (!hasReturn) this.#lostReturns++;
    this.#transcript.add(CODE.return, end, hasReturn ? end + 1 : end);
    const feed = hasReturn ? end + 1 : end;
    this.#transcript.add(CODE.lineFeed, feed, Math.max(feed, Math.min(next, this.#text.length)));
  }

  /** The content is ordinary text. Remarks of curl after it don't belong to it. */
  #readContent(from: number): void {
    const text = this.#text;
    let end = text.trimEnd().length;
    for (let start = lineStart(text, end); start >= from; start = lineStart(text, end)) {
      if (!isRemark(text, start)) break;
      this.#transcript.leaveOut('comments');
      end = Math.max(from, start - 1);
    }
    collectUtf8(text, from, Math.max(from, end), this.#transcript);
  }

  finish(at: number, readRest: ReadRest): Reading[] {
    const shown = this.#lineEnds - this.#lostReturns;
    if (this.#lostReturns > 0) {
      this.#transcript.lose({
        kind: 'carriage-returns',
        printer: null,
        shown,
        total: this.#lineEnds,
      });
    }
    const count = this.#lostEmptyLines;
    if (count > 0)
      this.#transcript.lose({ kind: 'empty-line', printer: null, shown: 0, total: count });
    if (this.#isHttpToTheEnd) this.#readContent(at);
    const heads = this.#transcript.finish('http', 'sure');
    const rest = this.#isHttpToTheEnd ? '' : this.#text.slice(at);
    if (rest.trim() === '') return [heads];
    return readRest(rest).map((reading) => joinReadings(heads, reading, at));
  }
}

/** Combines a reading of the text before `at` with one of the text after it. */
function joinReadings(first: Reading, second: Reading, at: number): Reading {
  const [before] = first.connections;
  const [after] = second.connections;
  if (before === undefined || after === undefined) return first;
  const shift = (places: Uint32Array) => places.map((place) => place + at);
  const moved = (range: TextRange) => ({ start: range.start + at, end: range.end + at });
  const chunks = after.chunks.map(({ direction, range, atMs, signals }): ReadChunk => ({
    direction,
    atMs,
    ...(signals && { signals }),
    range: { start: range.start + before.bytes.length, end: range.end + before.bytes.length },
  }));
  const join = (a: Uint32Array, b: Uint32Array) => {
    const joined = new Uint32Array(a.length + b.length);
    joined.set(a);
    joined.set(b, a.length);
    return joined;
  };
  const bytes = new Uint8Array(before.bytes.length + after.bytes.length);
  bytes.set(before.bytes);
  bytes.set(after.bytes, before.bytes.length);
  return {
    ...first,
    // The reader can choose the notation after a head. Text there is the body that it looks like.
    notation: second.notation === 'text' ? 'http' : second.notation,
    confidence: second.confidence === 'sure' ? 'sure' : 'likely',
    connections: [
      {
        ...after,
        bytes,
        positions: {
          starts: join(before.positions.starts, shift(after.positions.starts)),
          ends: join(before.positions.ends, shift(after.positions.ends)),
        },
        chunks: [...before.chunks, ...chunks],
      },
    ],
    leftOut: [...first.leftOut, ...second.leftOut],
    lost: [...first.lost, ...second.lost],
    isReconstructed: second.isReconstructed,
    problem: second.problem && { ...second.problem, range: moved(second.problem.range) },
  };
}

type Line = { readonly start: number; readonly end: number; readonly next: number };

function lineAt(text: string, at: number): Line {
  const feed = text.indexOf('\n', at);
  if (feed === -1) return { start: at, end: text.length, next: text.length };
  const hasReturn = feed > at && text.charCodeAt(feed - 1) === CODE.return;
  return { start: at, end: hasReturn ? feed - 1 : feed, next: feed + 1 };
}

function lineStart(text: string, end: number): number {
  return text.lastIndexOf('\n', end - 1) + 1;
}

/** The position after curl's "> " or "< ", if the line has one. */
function afterMark(text: string, { start, end }: Line): number {
  const code = text.charCodeAt(start);
  const isMark = (code === CODE.greater || code === CODE.less) && start < end;
  if (!isMark) return start;
  return Math.min(end, text.charCodeAt(start + 1) === CODE.blank ? start + 2 : start + 1);
}

/** "* Connected to …", "{ [5 bytes data]". */
function isRemark(text: string, at: number): boolean {
  return text.startsWith('* ', at) || text.startsWith('{ [', at) || text.startsWith('} [', at);
}
