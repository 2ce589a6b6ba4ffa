/**
 * Events of the Chrome DevTools Protocol, domain Network: alone, in a list, or as entries of a
 * performance log. They contain heads and payloads, but no masks.
 */

import type { BlockReading, Told } from '#core/paste/block.ts';
import { isDefinedOpcode, OPCODE, type DefinedOpcode } from '#core/protocol/framing/opcode.ts';
import type { Direction } from '#core/trace/direction.ts';
import type { JsonNode } from '#core/paste/text/json-node.ts';
import type { JsonDocument } from '#core/paste/text/json-tape.ts';
import { addString } from './json-bytes.ts';
import { JsonWriter, type JsonForm } from './json-form.ts';
import { memberFields, targetOf, writeHead } from './json-head.ts';
import { addPayload } from './json-payload.ts';

const WEBSOCKET_EVENT = /^Network\.webSocket([A-Z]\w{1,40})$/;
const ANY_EVENT = /^[A-Z]\w{1,40}\.\w{1,60}$/;

export const DEVTOOLS_EVENTS: JsonForm = {
  recognize,
  read: (documents) => [readEvents(documents)],
};

type DevToolsEvent = {
  readonly node: JsonNode;
  /** What is after "webSocket" in its name; null for other events. */
  readonly name: string | null;
  readonly params: JsonNode;
  readonly requestId: string | null;
};

function recognize(root: JsonNode): 'starts' | 'follows' | null {
  let isOfProtocol = false;
  for (const node of eventsIn(root)) {
    const event = eventOf(node);
    if (event === null) return null;
    if (event.name !== null) return 'starts';
    isOfProtocol = true;
  }
  return isOfProtocol ? 'follows' : null;
}

function eventsIn(root: JsonNode): Iterable<JsonNode> {
  return root.isArray ? root.elements() : [root];
}

function eventOf(node: JsonNode): DevToolsEvent | null {
  // Performance logs wrap each event in a message.
  const event = node.member('message') ?? node;
  const method = event.member('method')?.text(100);
  const params = event.member('params');
  if (method === undefined || method === null || !ANY_EVENT.test(method)) return null;
  const requestId = params?.member('requestId')?.text(100) ?? null;
  return {
    node,
    name: WEBSOCKET_EVENT.exec(method)?.[1] ?? null,
    params: params ?? event,
    requestId,
  };
}

/** What earlier events say of a connection. */
type Known = {
  /** Its address, and its request in an event without a text of it. */
  url: string;
  request: DevToolsEvent | null;
  atMs: number | null;
};

function readEvents(documents: readonly JsonDocument[]): BlockReading {
  const writer = new JsonWriter();
  const known = new Map<string | null, Known>();
  let seen = 0;
  for (const document of documents) {
    writer.startDocument(document);
    for (const node of eventsIn(document.root)) {
      const event = eventOf(node);
      if (event === null || event.name === null) {
        writer.block.leaveOut('other-blocks');
        continue;
      }
      seen += readEvent(writer, event, knownOf(known, event)) ? 1 : 0;
    }
    writer.endDocument(document);
  }
  // The answer would contain the request, too.
  for (const [requestId, each] of known) {
    if (each.request === null) continue;
    writeRequest(writer, each, { connection: requestId, atMs: each.atMs });
    seen++;
  }
  if (seen === 0) {
    const { start } = documents[0]!.root;
    writer.block.stop({
      kind: 'no-bytes',
      text: 'devtools-events',
      range: { start, end: start + 1 },
    });
  }
  return writer.block.finish('devtools-events', 'sure');
}

function knownOf(all: Map<string | null, Known>, { requestId }: DevToolsEvent): Known {
  const known = all.get(requestId) ?? { url: '', request: null, atMs: null };
  all.set(requestId, known);
  return known;
}

