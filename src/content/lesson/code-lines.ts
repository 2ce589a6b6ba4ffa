/** A step's lines of JavaScript, derived from the calls and events in the trace. */

import { toHex, toHexByte } from '#core/bytes/hex.ts';
import { fromUtf8, fromValidUtf8, toUtf8 } from '#core/bytes/text.ts';
import { readyStateNumber } from '#core/protocol/endpoint.ts';
import { isClosableByPage } from '#core/protocol/messages/close-code.ts';
import type { Call, PageEvent, Step } from '#core/story/step.ts';
import { senderOf, type Side } from '#core/trace/direction.ts';
import { countOf } from '#content/phrasing/quantity.ts';

export type CodeLine = {
  /** Whose code: the page's, with the browser's WebSocket, or the server's, with Node's `ws`. */
  readonly side: Side;
  readonly code: string;
  /** What it reads or does, as a comment. Null if the code is clear without one. */
  readonly comment: string | null;
};

export function codeLines(step: Step): CodeLine[] {
  const lines: CodeLine[] = [];
  if (step.call && step.direction) {
    const side = senderOf(step.direction);
    const comment = callComment(step.call, step, side);
    lines.push({ side, code: callCode(step.call, side), comment });
  }
  for (const { side, event } of step.pageEvents) {
    // No line of code is known to run.
    if (event.kind === 'unknown') continue;
    lines.push({ side, code: eventCode(event, side), comment: eventComment(event, side, step) });
  }
  return lines;
}

function callCode(call: Call, side: Side): string {
  switch (call.kind) {
    case 'connect':
      return connectCode(call);
    case 'send':
      return `socket.send(${dataLiteral(call.type, call.data)})`;
    case 'send-fragment':
      return fragmentCode(call);
    case 'ping':
      return side === 'server'
        ? `socket.ping(${call.data.length > 0 ? textLiteral(call.data) : ''})`
        : '// a Ping, which a page can’t send';
    case 'write':
      return call.bytes.length > MAX_LITERAL_SIZE
        ? 'tcp.write(bytes)'
        : `tcp.write(Buffer.from("${toHex(call.bytes)}", "hex"))`;
    case 'terminate':
      return 'socket.terminate()';
    case 'close':
      if (side === 'client' && call.code !== null && !isClosableByPage(call.code)) {
        return `// closed with ${call.code}, which a page can’t send`;
      }
      return `socket.close(${[call.code, call.reason && JSON.stringify(call.reason)].filter(Boolean).join(', ')})`;
  }
}

function connectCode({ url, subprotocols }: Call & { readonly kind: 'connect' }): string {
  const offered = subprotocols.map((name) => JSON.stringify(name)).join(', ');
  const more = offered === '' ? '' : `, [${offered}]`;
  return `const socket = new WebSocket(${JSON.stringify(url)}${more})`;
}

/** `ws` sends text for a string. A part that ends within a character has to be a Buffer. */
function fragmentCode({ type, data, isFinal }: Call & { readonly kind: 'send-fragment' }): string {
  const isCut = type === 'text' && fromValidUtf8(data) === null;
  const literal = isCut ? `Buffer.from("${toHex(data)}", "hex")` : dataLiteral(type, data);
  return `socket.send(${literal}, { ${isCut ? 'binary: false, ' : ''}fin: ${isFinal} })`;
}

/** What the page can read directly after the call, or what the code leaves out. */
function callComment(call: Call, step: Step, side: Side): string | null {
  switch (call.kind) {
    case 'connect':
      return 'readyState 0: CONNECTING';
    case 'send':
      return (
        [
          isLong(call.data) ? `message: ${countOf(call.data.length, 'byte')}` : '',
          side === 'client' ? `bufferedAmount: 0 → ${step.bufferedAmount} → 0` : '',
        ]
          .filter(Boolean)
          .join(', ') || null
      );
    case 'send-fragment':
      return isLong(call.data) ? `message: ${countOf(call.data.length, 'byte')}` : null;
    case 'write':
      return `raw bytes, because the frame breaks a rule; ${countOf(call.bytes.length, 'byte')}`;
    case 'close':
      return side === 'client' ? readyStateChange(step) : null;
    default:
      return null;
  }
}

