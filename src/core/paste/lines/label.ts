/**
 * What the text beside or above some bytes says about them: who sent them, when, on which
 * connection, and how many there are.
 */

import type { Told } from '#core/paste/block.ts';
import { NOTHING_TOLD } from '#core/paste/block.ts';
import { containerNameIn, hasContainers } from './container-name.ts';
import type { PastedLines } from './pasted-lines.ts';
import { withoutPrompt } from './prompt.ts';
import { speakerOf } from './speaker-words.ts';
import { timestampIn } from './timestamp.ts';

export type Label = Told & {
  /** The announced number of bytes; null if there is none. */
  readonly declaredLength: number | null;
};

/** Longer labels are sentences, of which the end counts. */
const LONGEST = 300;

const NOTHING: Label = { ...NOTHING_TOLD, declaredLength: null };

const HOST = String.raw`(?:\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[[\da-f:.]+\]|[\da-f]*:[\da-f:]+(?=\.)|[a-z][\w-]*(?:\.[\w-]+)*)`;
const ADDRESS = String.raw`(${HOST}[.:]\d{1,5})`;
/** tcpdump, ngrep, tcpflow and others: "192.0.2.7.54830 > 192.0.2.9.80". */
const ADDRESSES = new RegExp(
  String.raw`(?<![\w.])${ADDRESS}\s?(?:->|=>|>|→|-)\s?${ADDRESS}(?![\w.])`,
  'i',
);
/** Netty: "[id: 0x6b0d3f57, L:/192.0.2.33:58214 - R:/192.0.2.34:443] WRITE: 15B". */
const NETTY =
  /\[id: (0x[\da-f]+)(?:, L:\S*?\/?([\w.[\]:-]+:\d+) [-!] R:\S*?\/?([\w.[\]:-]+:\d+))?\] (READ|WRITE)\b/i;

/** mitmproxy: "127.0.0.1:54830 -> WebSocket binary message -> example.com:443/chat". */
const MITMPROXY = /([\w.[\]:-]+:\d{1,5}) (->|<-) WebSocket (?:text|binary) message (?:->|<-)/;

