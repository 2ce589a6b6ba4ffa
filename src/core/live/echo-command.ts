/** What Live's page asks of the echo server, and how a request of it is read. */

import { fromHex } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { MAX_CONTROL_PAYLOAD } from '#core/protocol/framing/payload-length.ts';
import { MAX_REASON_SIZE } from '#core/protocol/messages/close-payload.ts';
import { isServerBreak, type ServerBreakId } from './broken-frames.ts';

/** How an endpoint ends TCP. */
export type TcpEnd = 'fin' | 'rst';

/** What the server does from the first byte on. */
export type EchoSettings = {
  /** Of the response to the handshake. 101 accepts. */
  readonly status: number;
  /** Whether the server accepts an offer of permessage-deflate. */
  readonly compresses: boolean;
  /** Before each of its bytes is sent. */
  readonly delayMs: number;
  /** Ends TCP after so many of the server's bytes, counted from its response's first; or never. */
  readonly drop: { readonly afterBytes: number; readonly by: TcpEnd } | null;
};

export const DEFAULT_ECHO: EchoSettings = {
  status: 101,
  compresses: true,
  delayMs: 0,
  drop: null,
};

export type EchoCommand =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'binary' | 'ping' | 'raw'; readonly hex: string }
  /** One message in these fragments. */
  | { readonly kind: 'fragments'; readonly texts: readonly string[] }
  | { readonly kind: 'compressed'; readonly text: string }
  /** Any code of 16 bits, legal or not; null for an empty Close frame. */
  | { readonly kind: 'close'; readonly code: number | null; readonly reason: string }
  | { readonly kind: 'broken'; readonly id: ServerBreakId }
  /** Whether the server answers nothing: no echo, no Pong, no Close frame. */
  | { readonly kind: 'silence'; readonly isOn: boolean }
  /** Whether the server reads from its socket. */
  | { readonly kind: 'reading'; readonly isOn: boolean }
  | { readonly kind: 'delay'; readonly ms: number }
  /** Ends TCP after so many more bytes of the server. */
  | { readonly kind: 'drop'; readonly afterBytes: number; readonly by: TcpEnd };

export const MAX_DELAY_MS = 60_000;
/** Longer ones are no experiment that a page can show. In bytes. */
const MAX_PAYLOAD = 256 * 1024;
const MAX_FRAGMENTS = 100;
/** The limits of a status that HTTP defines (RFC 9110 §15). 1xx but 101 are no final response. */
const STATUS = { min: 200, max: 599 } as const;
const MAX_CLOSE_CODE = 0xffff;
const MAX_DROP = 2 ** 31;

/** What is read, or why it can't be, in words for a developer. */
type Parsed<Value> =
  | { readonly kind: 'read'; readonly value: Value }
  | { readonly kind: 'unreadable'; readonly reason: string };

const read = <Value>(value: Value): Parsed<Value> => ({ kind: 'read', value });

function unreadable<Value>(expected: string): Parsed<Value> {
  return { kind: 'unreadable', reason: `expected ${expected}` };
}

type Members = Readonly<Record<string, unknown>>;

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Absent members are those of `DEFAULT_ECHO`. */
export function parseEchoSettings(value: unknown): Parsed<EchoSettings> {
  if (!isMembers(value)) return unreadable('an object of settings');
  const { status, compresses, delayMs, drop } = { ...DEFAULT_ECHO, ...value };
  const isStatus = status === 101 || isInteger(status, STATUS.min, STATUS.max);
  if (!isStatus) return unreadable(`a status of 101, or ${STATUS.min} to ${STATUS.max}`);
  if (typeof compresses !== 'boolean') return unreadable('compresses as true or false');
  if (!isInteger(delayMs, 0, MAX_DELAY_MS)) return unreadable(`a delay up to ${MAX_DELAY_MS} ms`);
  if (drop === null) return read({ status, compresses, delayMs, drop });
  if (!isMembers(drop) || !isDrop(drop)) return unreadable('drop as afterBytes and by');
  return read({ status, compresses, delayMs, drop });
}

export function parseEchoCommand(value: unknown): Parsed<EchoCommand> {
  if (!isMembers(value)) return unreadable('an object with a kind');
  switch (value['kind']) {
    case 'text':
    case 'compressed': {
      const { kind, text } = value;
      if (!isText(text)) return unreadable(`a text of up to ${MAX_PAYLOAD} bytes`);
      return read({ kind, text });
    }
    case 'binary':
    case 'ping':
    case 'raw':
      return parseHex(value['kind'], value['hex']);
    case 'fragments': {
      const { texts } = value;
      const isList = Array.isArray(texts) && texts.length > 0 && texts.length <= MAX_FRAGMENTS;
      if (!isList || !texts.every(isText)) return unreadable(`1 to ${MAX_FRAGMENTS} texts`);
      return read({ kind: 'fragments', texts });
    }
    case 'close':
      return parseClose(value['code'], value['reason']);
    case 'broken': {
      const { id } = value;
      return isServerBreak(id) ? read({ kind: 'broken', id }) : unreadable('the id of a break');
    }
    case 'silence':
    case 'reading': {
      const { kind, isOn } = value;
      return typeof isOn === 'boolean' ? read({ kind, isOn }) : unreadable('isOn as true or false');
    }
    case 'delay': {
      const { ms } = value;
      const isDelay = isInteger(ms, 0, MAX_DELAY_MS);
      return isDelay ? read({ kind: 'delay', ms }) : unreadable(`ms up to ${MAX_DELAY_MS}`);
    }
    case 'drop':
      return isDrop(value)
        ? read({ kind: 'drop', afterBytes: value.afterBytes, by: value.by })
        : unreadable('afterBytes and by');
    default:
      return unreadable('a known kind of command');
  }
}

function parseHex(kind: 'binary' | 'ping' | 'raw', hex: unknown): Parsed<EchoCommand> {
  const most = kind === 'ping' ? MAX_CONTROL_PAYLOAD : MAX_PAYLOAD;
  const isHex = typeof hex === 'string' && /^(?:[\da-f]{2})*$/i.test(hex);
  if (!isHex || fromHex(hex).length > most) return unreadable(`up to ${most} bytes as hex`);
  return read({ kind, hex });
}

function parseClose(code: unknown, reason: unknown): Parsed<EchoCommand> {
  if (typeof reason !== 'string' || toUtf8(reason).length > MAX_REASON_SIZE) {
    return unreadable(`a reason of up to ${MAX_REASON_SIZE} bytes`);
  }
  if (code === null) {
    return reason === '' ? read({ kind: 'close', code, reason }) : unreadable('a code');
  }
  if (!isInteger(code, 0, MAX_CLOSE_CODE)) return unreadable(`a code up to ${MAX_CLOSE_CODE}`);
  return read({ kind: 'close', code, reason });
}

function isInteger(value: unknown, min: number, max: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && toUtf8(value).length <= MAX_PAYLOAD;
}

function isDrop(
  value: Members,
): value is Members & { readonly afterBytes: number; readonly by: TcpEnd } {
  return (
    isInteger(value['afterBytes'], 0, MAX_DROP) && ['fin', 'rst'].includes(String(value['by']))
  );
}
