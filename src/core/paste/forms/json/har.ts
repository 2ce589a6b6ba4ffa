/**
 * HAR files with WebSocket messages, as DevTools, Playwright and mitmproxy export them, whole or in
 * part. They contain messages without masks and fragments; heads and frames are made around them.
 */

import type { BlockReading, Told } from '#core/paste/block.ts';
import { isDefinedOpcode, OPCODE } from '#core/protocol/framing/opcode.ts';
import type { Direction } from '#core/trace/direction.ts';
import type { JsonNode } from '#core/paste/text/json-node.ts';
import type { JsonDocument } from '#core/paste/text/json-tape.ts';
import { addPayload } from './json-payload.ts';
import { JsonWriter, toMilliseconds, type JsonForm } from './json-form.ts';
import { isOfHttp1, listedFields, targetOf, writeHead } from './json-head.ts';

const MESSAGES = '_webSocketMessages';

export const HAR: JsonForm = {
  recognize: (root) => (entriesIn(root) === null && !isMessages(root) ? null : 'starts'),
  read: (documents) => [readHar(documents)],
};

/** The entries of a file, an entry alone, or a list of them; null if there are none. */
function entriesIn(root: JsonNode): JsonNode[] | null {
  const entries = root.path('log', 'entries') ?? root.member('entries');
  const isFile = root.member('log')?.isObject === true && entries?.isArray === true;
  if (entries?.isArray === true) {
    const all = [...entries.elements()];
    return isFile || all.some(isWebSocket) ? all : null;
  }
  if (root.isArray) {
    const all = root.first?.isObject === true ? [...root.elements()] : [];
    return all.some((entry) => messagesOf(entry) !== null) ? all : null;
  }
  // Playwright's trace files have an entry per line.
  const entry = root.member('snapshot') ?? root;
  return messagesOf(entry) === null ? null : [entry];
}

function messagesOf(entry: JsonNode): JsonNode | null {
  const messages = entry.member(MESSAGES);
  return messages?.isArray === true ? messages : null;
}

function isWebSocket(entry: JsonNode): boolean {
  if (messagesOf(entry) !== null || entry.member('_resourceType')?.text(20) === 'websocket')
    return true;
  const url = entry.path('request', 'url')?.text(10) ?? '';
  return /^wss?:/.test(url) || isUpgrade(entry);
}

function isUpgrade(entry: JsonNode): boolean {
  if (entry.path('response', 'status')?.number() !== 101) return false;
  const isNamed = (node: JsonNode | null) => node?.text(30)?.toLowerCase() === 'sec-websocket-key';
  return listedFields(entry.path('request', 'headers')).some(({ name }) => isNamed(name));
}

/** The list alone, as DevTools copies it, or one of its messages. */
function isMessages(root: JsonNode): boolean {
  if (!root.isArray) return isMessage(root);
  const { first } = root;
  return first !== null && isMessage(first);
}

const TYPES: ReadonlySet<string | null> = new Set(['send', 'receive', 'error']);

function isMessage(node: JsonNode): boolean {
  return (
    TYPES.has(node.member('type')?.text(10) ?? null) &&
    node.member('opcode')?.kind === 'number' &&
    node.member('time')?.kind === 'number' &&
    node.member('data')?.isString === true
  );
}

function readHar(documents: readonly JsonDocument[]): BlockReading {
  const writer = new JsonWriter();
  const names = new ConnectionNames(documents);
  let others = 0;
  for (const document of documents) {
    const { root } = document;
    writer.startDocument(document);
    const entries = entriesIn(root);
    if (entries === null) readMessages(writer, root.isArray ? root.elements() : [root], null);
    for (const entry of entries ?? []) {
      if (isWebSocket(entry)) readEntry(writer, entry, names.next(entry));
      else others++;
    }
    writer.endDocument(document);
  }
  writer.block.leaveOut('other-blocks', others);
  const { root } = documents[0]!;
  const isWithout = documents.every((each) => entriesIn(each.root)?.every(hasNoMessages) === true);
  if (isWithout) {
    const range = { start: root.start, end: Math.min(root.end, root.start + 1) };
    writer.block.stop({ kind: 'no-bytes', text: 'har-without-messages', range });
  }
  return writer.block.finish('har', 'sure');
}

function hasNoMessages(entry: JsonNode): boolean {
  return (messagesOf(entry)?.first ?? null) === null;
}

/** Entries have no ids, so connections are named by their addresses; a single one needs no name. */
class ConnectionNames {
  readonly #isNamed: boolean;
  readonly #counts = new Map<string, number>();

  constructor(documents: readonly JsonDocument[]) {
    let count = 0;
    for (const { root } of documents) count += entriesIn(root)?.filter(isWebSocket).length ?? 0;
    this.#isNamed = count > 1;
  }

  next(entry: JsonNode): string | null {
    if (!this.#isNamed) return null;
    const url = entry.path('request', 'url')?.text(200) ?? '';
    const count = (this.#counts.get(url) ?? 0) + 1;
    this.#counts.set(url, count);
    return count === 1 ? url : `${url} (${count})`;
  }
}

function readEntry(writer: JsonWriter, entry: JsonNode, connection: string | null): void {
  const request = entry.member('request');
  const response = entry.member('response');
  const fields = listedFields(request?.member('headers') ?? null);
  const told = { atMs: null, connection };
  if (request !== null && fields.length > 0 && isOfHttp1(fields)) {
    const startLine = [
      request.member('method') ?? 'GET',
      ` ${targetOf(request.member('url')?.text() ?? '')} HTTP/1.1`,
    ];
    writeHead(writer, request, { ...told, speaker: 'client-to-server' }, startLine, fields);
  }
  const answered = listedFields(response?.member('headers') ?? null);
  const status = response?.member('status') ?? null;
  const isAnswer = status !== null && (status.number() ?? 0) >= 100;
  if (response !== null && isAnswer && answered.length > 0 && isOfHttp1(answered)) {
    const startLine = ['HTTP/1.1 ', status, ' ', response.member('statusText') ?? ''];
    writeHead(writer, response, { ...told, speaker: 'server-to-client' }, startLine, answered);
  }
  const messages = messagesOf(entry);
  if (messages !== null) readMessages(writer, messages.elements(), connection);
}

function readMessages(
  writer: JsonWriter,
  messages: Iterable<JsonNode>,
  connection: string | null,
): void {
  for (const message of messages) {
    const opcode = opcodeOf(message);
    const data = message.member('data');
    const isOpcode =
      Number.isInteger(opcode) && opcode >= 0 && opcode <= 15 && isDefinedOpcode(opcode);
    // DevTools lists errors among the messages.
    if (!isOpcode || data?.isString !== true) {
      writer.block.leaveOut('comments');
      continue;
    }
    const time = message.member('time')?.number() ?? null;
    const told: Partial<Told> = {
      speaker: directionOf(message),
      atMs: time === null ? null : toMilliseconds(time),
      connection,
    };
    writer.begin(message, told, { kind: 'payload', opcode, isFinal: true, isCompressed: false });
    addPayload(writer, data, opcode, opcode === OPCODE.text ? 'text' : 'base64');
  }
}

/** Some exporters write no opcode. They export text. */
function opcodeOf(message: JsonNode): number {
  const opcode = message.member('opcode');
  if (opcode !== null) return opcode.number() ?? -1;
  return directionOf(message) === null ? -1 : OPCODE.text;
}

function directionOf(message: JsonNode): Direction | null {
  const type = message.member('type')?.text(10);
  if (type === 'send') return 'client-to-server';
  return type === 'receive' ? 'server-to-client' : null;
}
