/** Packets of Engine.IO (protocol 4) and of Socket.IO (protocol 5), which are in its messages. */

import { toUtf8 } from '#core/bytes/text.ts';
import { guess, type Guess, type TextPayload } from './guess-result.ts';
import { hasMembers, type ValueKind, type ValueReading } from './guess-tree.ts';
import { readJson } from './json-guess.ts';

type PacketType = {
  readonly name: string;
  /** The kinds of its data; null for none. */
  readonly data: readonly (ValueKind | null)[];
  /** The data begin with the name of an event. */
  readonly isEvent?: true;
  /** Only events and acknowledgements have an acknowledgement ID. */
  readonly id: 'none' | 'optional' | 'required';
  readonly hasAttachments?: true;
};

const SOCKET_IO_TYPES: readonly PacketType[] = [
  { name: 'CONNECT', data: ['map', null], id: 'none' },
  { name: 'DISCONNECT', data: [null], id: 'none' },
  { name: 'EVENT', data: ['list'], isEvent: true, id: 'optional' },
  { name: 'ACK', data: ['list'], id: 'required' },
  { name: 'CONNECT_ERROR', data: ['map', 'text'], id: 'none' },
  { name: 'BINARY_EVENT', data: ['list'], isEvent: true, id: 'optional', hasAttachments: true },
  { name: 'BINARY_ACK', data: ['list'], id: 'required', hasAttachments: true },
];

/** "4" of Engine.IO, a type, a number of attachments, a namespace, an acknowledgement ID. */
const SOCKET_IO = /^4([0-6])(?:(\d{1,4})-)?(\/[^,\s[{"]{0,200}(?:,|$))?(\d{1,16})?/;

export function guessSocketIo({ text, bytes }: TextPayload): Guess | null {
  const match = SOCKET_IO.exec(text);
  const type = SOCKET_IO_TYPES[Number(match?.[1])];
  if (match === null || type === undefined) return null;
  const [prefix, digit, attachments, namespace, id] = match;
  const isIdFitting = id === undefined ? type.id !== 'required' : type.id !== 'none';
  if (!isIdFitting || (attachments !== undefined) !== (type.hasAttachments === true)) return null;
  const start = toUtf8(prefix).length;
  const json = start < bytes.length ? readJson(bytes, start) : null;
  if (start < bytes.length && json === null) return null;
  if (!type.data.includes(json?.node.kind ?? null)) return null;
  const event = eventName(json);
  if (type.isEvent && event.length === 0) return null;
  // "40" could also be a number.
  const withoutData = namespace?.endsWith(',') ? 'possible' : 'weak';
  const confidence = json === null ? withoutData : 'likely';
  return guess('socket-io', confidence, [`4${digit}`, type.name, ...event], json);
}

function eventName(json: ValueReading | null): string[] {
  const [first] = json?.node.kind === 'list' ? json.node.children : [];
  return first?.kind === 'text' ? [first.text] : [];
}

/** Packets without data, and the probes of an upgrade. */
const ENGINE_IO_BARE = new Map([
  ['1', 'close'],
  ['2', 'ping'],
  ['3', 'pong'],
  ['2probe', 'ping'],
  ['3probe', 'pong'],
  ['5', 'upgrade'],
  ['6', 'noop'],
]);

export function guessEngineIo({ text, bytes }: TextPayload): Guess | null {
  const bare = ENGINE_IO_BARE.get(text);
  if (bare !== undefined) {
    return guess('engine-io', text.endsWith('probe') ? 'likely' : 'weak', [text, bare]);
  }
  if (text.startsWith('0{')) {
    const json = readJson(bytes, 1);
    return json && hasMembers(json.node, ['sid', 'pingInterval'], 'any')
      ? guess('engine-io', 'likely', ['0', 'open'], json)
      : null;
  }
  if (/^4[[{"]/.test(text)) {
    const json = readJson(bytes, 1);
    const confidence = json?.node.kind === 'text' ? 'weak' : 'possible';
    return json && guess('engine-io', confidence, ['4', 'message'], json);
  }
  // A number can begin with 4, too.
  return /^4\p{L}/u.test(text) ? guess('engine-io', 'weak', ['4', 'message']) : null;
}
