/**
 * Debug logs of Python's websockets: "> TEXT 'Hello' [5 bytes]". The lines contain opcodes and
 * payloads, so frames can be reconstructed. Masking keys and the middle of long payloads are
 * missing.
 */

import { toUtf8 } from '#core/bytes/text.ts';
import { OPCODE, type DefinedOpcode } from '#core/protocol/framing/opcode.ts';
import type { Direction } from '#core/trace/direction.ts';
import { ByteCollector } from './byte-collector.ts';
import { CODE, skipBlanks } from './characters.ts';
import { escapeAt } from './escape.ts';
import { transcribeHexPairs } from './hex-pairs.ts';
import { linesOf } from './lines.ts';
import type { TextRange } from './notation.ts';
import type { Reading } from './reading.ts';
import { collectUtf8, transcribeFrame, transcribeMade } from './reconstruction.ts';
import { Transcript } from './transcript.ts';

/**
 * The library shortens longer payloads to 75 characters. Text before them comes from the logger.
 */
const LONGEST_LINE = 1000;

const OPCODES: Readonly<Record<string, DefinedOpcode>> = {
  CONT: OPCODE.continuation,
  TEXT: OPCODE.text,
  BINARY: OPCODE.binary,
  CLOSE: OPCODE.close,
  PING: OPCODE.ping,
  PONG: OPCODE.pong,
};

const FRAME = /([<>]) (CONT|TEXT|BINARY|CLOSE|PING|PONG) (.*) \[([^\]]*)\]\s*$/;
const HEAD = /([<>]) ((?:[A-Z]+ \S+ HTTP\/1\.1|HTTP\/1\.1 \d{3}.*|[A-Za-z][\w-]*: .*))$/;
const START_LINE = /HTTP\/1\.1(?:$| \d{3})/;
const CLOSE = /^(\d{4}) \([^)]*\) ?(.*)$/;

export function readWebsocketsLog(text: string): Reading[] {
  const reader = new LogReader(text);
  return reader.read();
}

class LogReader {
  readonly #text: string;
  readonly #transcript = new Transcript();
  readonly #isServerLog: boolean;
  #frames = 0;
  /** The speaker of an incomplete head. */
  #openHead: Direction | null = null;

  constructor(text: string) {
    this.#text = text;
    const beginning = text.slice(0, 4000);
    this.#isServerLog = beginning.includes('websockets.server') || /< GET \S+ HTTP/.test(beginning);
  }

  read(): Reading[] {
    for (const line of linesOf(this.#text)) {
      if (line.end - line.start <= LONGEST_LINE) this.#readLine(line);
      else this.#transcript.leaveOut('prose');
    }
    this.#endHead(this.#text.length);
    if (this.#frames === 0) return [];
    return [{ ...this.#transcript.finish('websockets-log', 'sure'), isReconstructed: true }];
  }

  #readLine({ start, end }: TextRange): void {
    const line = this.#text.slice(start, end);
    const frame = FRAME.exec(line);
    if (frame) {
      const [, mark = '', name = '', data = '', remarks = ''] = frame;
      const dataAt = start + frame.index + mark.length + name.length + 2;
      return this.#readFrame(mark, name, { start: dataAt, end: dataAt + data.length }, remarks);
    }
    const head = HEAD.exec(line);
    if (head) return this.#readHeadLine(head[1] ?? '', head[2] ?? '', start + head.index + 2, end);
    this.#transcript.leaveOut('prose');
  }

  #directionOf(mark: string): Direction {
    return (mark === '>') === this.#isServerLog ? 'server-to-client' : 'client-to-server';
  }

  #readHeadLine(mark: string, line: string, start: number, end: number): void {
    const direction = this.#directionOf(mark);
    if (START_LINE.test(line)) {
      this.#endHead(start);
      this.#transcript.begin(direction);
      this.#openHead = direction;
    } else if (this.#openHead !== direction) return this.#transcript.leaveOut('prose');
    collectUtf8(this.#text, start, end, this.#transcript);
    transcribeMade(this.#transcript, LINE_END, end);
  }

  #endHead(at: number): void {
    if (this.#openHead !== null) transcribeMade(this.#transcript, LINE_END, at);
    this.#openHead = null;
  }

  #readFrame(mark: string, name: string, data: TextRange, remarks: string): void {
    const opcode = OPCODES[name];
    if (opcode === undefined) return;
    this.#endHead(data.start);
    const payload = this.#payloadOf(opcode, data);
    const direction = this.#directionOf(mark);
    const isFinal = !remarks.includes('continued');
    this.#transcript.begin(direction);
    transcribeFrame(this.#transcript, direction, opcode, payload, data.start, isFinal);
    this.#transcript.leaveOut('labels');
    this.#frames++;
    const total = Number(/(\d{1,12}) bytes?/.exec(remarks)?.[1] ?? payload.count);
    if (total <= payload.count) return;
    this.#transcript.lose({
      kind: 'print-limit',
      printer: 'websockets',
      shown: payload.count,
      total,
    });
  }

  /** A string in Python's repr, bytes in hex, or a close code with its name and reason. */
  #payloadOf(opcode: DefinedOpcode, { start, end }: TextRange): ByteCollector {
    const text = this.#text;
    const payload = new ByteCollector();
    const quote = text.charAt(start);
    if (opcode === OPCODE.close) {
      const [, code, reason = ''] = CLOSE.exec(text.slice(start, end)) ?? [];
      // Any code, even one that must not be sent, because it was observed.
      if (code !== undefined) {
        payload.add(Number(code) >> 8, start, start + code.length);
        payload.add(Number(code) & 0xff, start, start + code.length);
      }
      collectUtf8(text, end - reason.length, end, payload);
    } else if (quote === "'" || quote === '"') {
      collectRepr(text, start + 1, text.charAt(end - 1) === quote ? end - 1 : end, payload);
    } else {
      for (let at = start; at < end; at = skipBlanks(text, at, end)) {
        const next = transcribeHexPairs(text, at, payload);
        if (next === at) break;
        at = next;
      }
    }
    return payload;
  }
}

const LINE_END = toUtf8('\r\n');

/** The part before the omitted middle. */
function collectRepr(text: string, start: number, end: number, payload: ByteCollector): void {
  for (let at = start; at < end;) {
    if (text.startsWith('...', at) && at - start >= ELIDED_AT - 1) return;
    if (text.charCodeAt(at) !== CODE.backslash) {
      const next = at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
      collectUtf8(text, at, next, payload);
      at = next;
      continue;
    }
    const escape = escapeAt(text, at + 1, 'octal');
    if (escape.kind === 'byte' || escape.kind === 'character') {
      const code = escape.kind === 'byte' ? escape.byte : escape.code;
      for (const byte of toUtf8(String.fromCodePoint(code))) payload.add(byte, at, escape.end);
    }
    at = escape.end;
  }
}

/** The number of characters of a long payload before its dots, including the quote. */
const ELIDED_AT = 48;
