/**
 * Chromium's net log (chrome://net-export): the bytes of each socket, if it was recorded with them,
 * otherwise heads and frame headers.
 */

import type { BlockReading, Told } from '#core/paste/block.ts';
import { fromUtf8 } from '#core/bytes/text.ts';
import { isDefinedOpcode } from '#core/protocol/framing/opcode.ts';
import { wireUnitAt } from '#core/paste/ranking/wire-unit.ts';
import type { Direction } from '#core/trace/direction.ts';
import { ByteCollector } from '#core/paste/text/byte-collector.ts';
import type { JsonNode } from '#core/paste/text/json-node.ts';
import type { JsonDocument } from '#core/paste/text/json-tape.ts';
import { addString } from './json-bytes.ts';
import { JsonWriter, type JsonForm } from './json-form.ts';
import { addValue } from './json-payload.ts';

export const NET_LOG: JsonForm = {
  recognize: (root) => (eventTypesOf(root) === null ? null : 'starts'),
  read: (documents) => [readLogs(documents)],
};

function eventTypesOf(root: JsonNode): JsonNode | null {
  const types = root.path('constants', 'logEventTypes');
  return types?.isObject === true ? types : null;
}

type LogEvent = {
  readonly node: JsonNode;
  readonly type: string;
  readonly params: JsonNode | null;
  readonly source: string;
  readonly atMs: number | null;
};

function eventsIn(root: JsonNode): LogEvent[] {
  const names = new Map<number, string>();
  for (const [name, value] of eventTypesOf(root)?.members() ?? []) {
    const number = value.number();
    if (number !== null && OF_INTEREST.test(name)) names.set(number, name);
  }
  const events: LogEvent[] = [];
  for (const node of root.member('events')?.elements() ?? []) {
    const type = names.get(node.member('type')?.number() ?? -1);
    const source = node.path('source', 'id')?.number() ?? null;
    if (type === undefined || source === null) continue;
    // Milliseconds in a string.
    const time = Number(node.member('time')?.text(30) ?? node.member('time')?.number() ?? NaN);
    const atMs = Number.isFinite(time) ? time : null;
    events.push({ node, type, params: node.member('params'), source: String(source), atMs });
  }
  return events;
}

const OF_INTEREST =
  /^(?:(?:SSL_)?SOCKET_BYTES_(?:SENT|RECEIVED)|WEBSOCKET_(?:SENT|RECV)_FRAME_HEADER|\w+_SEND_REQUEST_HEADERS|\w+_READ_RESPONSE_HEADERS)$/;

function readLogs(documents: readonly JsonDocument[]): BlockReading {
  const writer = new JsonWriter();
  let count = 0;
  for (const document of documents) {
    writer.startDocument(document);
    const events = eventsIn(document.root);
    const raw = rawEvents(events);
    count += raw.length > 0 ? readBytes(writer, raw) : readHeaders(writer, events);
    writer.endDocument(document);
  }
  if (count === 0) {
    const { start } = documents[0]!.root;
    writer.block.stop({ kind: 'no-bytes', text: 'net-log', range: { start, end: start + 1 } });
  }
  return writer.block.finish('net-log', 'sure');
}

/** The events with bytes: within TLS if the socket has it. */
function rawEvents(events: readonly LogEvent[]): LogEvent[] {
  const withBytes = events.filter(
    ({ type, params }) => type.includes('_BYTES_') && params?.member('bytes')?.isString === true,
  );
  const secure = new Set(
    withBytes.filter(({ type }) => type.startsWith('SSL_')).map(({ source }) => source),
  );
  return withBytes.filter(({ type, source }) => type.startsWith('SSL_') || !secure.has(source));
}

function directionOf(type: string): Direction {
  return type.includes('_SEN') ? 'client-to-server' : 'server-to-client';
}

function readBytes(writer: JsonWriter, events: readonly LogEvent[]): number {
  const sockets = webSocketsAmong(events);
  const others = new Set<string>();
  let count = 0;
  for (const { node, type, params, source, atMs } of events) {
    const bytes = params?.member('bytes') ?? null;
    if (bytes === null) continue;
    if (!sockets.has(source)) {
      others.add(source);
      continue;
    }
    writer.begin(node, { speaker: directionOf(type), connection: source, atMs });
    addValue(writer, bytes, 'base64');
    count++;
  }
  // Sockets of pages, images and so on.
  writer.block.leaveOut('other-blocks', others.size);
  return count;
}