type KnownEvent = Exclude<PageEvent, { readonly kind: 'unknown' }>;

/** Handlers are empty, so that each line runs as it is. */
function eventCode(event: KnownEvent, side: Side): string {
  if (side === 'client') {
    switch (event.kind) {
      case 'message':
        return 'socket.onmessage = ({ data }) => {}';
      case 'close':
        return 'socket.onclose = ({ code, reason, wasClean }) => {}';
      default:
        return `socket.on${event.kind} = () => {}`;
    }
  }
  switch (event.kind) {
    case 'connection':
      return "server.on('connection', (socket) => {})";
    case 'close':
      return "socket.on('close', (code, reason) => {})";
    case 'message':
      return "socket.on('message', (data, isBinary) => {})";
    case 'open':
      return "socket.on('open', () => {})";
    case 'error':
      return "socket.on('error', (error) => {})";
    case 'ping':
    case 'pong':
      return `socket.on('${event.kind}', (data) => {})`;
  }
}

function eventComment(event: KnownEvent, side: Side, step: Step): string | null {
  switch (event.kind) {
    case 'open': {
      const agreed = [
        event.protocol && `protocol: ${JSON.stringify(event.protocol)}`,
        event.extensions && `extensions: ${JSON.stringify(event.extensions)}`,
      ];
      return ['readyState 0 → 1: OPEN', ...agreed].filter(Boolean).join(', ');
    }
    case 'message':
      return side === 'client' ? pageData(event.type, event.data) : serverData(event);
    case 'ping':
    case 'pong':
      return event.data.length === 0 ? 'data: an empty Buffer' : bufferText('data', event.data);
    case 'close': {
      const { code, reason, wasClean } = event;
      return side === 'client'
        ? `code: ${code}, reason: ${JSON.stringify(reason)}, wasClean: ${wasClean}`
        : `code: ${code}, ${bufferText('reason', toUtf8(reason))}`;
    }
    case 'error':
      return side === 'client' ? 'the event says no more than that' : null;
    default:
      return side === 'client' ? readyStateChange(step) : null;
  }
}

function readyStateChange({ statesBefore, statesAfter }: Step): string | null {
  const before = readyStateNumber(statesBefore.client.readyState);
  const after = readyStateNumber(statesAfter.client.readyState);
  if (before === after) return null;
  return `readyState ${before} → ${after}: ${statesAfter.client.readyState}`;
}

/** A page gets a string, or by default a Blob. */
function pageData(type: 'text' | 'binary', data: Uint8Array): string {
  if (type === 'text') return `data: ${shortText(data)}`;
  return `data: a Blob of ${countOf(data.length, 'byte')}, or an ArrayBuffer if binaryType is "arraybuffer"`;
}

/** The library gives text, too, as a Buffer. */
function serverData({ type, data }: PageEvent & { readonly kind: 'message' }): string {
  return type === 'text'
    ? `${bufferText('data', data)}, isBinary: false`
    : `data: a Buffer of ${countOf(data.length, 'byte')}, isBinary: true`;
}

function bufferText(name: string, data: Uint8Array): string {
  return `${name}.toString(): ${shortText(data)}`;
}

/** Longer data is a variable in the code. Bytes. */
const MAX_LITERAL_SIZE = 64;

function isLong(data: Uint8Array): boolean {
  return data.length > MAX_LITERAL_SIZE;
}

function dataLiteral(type: 'text' | 'binary', data: Uint8Array): string {
  if (isLong(data)) return 'message';
  return type === 'text' ? textLiteral(data) : bytesLiteral(data);
}

function textLiteral(data: Uint8Array): string {
  return JSON.stringify(fromUtf8(data));
}

function bytesLiteral(data: Uint8Array): string {
  return `new Uint8Array([${[...data].map((byte) => `0x${toHexByte(byte)}`).join(', ')}])`;
}

/** In a comment, the beginning of a long text is enough. */
function shortText(data: Uint8Array): string {
  const characters = [...fromUtf8(data)];
  if (characters.length <= MAX_LITERAL_SIZE) return textLiteral(data);
  return `${JSON.stringify(characters.slice(0, MAX_LITERAL_SIZE).join('')).slice(0, -1)}…"`;
}