/** Ids of connections. A number of a packet or message is none. */
const CONNECTIONS: readonly RegExp[] = [
  /\bconn(?:ection)?(?:[\s_#:=-]|\[|\()*([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|\w*\d\w*)/i,
  /(?<![\w.:])(?:client|session|socket|sock|peer|channel|fd)(?:\s?[#=:[(]\s?|\s)(\w*\d\w*)\b(?!\s?bytes?\b|[:.]\d)/i,
  /\[(?:ws|c|conn|connection|sock|socket|session|client|peer)[\s#:_-]?(\d+)\]/i,
  /(?<![\w.:])(?:ws|wss)[#_-]?(\d+)\b(?!\.)/i,
  /\s\*(\d+)\s/,
  /\[WS-Server\]\[(\d+)\]/,
];

const THREAD = /\b(?:thread|goroutine|worker|task|coroutine|fiber|tid)[\s#:=_-]{0,2}(\d{1,9})\b/i;

const DECLARED =
  /(?:\b(?:len(?:gth)?|size|n|bytes|cap)\s?[=:]\s?|\()(\d{1,12})(?:\s?(?:bytes?|B)\b|(?=[\s,;)\]]|$))|\b(\d{1,12})\s?(?:bytes?|B)\b/i;

/** What was read of labels: most lines of a log differ only in their times. */
const KNOWN = new WeakMap<PastedLines, Map<string, Label>>();

/** More different labels of a paste aren't kept. */
const MOST_KNOWN = 1000;

/** Reads the label in the text from `start` to `end`. */
export function labelIn(lines: PastedLines, start: number, end: number): Label {
  if (start >= end) return NOTHING;
  const label = withoutPrompt(lines, lines.text.slice(Math.max(start, end - LONGEST), end));
  if (label.trim() === '') return NOTHING;
  const container = hasContainers(lines) ? containerNameIn(label) : null;
  if (container === null) return timed(lines, label);
  // Its name says who wrote the line, not who sent the bytes.
  const rest = label.slice(label.indexOf(container) + container.length + 1);
  const found = timed(lines, rest);
  const connection = [container, found.connection].filter((id) => id !== null).join(' ');
  return { ...found, connection };
}

function timed(lines: PastedLines, label: string): Label {
  const time = timestampIn(label);
  if (time === null) return untimed(lines, label);
  const rest = label.slice(0, time.range.start) + label.slice(time.range.end);
  return { ...untimed(lines, rest), atMs: time.atMs };
}

/** What a label says beside its time. */
function untimed(lines: PastedLines, label: string): Label {
  const known = KNOWN.get(lines) ?? new Map<string, Label>();
  if (known.size === 0) KNOWN.set(lines, known);
  const found =
    known.get(label) ??
    readUntimed(comparesValues(lines) ? label.replace(RECEIVED_IN_TEST, '') : label);
  if (known.size < MOST_KNOWN) known.set(label, found);
  return found;
}

/** Whether a test prints what it expected and what it received, which nobody sent. */
function comparesValues(lines: PastedLines): boolean {
  const known = COMPARES.get(lines) ?? COMPARISON.test(lines.text);
  COMPARES.set(lines, known);
  return known;
}

const COMPARISON = /^[ \t]*[-+]?[ \t]*Expected\b|\bexpected:? ?<.*> but was\b/im;
const RECEIVED_IN_TEST = /\breceived\b|<$|> but was:? ?/gi;
const COMPARES = new WeakMap<PastedLines, boolean>();

function readUntimed(label: string): Label {
  const netty = NETTY.exec(label);
  if (netty) return nettyLabel(netty);
  const [, client = null, arrow] = MITMPROXY.exec(label) ?? [];
  if (client !== null) {
    const speaker = arrow === '->' ? 'client-to-server' : 'server-to-client';
    return { ...NOTHING, speaker, connection: client };
  }
  const [, source = null, destination = null] = ADDRESSES.exec(label) ?? [];
  return {
    speaker: source === null ? (speakerOf(label) ?? speakerOf(withoutAnnouncements(label))) : null,
    atMs: null,
    connection: connectionIn(label),
    thread: THREAD.exec(label)?.[1] ?? null,
    source,
    destination,
    declaredLength: declaredIn(label),
  };
}

/** Between who sent bytes and the bytes: how many there are, and what they are called. */
const ANNOUNCEMENT =
  /\s*(?:\(?\b\d{1,9} ?bytes?\)?:?|\b(?:len(?:gth)?|size)\s?[=:]\s?\d{1,9}|\b(?:data|bytes|payload|hex|raw|frame)\s?[=:]?|\b\w{1,40}\(\d{1,9}\)|\b[\w.]{1,40}\(|\[\]byte)[\s,;]*$/i;

function withoutAnnouncements(label: string): string {
  let rest = label;
  for (let count = 0; count < 4; count++) {
    const shorter = rest.replace(ANNOUNCEMENT, '');
    if (shorter === rest) return rest;
    rest = shorter;
  }
  return rest;
}

function nettyLabel(found: RegExpExecArray): Label {
  const [, connection = null, local = null, remote = null, action = ''] = found;
  const isWritten = action.toUpperCase() === 'WRITE';
  return {
    speaker: local === null ? (isWritten ? 0 : 1) : null,
    atMs: null,
    connection,
    source: isWritten ? local : remote,
    destination: isWritten ? remote : local,
    declaredLength: declaredIn(found.input.slice(found.index + found[0].length)),
  };
}

function connectionIn(label: string): string | null {
  for (const pattern of CONNECTIONS) {
    const id = pattern.exec(label)?.[1];
    if (id !== undefined) return id;
  }
  const peers = label.match(PEER);
  return peers?.length === 1 ? peers[0] : null;
}

/** The only address in a label is that of the other side. */
const PEER = /(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}:\d{2,5}(?![\w.])/g;

function declaredIn(label: string): number | null {
  const found = DECLARED.exec(label);
  return found ? Number(found[1] ?? found[2]) : null;
}
