/** Readings of recordings by other tools (oracle.json) and by this project, in the same form. */

import { readFileSync } from 'node:fs';
import { toHex } from '#core/bytes/hex.ts';
import { fromLatin1, fromUtf8 } from '#core/bytes/text.ts';
import { listConnections } from '#core/captures/captured-connection.ts';
import { traceOf } from '#core/captures/captured-trace.ts';
import { readCapture } from '#core/captures/capture.ts';
import { unitBytes, type Conversation } from '#core/conversation/conversation.ts';
import { messageData, payloadOf } from '#core/conversation/message.ts';
import type { FrameUnit } from '#core/conversation/unit.ts';
import { decodeClosePayload } from '#core/protocol/messages/close-payload.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import type { Direction } from '#core/trace/direction.ts';
import type { Trace } from '#core/trace/trace.ts';

export type OracleFrame = {
  readonly dir: 'c2s' | 's2c';
  readonly fin: 0 | 1;
  readonly rsv1: 0 | 1;
  readonly rsv2: 0 | 1;
  readonly rsv3: 0 | 1;
  readonly opcode: number;
  readonly masked: 0 | 1;
  readonly maskKey?: string;
  readonly lengthForm: 7 | 16 | 64;
  readonly payloadLength: number;
  readonly headerLength: number;
  readonly payloadHex: string;
  readonly closeCode?: number | null;
  readonly closeReason?: string;
};

/** The position of a frame in the capture. */
export type OraclePlace = { readonly i: number; readonly t: number; readonly packet: number };

export type OracleMessage = {
  readonly dir: 'c2s' | 's2c';
  readonly opcode: number;
  readonly frames: readonly number[];
  readonly length: number;
  readonly dataHex: string;
  readonly text?: string;
};

export type OracleConnection = {
  readonly client: string;
  readonly server: string;
  readonly packets: number;
  readonly handshake: {
    readonly request: string;
    readonly response: string;
    readonly requestBytes: number;
    readonly responseBytes: number;
    readonly status: number;
    readonly responseBodyBytes: number;
  };
  readonly frames: readonly (OracleFrame & OraclePlace)[];
  readonly messages: readonly (OracleMessage & { t: number; compressed: boolean })[];
  readonly end: readonly (readonly ['c2s' | 's2c', 'FIN' | 'RST', number])[];
};

const fixtures = new URL('../../fixtures/', import.meta.url);

export function readFixture(path: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(path, fixtures)));
}

export function readJsonFixture(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, fixtures), 'utf8'));
}

/** The one connection of a recording. */
export function readOracle(path: string): OracleConnection {
  const [connection, ...others] = (readJsonFixture(path) as { connections: OracleConnection[] })
    .connections;
  if (connection === undefined || others.length > 0) {
    throw new TypeError(`expected one connection in ${path}, got ${others.length}`);
  }
  return connection;
}

/** The one connection of a capture, read by us. */
export function readOnlyTrace(file: Uint8Array): Trace {
  const reading = readCapture(file);
  if (reading.kind !== 'capture') throw new TypeError(`expected a capture, got ${reading.kind}`);
  const [connection, ...others] = listConnections(reading).connections;
  if (connection === undefined || others.length > 0) {
    throw new TypeError(`expected one connection, got ${others.length} and another`);
  }
  const unknown = { name: 'unknown' };
  return traceOf(connection, { recordedOn: '', tool: '', client: unknown, server: unknown });
}

export function dirOf(direction: Direction): 'c2s' | 's2c' {
  return direction === 'client-to-server' ? 'c2s' : 's2c';
}

export function frameUnits({ units }: Conversation): FrameUnit[] {
  return units.filter((unit) => unit.kind === 'frame');
}

/** A frame of ours in the oracle's words. */
export function toOracleFrame({ trace }: Conversation, unit: FrameUnit): OracleFrame {
  const { header, headerSize, direction } = unit;
  const payload = payloadOf(unit, trace.streams[direction]);
  const frame: OracleFrame = {
    dir: dirOf(direction),
    fin: header.isFinal ? 1 : 0,
    rsv1: header.rsv1 ? 1 : 0,
    rsv2: header.rsv2 ? 1 : 0,
    rsv3: header.rsv3 ? 1 : 0,
    opcode: header.opcode,
    masked: header.maskingKey ? 1 : 0,
    ...(header.maskingKey ? { maskKey: toHex(header.maskingKey) } : {}),
    lengthForm: header.payloadLength.form,
    payloadLength: header.payloadLength.value,
    headerLength: headerSize,
    payloadHex: toHex(payload),
  };
  if (header.opcode !== OPCODE.close) return frame;
  const { code, reason } = decodeClosePayload(payload);
  return { ...frame, closeCode: code, closeReason: reason };
}

export function toOracleMessages(conversation: Conversation): OracleMessage[] {
  const { units, messages, trace } = conversation;
  const frames = frameUnits(conversation);
  return messages.map((message) => {
    const data = messageData(message, units, trace.streams[message.direction]);
    return {
      dir: dirOf(message.direction),
      opcode: message.type === 'text' ? OPCODE.text : OPCODE.binary,
      frames: message.unitIndices.map((index) => frames.indexOf(units[index] as FrameUnit)),
      length: message.size,
      dataHex: toHex(data),
      ...(message.type === 'text' ? { text: fromUtf8(data) } : {}),
    };
  });
}

export function toOracleHandshake({ trace, units }: Conversation): OracleConnection['handshake'] {
  const [request] = units.filter((unit) => unit.kind === 'request');
  const [response] = units.filter((unit) => unit.kind === 'response');
  if (!request || !response) throw new TypeError('expected a request and a response, got less');
  const body = units.find((unit) => unit.kind === 'body');
  return {
    request: fromLatin1(unitBytes(trace, request)),
    response: fromLatin1(unitBytes(trace, response)),
    requestBytes: request.head.size,
    responseBytes: response.head.size,
    status: response.head.startLine.status,
    responseBodyBytes: body ? body.range.end - body.range.start : 0,
  };
}

/** The oracle's frames without their places, and its messages without their times. */
export function withoutPlaces({ frames, messages }: OracleConnection): {
  readonly frames: readonly OracleFrame[];
  readonly messages: readonly OracleMessage[];
} {
  return {
    frames: frames.map((frame) => without(frame, ['i', 't', 'packet'])),
    messages: messages.map((message) => without(message, ['t', 'compressed'])),
  };
}

function without<Whole extends object, Name extends keyof Whole>(
  whole: Whole,
  names: readonly Name[],
): Omit<Whole, Name> {
  const kept = Object.entries(whole).filter(([name]) => !names.some((each) => each === name));
  return Object.fromEntries(kept) as Omit<Whole, Name>;
}
