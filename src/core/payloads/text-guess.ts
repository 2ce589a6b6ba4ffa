/** Guesses protocols over text messages by their first characters and the JSON in them. */

import { fromUtf8, toUtf8 } from '#core/bytes/text.ts';
import { readJson } from './json-guess.ts';
import { guess, type Guess } from './guess-result.ts';
import type { ValueNode, ValueReading } from './guess-tree.ts';

/** A text message with its bytes. */
type Text = { readonly text: string; readonly bytes: Uint8Array };

/** All protocols that the text fits. */
export function guessText(bytes: Uint8Array): Guess[] {
  const message = { text: fromUtf8(bytes), bytes };
  const guesses = [
    guessSocketIo(message),
    guessEngineIo(message),
    guessSockJs(message),
    guessStomp(message),
    guessSignalR(message),
    ...guessJson(message),
  ];
  return guesses.filter((each) => each !== null);
}

const SOCKET_IO_TYPES = [
  'CONNECT',
  'DISCONNECT',
  'EVENT',
  'ACK',
  'CONNECT_ERROR',
  'BINARY_EVENT',
  'BINARY_ACK',
] as const;

/**
 * "4" of Engine.IO, a type, a number of attachments, a namespace, an acknowledgement id, and JSON.
 */
const SOCKET_IO = /^4([0-6])(?:(\d{1,4})-)?(?:(\/[^,]{0,200}),)?(\d{1,16})?/;

function guessSocketIo({ text, bytes }: Text): Guess | null {
  const match = SOCKET_IO.exec(text);
  if (match === null) return null;
  const [prefix, digit, attachments, , id] = match;
  const type = SOCKET_IO_TYPES[Number(digit)];
  const start = toUtf8(prefix).length;
  const json = start < bytes.length ? readJson(bytes, start) : null;
  if (type === undefined || (start < bytes.length && json === null)) return null;
  const root = json?.node.kind ?? null;
  const isBinary = type === 'BINARY_EVENT' || type === 'BINARY_ACK';
  if (isBinary !== (attachments !== undefined)) return null;
  switch (type) {
    case 'CONNECT':
      if (root !== 'map' && root !== null) return null;
      break;
    case 'DISCONNECT':
      if (root !== null) return null;
      break;
    case 'CONNECT_ERROR':
      if (root !== 'map' && root !== 'text') return null;
      break;
    case 'EVENT':
    case 'BINARY_EVENT':
      if (root !== 'list' || json?.node.children[0]?.kind !== 'text') return null;
      break;
    case 'ACK':
    case 'BINARY_ACK':
      if (root !== 'list' || id === undefined) return null;
  }
  const facts = [`4${digit}`, type, ...eventName(json)];
  // "40" could also be a number.
  return guess('socket-io', json === null ? 'possible' : 'likely', facts, json);
}

function eventName(json: ValueReading | null): string[] {
  const [first] = json?.node.kind === 'list' ? json.node.children : [];
  return first?.kind === 'text' ? [first.text] : [];
}

const ENGINE_IO_BARE = new Map([
  ['2', 'ping'],
  ['3', 'pong'],
  ['2probe', 'ping'],
  ['3probe', 'pong'],
  ['5', 'upgrade'],
  ['6', 'noop'],
]);

function guessEngineIo({ text, bytes }: Text): Guess | null {
  const bare = ENGINE_IO_BARE.get(text);
  if (bare !== undefined) {
    return guess('engine-io', text.endsWith('probe') ? 'likely' : 'weak', [text, bare]);
  }
  if (!text.startsWith('0{')) return null;
  const json = readJson(bytes, 1);
  return json && hasMembers(json.node, ['sid', 'pingInterval'])
    ? guess('engine-io', 'likely', ['0', 'open'], json)
    : null;
}