/** How much of a socket's first bytes is looked at. */
const LOOKED_AT = 4096;

/** The sockets that ask for an upgrade, or that begin with frames because the log began later. */
function webSocketsAmong(events: readonly LogEvent[]): ReadonlySet<string> {
  const found = new Set<string>();
  const seen = new Set<string>();
  for (const { params, source, type } of events) {
    const key = `${source} ${directionOf(type)}`;
    const bytes = params?.member('bytes') ?? null;
    if (bytes === null || found.has(source)) continue;
    const collector = new ByteCollector();
    addString(bytes, 'base64', collector);
    const start = collector.view(0, Math.min(collector.count, LOOKED_AT));
    if (start.length === 0) continue;
    const isFirst = !seen.has(key);
    seen.add(key);
    const unit = wireUnitAt(start, 0, true);
    const isFrame = isFirst && unit.kind === 'frame' && unit.isLegal;
    // The same connection can have loaded a page before.
    if (isFrame || /^GET [^]*\r\nUpgrade: *websocket\r\n/i.test(fromUtf8(start))) found.add(source);
  }
  return found;
}

/** Heads, and frame headers whose payloads are missing. */
function readHeaders(writer: JsonWriter, events: readonly LogEvent[]): number {
  const sources = new Set(
    events
      .filter(({ type, params }) => type.startsWith('WEBSOCKET_') || isUpgrade(params))
      .map(({ source }) => source),
  );
  let count = 0;
  let lacking = 0;
  for (const event of events) {
    if (!sources.has(event.source)) continue;
    const told = { speaker: directionOf(event.type), connection: event.source, atMs: event.atMs };
    if (event.type.endsWith('_HEADERS')) count += readHead(writer, event, told);
    else {
      const length = readFrameHeader(writer, event, told);
      count += length === null ? 0 : 1;
      lacking += length ?? 0;
    }
  }
  if (lacking > 0) {
    writer.block.lose({ kind: 'print-limit', printer: 'Chromium', shown: 0, total: lacking });
  }
  return count;
}

function isUpgrade(params: JsonNode | null): boolean {
  for (const line of params?.member('headers')?.elements() ?? []) {
    if (/^sec-websocket-(?:key|accept):/i.test(line.text(40) ?? '')) return true;
  }
  return false;
}

function readHead(writer: JsonWriter, { node, params }: LogEvent, told: Partial<Told>): number {
  const headers = [...(params?.member('headers')?.elements() ?? [])].filter(
    ({ isString }) => isString,
  );
  if (headers.length === 0) return 0;
  writer.begin(node, told, { kind: 'head', isMade: true });
  const line = params?.member('line') ?? null;
  // The request line ends with a line break of its own.
  if (line?.isString === true) addString(line, 'text', writer.block);
  for (const header of headers) {
    addString(header, 'text', writer.block);
    writer.addMade('\r\n', header.end);
  }
  writer.addMade('\r\n', headers.at(-1)!.end);
  return 1;
}

/** The payload length; null if the event isn't as expected. */
function readFrameHeader(
  writer: JsonWriter,
  { node, params }: LogEvent,
  told: Partial<Told>,
): number | null {
  const opcode = params?.member('opcode')?.number() ?? -1;
  const length = params?.member('payload_length')?.number() ?? -1;
  const isOpcode =
    Number.isInteger(opcode) && opcode >= 0 && opcode <= 15 && isDefinedOpcode(opcode);
  if (!isOpcode || !Number.isSafeInteger(length) || length < 0) {
    writer.block.skip({ start: node.start, end: node.end });
    return null;
  }
  const isFinal = params?.member('final')?.boolean() ?? true;
  const isCompressed = params?.member('reserved1')?.boolean() ?? false;
  writer.begin(node, told, { kind: 'payload', opcode, isFinal, isCompressed });
  if (length > 0) writer.block.miss(length);
  return length;
}
