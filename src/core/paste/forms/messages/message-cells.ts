/**
 * Rows of the lists of messages in the tools of browsers, Proxyman and other proxies: cells in any
 * order, of which one is the message and one its size. That they agree shows which is which.
 */

import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import { timestampIn } from '#core/paste/lines/timestamp.ts';
import type { Speaker } from '#core/paste/speaker.ts';
import { indexWithin } from '#core/paste/text/characters.ts';
import { OPCODE, type DefinedOpcode } from '#core/protocol/framing/opcode.ts';
import { hasSize, type MessageRow } from './message-row.ts';

const SIZE = /^(\d{1,9})(?:\.0)? ?(?:B|bytes?)?$/i;
const TIME =
  /^(?:\d{4}-\d\d-\d\d[T ]|\d{1,2}[/.]\d{1,2}[/.]\d{2,4},? )?\d\d?:\d\d:\d\d(?:[.,]\d{1,9})?(?: ?[AP]M|Z)?$/i;

const SENDERS: ReadonlyMap<string, Speaker> = new Map<string, Speaker>([
  ...['↑', '→', '⬆', '▲', 'sent', 'send', 'outgoing', 'outbound', 'out', 'client', 'request'].map(
    (word) => [word, 'client-to-server'] as const,
  ),
  ...[
    '↓',
    '←',
    '⬇',
    '▼',
    'received',
    'receive',
    'incoming',
    'inbound',
    'in',
    'server',
    'response',
  ].map((word) => [word, 'server-to-client'] as const),
]);

const KINDS: ReadonlyMap<string, DefinedOpcode> = new Map(Object.entries(OPCODE));

const COLUMNS: ReadonlySet<string> = new Set(
  '# body content data direction frame from id kind length message no no. opcode payload preview sender size time timestamp type'.split(
    ' ',
  ),
);

/** The longest row of names. */
const LONGEST_NAMES = 200;

/** Whether a line names the columns of a list of messages: "Frame  Length  Data  Time". */
export function namesColumns(lines: PastedLines, line: number): boolean {
  if (!hasTabs(lines, line)) return false;
  const cells = lines.slice(line, LONGEST_NAMES).toLowerCase().split('\t');
  return cells.length >= LEAST_CELLS && cells.every((cell) => COLUMNS.has(cell.trim()));
}

/** A message, its size, and at least one of time, sender and kind. */
const LEAST_CELLS = 3;
const MOST_CELLS = 10;

export function cellsAt(lines: PastedLines, line: number): MessageRow | null {
  if (line >= lines.count || !hasTabs(lines, line)) return null;
  const content = lines.slice(line, Infinity);
  const cells = content.split('\t');
  return cells.length > MOST_CELLS
    ? lastCells(lines, line, content)
    : (rowOf(lines, line, cells) ?? lastCells(lines, line, content));
}

/** Most lines have none. */
function hasTabs(lines: PastedLines, line: number): boolean {
  return indexWithin(lines.text, '\t', lines.content(line), lines.contentEnd(line)) !== -1;
}

/** What a cell beside the message is; null for anything else. */
type Beside =
  | { readonly kind: 'size'; readonly size: number }
  | { readonly kind: 'time'; readonly atMs: number | null }
  | { readonly kind: 'sender'; readonly speaker: Speaker }
  | { readonly kind: 'opcode'; readonly opcode: DefinedOpcode }
  | { readonly kind: 'nothing' };

function besideOf(cell: string): Beside | null {
  const word = cell
    .trim()
    .replace(/\ufe0f$/, '')
    .toLowerCase();
  if (word.length > LONGEST_BESIDE) return null;
  const speaker = SENDERS.get(word);
  if (speaker !== undefined) return { kind: 'sender', speaker };
  const opcode = KINDS.get(NUMBERED_KIND.exec(word)?.[1] ?? word);
  if (opcode !== undefined) return { kind: 'opcode', opcode };
  const size = SIZE.exec(word)?.[1];
  if (size !== undefined) return { kind: 'size', size: Number(size) };
  if (TIME.test(word)) return { kind: 'time', atMs: timestampIn(word)?.atMs ?? null };
  return word === '' || NUMBER_OF_ROW.test(word) ? { kind: 'nothing' } : null;
}