/** "o", "h", "a[…]", "c[code,reason]". */
function guessSockJs({ text, bytes }: Text): Guess | null {
  if (text === 'o') return guess('sockjs', 'weak', ['o', 'open']);
  if (text === 'h') return guess('sockjs', 'weak', ['h', 'heartbeat']);
  if (!/^[ac]\[/.test(text)) return null;
  const json = readJson(bytes, 1);
  const parts = json?.node.children ?? [];
  const isClose = text.startsWith('c');
  const isOne = isClose
    ? parts.length === 2 && parts[0]?.kind === 'number' && parts[1]?.kind === 'text'
    : parts.length > 0 && parts.every(({ kind }) => kind === 'text');
  if (!isOne) return null;
  return guess('sockjs', 'likely', isClose ? ['c', 'close'] : ['a', 'messages'], json);
}

const STOMP =
  /^(CONNECT|STOMP|CONNECTED|SEND|SUBSCRIBE|UNSUBSCRIBE|ACK|NACK|BEGIN|COMMIT|ABORT|DISCONNECT|MESSAGE|RECEIPT|ERROR)\r?\n((?:[^\r\n:]{1,200}:[^\r\n]*\r?\n){0,100})\r?\n/;

/** A command, header lines, an empty line, a body and NUL. */
function guessStomp({ text, bytes }: Text): Guess | null {
  const match = STOMP.exec(text);
  if (match === null) return null;
  const [head, command = '', headers = ''] = match;
  const isEnded = /\0[\r\n]*$/.test(text);
  const destination = /(?:^|\n)destination:([^\r\n]*)/.exec(headers)?.[1];
  const body = readJson(bytes, toUtf8(head).length, Math.max(0, bytes.lastIndexOf(0)));
  const facts = destination === undefined ? [command] : [command, destination];
  return guess('stomp', isEnded ? 'likely' : 'possible', facts, body);
}

/** Ends each JSON record of SignalR. */
const RECORD_SEPARATOR = 0x1e;

export const SIGNALR_TYPES = [
  'Invocation',
  'StreamItem',
  'Completion',
  'StreamInvocation',
  'CancelInvocation',
  'Ping',
  'Close',
  'Ack',
  'Sequence',
] as const;

function guessSignalR({ bytes }: Text): Guess | null {
  if (bytes.at(-1) !== RECORD_SEPARATOR) return null;
  const records: ValueNode[] = [];
  let omitted = 0;
  for (let at = 0; at < bytes.length && records.length < 1000;) {
    const end = bytes.indexOf(RECORD_SEPARATOR, at);
    const json = readJson(bytes, at, end);
    if (json?.node.kind !== 'map') return null;
    records.push({ ...json.node, key: String(records.length) });
    omitted += json.omitted;
    at = end + 1;
  }
  const [first] = records;
  const type = Number(memberOf(first, 'type')?.text ?? 0);
  const isHandshake = memberOf(first, 'protocol') !== null;
  const name = isHandshake ? 'handshake' : (SIGNALR_TYPES[type - 1] ?? 'handshake response');
  const range = { start: 0, end: bytes.length };
  const node: ValueNode =
    records.length === 1 && first
      ? { ...first, key: null }
      : { kind: 'list', key: null, keyRange: null, text: '', range, children: records };
  return guess('signalr', 'likely', [name], { node, end: bytes.length, omitted });
}

const GRAPHQL_WS_TYPES = [
  'connection_init',
  'connection_ack',
  'subscribe',
  'next',
  'complete',
  // The older protocol, whose subprotocol name is the package name of the newer one.
  'start',
  'stop',
  'data',
  'ka',
  'connection_error',
  'connection_terminate',
];
/** Types that no other protocol uses. */
const GRAPHQL_WS_OWN = ['connection_init', 'connection_ack', 'ka', 'connection_terminate'];

function guessJson({ bytes }: Text): Guess[] {
  const json = readJson(bytes);
  if (json === null) return [];
  const { node } = json;
  const guesses: Guess[] = [];
  const version = memberOf(node.kind === 'list' ? node.children[0] : node, 'jsonrpc')?.text;
  if (version === '2.0') {
    const method = memberOf(node, 'method')?.text;
    guesses.push(guess('json-rpc', 'likely', method === undefined ? [] : [method], json));
  }
  const type = memberOf(node, 'type');
  if (type?.kind === 'text' && GRAPHQL_WS_TYPES.includes(type.text)) {
    const isOwn = GRAPHQL_WS_OWN.includes(type.text);
    const hasId = memberOf(node, 'id') !== null;
    if (isOwn || hasId) {
      const payload = memberOf(node, 'payload');
      const isCertain = isOwn || memberOf(payload, 'query') || memberOf(payload, 'data');
      guesses.push(guess('graphql-ws', isCertain ? 'likely' : 'possible', [type.text], json));
    }
  }
  if (node.kind === 'map' || node.kind === 'list') {
    guesses.push(guess('json', 'likely', [node.kind, String(node.children.length)], json));
  } else if (node.kind === 'text') guesses.push(guess('json', 'possible', [node.kind], json));
  return guesses;
}

function memberOf(node: ValueNode | null | undefined, name: string): ValueNode | null {
  if (node?.kind !== 'map') return null;
  return node.children.find(({ key }) => key === name) ?? null;
}

function hasMembers(node: ValueNode, names: readonly string[]): boolean {
  return names.every((name) => memberOf(node, name) !== null);
}
