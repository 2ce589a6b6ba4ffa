/** A step's lines of JavaScript, derived from the calls and events in the trace. */

import { fromUtf8 } from '#core/bytes/text.ts';
import { toHexByte } from '#core/bytes/hex.ts';
import { readyStateNumber } from '#core/protocol/endpoint.ts';
import type { Call, PageEvent, Step } from '#core/story/step.ts';
import { senderOf, type Side } from '#core/trace/direction.ts';

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
    const comment = side === 'client' ? callComment(step.call, step) : null;
    lines.push({ side, code: callCode(step.call, side), comment });
  }
  for (const { side, event } of step.pageEvents) {
    lines.push({ side, code: eventCode(event, side), comment: eventComment(event, side, step) });
  }
  return lines;
}

function callCode(call: Call, side: Side): string {
  switch (call.kind) {
    case 'connect':
      return `const socket = new WebSocket(${JSON.stringify(call.url)})`;
    case 'send':
      return `socket.send(${dataLiteral(call.type, call.data)})`;
    case 'ping':
      return side === 'server'
        ? `socket.ping(${call.data.length > 0 ? textLiteral(call.data) : ''})`
        : '// ping, by the browser itself';
    case 'terminate':
      return 'socket.terminate()';
    case 'close':
      return `socket.close(${[call.code, call.reason && JSON.stringify(call.reason)].filter(Boolean).join(', ')})`;
  }
}

/** What the page can read directly after the call. */
function callComment(call: Call, step: Step): string | null {
  if (call.kind === 'connect') return 'readyState 0: CONNECTING';
  if (call.kind === 'send') return `bufferedAmount: 0 → ${step.bufferedAmount} → 0`;
  if (call.kind === 'close') return readyStateChange(step);
  return null;
}

function eventCode(event: PageEvent, side: Side): string {
  if (side === 'client') {
    switch (event.kind) {
      case 'open':
        return 'socket.onopen = () => { … }';
      case 'message':
        return 'socket.onmessage = ({ data }) => { … }';
      case 'close':
        return 'socket.onclose = ({ code, reason, wasClean }) => { … }';
      default:
        return `socket.on${event.kind} = () => { … }`;
    }
  }
  switch (event.kind) {
    case 'connection':
      return "server.on('connection', (socket) => { … })";
    case 'close':
      return "socket.on('close', (code, reason) => { … })";
    case 'open':
    case 'error':
      return `socket.on('${event.kind}', () => { … })`;
    default:
      return `socket.on('${event.kind}', (data) => { … })`;
  }
}

function eventComment(event: PageEvent, side: Side, step: Step): string | null {
  switch (event.kind) {
    case 'open': {
      const agreed = [
        event.protocol && `protocol: ${JSON.stringify(event.protocol)}`,
        event.extensions && `extensions: ${JSON.stringify(event.extensions)}`,
      ];
      return ['readyState 0 → 1: OPEN', ...agreed].filter(Boolean).join(', ');
    }
    case 'message':
      return `data: ${dataLiteral(event.type, event.data)}`;
    case 'ping':
    case 'pong':
      return `data: ${textLiteral(event.data)}`;
    case 'close': {
      const { code, reason, wasClean } = event;
      const values = [code, JSON.stringify(reason), ...(side === 'client' ? [wasClean] : [])];
      return values.join(', ');
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

const MAX_LITERAL_LENGTH = 32;

function dataLiteral(type: 'text' | 'binary', data: Uint8Array): string {
  return type === 'text' ? textLiteral(data) : bytesLiteral(data);
}

function textLiteral(data: Uint8Array): string {
  const characters = [...fromUtf8(data)];
  if (characters.length <= MAX_LITERAL_LENGTH) return JSON.stringify(characters.join(''));
  return `${JSON.stringify(characters.slice(0, MAX_LITERAL_LENGTH).join('')).slice(0, -1)}…"`;
}

function bytesLiteral(data: Uint8Array): string {
  const shown = [...data.subarray(0, 8)].map((byte) => `0x${toHexByte(byte)}`);
  return `new Uint8Array([${shown.join(', ')}${data.length > 8 ? ', …' : ''}])`;
}