/** ZAP: "1=TEXT", and "#2.1" for the first message of the second connection. */
const NUMBERED_KIND = /^\d{1,2}=([a-z]+)$/;
const NUMBER_OF_ROW = /^#\d{1,6}(?:\.\d{1,6})?$/;

const LONGEST_BESIDE = 40;

/** The row if all cells but one are beside a message, and the sizes allow it. */
function rowOf(lines: PastedLines, line: number, cells: readonly string[]): MessageRow | null {
  if (cells.length < LEAST_CELLS) return null;
  const beside: (Beside | null)[] = [];
  let message = -1;
  for (const cell of cells) {
    const found = besideOf(cell);
    if (found === null && message !== -1) return null;
    if (found === null) message = beside.length;
    beside.push(found);
  }
  // A message can look like a size or a word, too.
  const candidates = message === -1 ? cells.map((_, index) => index) : [message];
  const rows = candidates.flatMap((index) => {
    const others = beside.flatMap((each, at) => (at === index || each === null ? [] : [each]));
    const row = others.length < beside.length - 1 ? null : rowBeside(others, cells[index]!);
    return row === null ? [] : [{ index, row }];
  });
  const whole = rows.filter(({ row }) => row.isWhole);
  const [only, ...more] = whole.length > 0 ? whole : rows;
  if (only === undefined || more.length > 0) return null;
  const start = cells.slice(0, only.index).reduce((sum, cell) => sum + cell.length + 1, 0);
  const first = lines.content(line) + start;
  const data = only.row.isWhole ? { start: first, end: first + cells[only.index]!.length } : null;
  return { data, opcode: only.row.opcode, told: only.row.told, to: line + 1 };
}

type RowBeside = Pick<MessageRow, 'opcode' | 'told'> & { readonly isWhole: boolean };

function rowBeside(others: readonly Beside[], data: string): RowBeside | null {
  const sizes = others.flatMap((each) => (each.kind === 'size' ? [each.size] : []));
  const times = others.flatMap((each) => (each.kind === 'time' ? [each.atMs] : []));
  const speakers = others.flatMap((each) => (each.kind === 'sender' ? [each.speaker] : []));
  const opcodes = others.flatMap((each) => (each.kind === 'opcode' ? [each.opcode] : []));
  if ([times, speakers, opcodes].some(({ length }) => length > 1)) return null;
  if (times.length + speakers.length + opcodes.length === 0) return null;
  // A number beside the size counts the rows.
  if (sizes.length === 0 || sizes.length > 2) return null;
  const isWhole = sizes.some((size) => hasSize(data, size));
  if (!isWhole && times.length === 0) return null;
  const [speaker = null] = speakers;
  const [atMs = null] = times;
  return { isWhole, opcode: opcodes[0] ?? OPCODE.text, told: { speaker, atMs } };
}

/** Chromium's: perhaps an arrow, a message that can have tabs, its length, a time. */
const LAST_CELLS = /^(?:([^\t]{1,2})\t)?([^]*)\t([^\t]{1,20})\t([^\t]{1,30})$/;

function lastCells(lines: PastedLines, line: number, content: string): MessageRow | null {
  const [, arrow, data = '', size = '', time = ''] = LAST_CELLS.exec(content) ?? [];
  if (time === '') return null;
  const cells = arrow === undefined ? [data, size, time] : [arrow, data, size, time];
  return rowOf(lines, line, cells);
}

/** The same below one another, as a selection of Chromium's list is copied. */
export function stackAt(lines: PastedLines, line: number): MessageRow | null {
  if (line + 2 >= lines.count) return null;
  const last = lines.contentEnd(line + 2) - lines.content(line + 2);
  if (last > 15 || last < 10) return null;
  const time = lines.slice(line + 2, 20);
  const size = SIZE.exec(lines.slice(line + 1, 20))?.[1];
  if (!STACKED_TIME.test(time) || size === undefined) return null;
  const isWhole = hasSize(lines.slice(line, Infinity), Number(size));
  const atMs = timestampIn(time)?.atMs ?? null;
  return {
    data: isWhole ? lines.contentRange(line) : null,
    opcode: OPCODE.text,
    told: { speaker: null, atMs },
    to: line + 3,
  };
}

const STACKED_TIME = /^\d\d:\d\d:\d\d[.,]\d{1,6}$/;