/** Whether the event had bytes. */
function readEvent(writer: JsonWriter, event: DevToolsEvent, known: Known): boolean {
  const { params, requestId } = event;
  const seconds = params.member('timestamp')?.number() ?? null;
  const told = { connection: requestId, atMs: seconds === null ? null : seconds * 1000 };
  switch (event.name) {
    case 'Created':
      known.url = params.member('url')?.text() ?? '';
      return false;
    case 'WillSendHandshakeRequest':
      known.request = event;
      known.atMs = told.atMs;
      return false;
    case 'HandshakeResponseReceived':
      return readAnswer(writer, event, known, told);
    case 'FrameSent':
      flushRequest(writer, known, told);
      return readFrame(writer, event, 'client-to-server', told);
    case 'FrameReceived':
      flushRequest(writer, known, told);
      return readFrame(writer, event, 'server-to-client', told);
    default:
      writer.block.leaveOut('comments');
      return false;
  }
}

function flushRequest(writer: JsonWriter, known: Known, told: Partial<Told>): void {
  if (known.request === null) return;
  writeRequest(writer, known, { ...told, atMs: known.atMs });
  known.request = null;
}

function writeRequest(writer: JsonWriter, { request, url }: Known, told: Partial<Told>): void {
  const fields = memberFields(request?.params.path('request', 'headers') ?? null);
  if (request === null || fields.length === 0) return;
  const startLine = [`GET ${targetOf(url)} HTTP/1.1`];
  writeHead(writer, request.node, { ...told, speaker: 'client-to-server' }, startLine, fields);
}

function readAnswer(
  writer: JsonWriter,
  { node, params }: DevToolsEvent,
  known: Known,
  told: Partial<Told>,
): boolean {
  const response = params.member('response');
  const requestText = response?.member('requestHeadersText') ?? null;
  if (requestText?.isString === true) {
    const speaker = 'client-to-server' as const;
    const atMs = known.atMs ?? told.atMs ?? null;
    writer.begin(node, { ...told, atMs, speaker }, { kind: 'head', isMade: true });
    addRequestText(writer, requestText);
    known.request = null;
  }
  flushRequest(writer, known, told);
  const answer = { ...told, speaker: 'server-to-client' as const };
  const text = response?.member('headersText') ?? null;
  if (text?.isString === true) {
    writer.begin(node, answer, { kind: 'head', isMade: false });
    addString(text, 'text', writer.block);
    return true;
  }
  const fields = memberFields(response?.member('headers') ?? null);
  const status = response?.member('status') ?? null;
  if (status === null || fields.length === 0) return requestText !== null;
  const startLine = ['HTTP/1.1 ', status, ' ', response?.member('statusText') ?? ''];
  writeHead(writer, node, answer, startLine, fields);
  return true;
}

const ABSOLUTE_TARGET = /^[A-Z]{1,20} (wss?:\\?\/\\?\/[^/\s\\]{0,300})/;

/** Chromium writes the whole URL into the request line. It sends only the path. */
function addRequestText(writer: JsonWriter, text: JsonNode): void {
  const { source, start, end } = text;
  const origin = ABSOLUTE_TARGET.exec(source.slice(start, Math.min(end, start + 400)));
  const originEnd = origin === null ? start : start + origin[0].length;
  const originStart = origin === null ? start : originEnd - (origin[1] ?? '').length;
  const sink = {
    add: (byte: number, from: number, to: number) => {
      if (from < originStart || from >= originEnd) writer.block.add(byte, from, to);
    },
  };
  addString(text, 'text', sink);
}

function readFrame(
  writer: JsonWriter,
  { node, params }: DevToolsEvent,
  speaker: Direction,
  told: Partial<Told>,
): boolean {
  const response = params.member('response');
  const opcode = response?.member('opcode')?.number() ?? -1;
  const data = response?.member('payloadData') ?? null;
  if (!isOpcode(opcode) || data?.isString !== true) {
    writer.block.skip({ start: node.start, end: node.end });
    return false;
  }
  writer.begin(
    node,
    { ...told, speaker },
    { kind: 'payload', opcode, isFinal: true, isCompressed: false },
  );
  addPayload(writer, data, opcode, opcode === OPCODE.text ? 'text' : 'base64');
  return true;
}

function isOpcode(value: number): value is DefinedOpcode {
  return Number.isInteger(value) && value >= 0 && value <= 15 && isDefinedOpcode(value);
}
