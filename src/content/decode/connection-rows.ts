/** The table of a capture's connections: columns, words, order and filters. */

import { calendarDate, clockTime } from '#content/phrasing/calendar.ts';
import { formatExactDuration } from '#content/phrasing/duration.ts';
import { countOf, formatCount } from '#content/phrasing/quantity.ts';
import { visible } from '#content/phrasing/quotation.ts';
import type { ContentKind } from '#core/captures/connection-content.ts';
import type { ConnectionChoice } from '#core/workbench/decoded.ts';
import type { ConnectionSummary, FrameSummary } from '#core/workbench/connection-summary.ts';

export const CONNECTION_COLUMNS = {
  kind: 'What',
  address: 'Address',
  encryption: 'Encryption',
  fromClient: 'From client',
  fromServer: 'From server',
  size: 'Bytes',
  started: 'Start, UTC',
  duration: 'Duration',
  ended: 'How it ended',
  findings: 'Findings',
} as const;

export type ConnectionColumn = keyof typeof CONNECTION_COLUMNS;

export type ConnectionCell = {
  readonly text: string;
  /** What rows are sorted by. Null comes last, in either order. */
  readonly key: number | string | null;
};

export type ConnectionRow = {
  /** Index among all connections of the capture. */
  readonly index: number;
  readonly kind: ContentKind;
  readonly isFaulty: boolean;
  readonly cells: Readonly<Record<ConnectionColumn, ConnectionCell>>;
};

const KIND_NAMES: Readonly<Record<ContentKind, string>> = {
  websocket: 'WebSocket',
  handshake: 'handshake',
  frames: 'frames',
  http: 'HTTP',
  http2: 'HTTP/2',
  tls: 'TLS',
  other: 'other',
  empty: 'no data',
};

const KIND_ORDER: readonly ContentKind[] = Object.keys(KIND_NAMES) as ContentKind[];

export function connectionRows(connections: readonly ConnectionChoice[]): ConnectionRow[] {
  return connections.flatMap((connection, index) => {
    const { content, summary } = connection;
    if (content === null || summary === null) return [];
    return [rowOf(connection, content.kind, summary, index)];
  });
}

function rowOf(
  connection: ConnectionChoice,
  kind: ContentKind,
  summary: ConnectionSummary,
  index: number,
): ConnectionRow {
  const { frames, startedAtMs, durationMs, sizes } = summary;
  const address = addressWords(connection);
  const size = sizes['client-to-server'] + sizes['server-to-client'];
  return {
    index,
    kind,
    isFaulty: frames !== null && frames.mustBroken + frames.otherFindings > 0,
    cells: {
      kind: { text: KIND_NAMES[kind], key: KIND_ORDER.indexOf(kind) },
      address: { text: address, key: address },
      encryption: textCell(encryptionWords(connection)),
      fromClient: frameCell(frames, 'client-to-server'),
      fromServer: frameCell(frames, 'server-to-client'),
      size: { text: formatCount(size), key: size },
      started: {
        text: startedAtMs === null ? 'unknown' : clockTime(startedAtMs),
        key: startedAtMs,
      },
      duration: {
        text: durationMs === null ? 'unknown' : formatExactDuration(durationMs),
        key: durationMs,
      },
      ended: textCell(endWords(summary)),
      findings: findingsCell(kind, frames),
    },
  };
}

function textCell(text: string): ConnectionCell {
  return { text, key: text };
}

/** "/chat at example.com, stream 3, in a.pcap", or the two peers. */
function addressWords({ content, client, server, file }: ConnectionChoice): string {
  const { target = null, host = null, streamId } = content ?? {};
  const stream = streamId === undefined ? '' : `, stream ${formatCount(streamId)}`;
  const place = `${stream}${file === null ? '' : `, in ${visible(file)}`}`;
  const ends = `${client ?? 'unknown'} to ${server ?? 'unknown'}`;
  if (target === null) return `${ends}${place}`;
  return `${visible(target)} at ${host === null ? (server ?? 'unknown') : visible(host)}${place}`;
}

function encryptionWords({ tls, content }: ConnectionChoice): string {
  if (tls === null) return content?.kind === 'tls' ? 'TLS' : 'none';
  return tls.obstacle === null ? 'TLS, opened' : 'TLS, no key';
}

function frameCell(
  frames: FrameSummary | null,
  direction: keyof FrameSummary['frames'],
): ConnectionCell {
  if (frames === null) return { text: 'not counted', key: null };
  const count = frames.frames[direction];
  return { text: `${formatCount(count)}${frames.hasMore ? ' or more' : ''}`, key: count };
}

/** "2026-11-27 09:14:03.112 UTC, for 12.346 s". */
export function beginningWords(startedAtMs: number, durationMs: number): string {
  const time = `${calendarDate(startedAtMs)} ${clockTime(startedAtMs)} UTC`;
  return `${time}, for ${formatExactDuration(durationMs)}`;
}

/** "1000 by client, FIN by server". */
export function endWords({ frames, end }: ConnectionSummary): string {
  const close =
    frames === null
      ? null
      : frames.closeCode === null
        ? 'no Close'
        : `${frames.closeCode} by ${frames.closedBy}`;
  const transport = end === null ? 'no end captured' : `${end.signal.toUpperCase()} by ${end.by}`;
  return close === null ? transport : `${close}, ${transport}`;
}

function findingsCell(kind: ContentKind, frames: FrameSummary | null): ConnectionCell {
  if (frames === null) {
    const isJudged = kind === 'websocket' || kind === 'handshake' || kind === 'frames';
    return { text: isJudged ? 'not counted' : 'not judged', key: null };
  }
  const { mustBroken, otherFindings } = frames;
  const parts = [
    mustBroken > 0 ? `${countOf(mustBroken, 'MUST', 'MUSTs')} broken` : '',
    otherFindings > 0 ? countOf(otherFindings, 'other') : '',
  ].filter((part) => part !== '');
  return { text: parts.join(', ') || 'none', key: mustBroken * 1e6 + otherFindings };
}

export type ConnectionOrder = { readonly by: ConnectionColumn; readonly isDescending: boolean };

/** WebSocket first, otherwise by start: the order in which the capture is read. */
export function sortRows(
  rows: readonly ConnectionRow[],
  order: ConnectionOrder | null,
): readonly ConnectionRow[] {
  if (order === null) return rows;
  const { by, isDescending } = order;
  return rows.toSorted((a, b) => {
    const [one, other] = [a.cells[by].key, b.cells[by].key];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    if (one === other) return 0;
    return one < other === isDescending ? 1 : -1;
  });
}

export const CONNECTION_FILTERS = ['all', 'websocket', 'closed', 'faulty'] as const;

export type ConnectionFilter = (typeof CONNECTION_FILTERS)[number];

const FILTER_NAMES: Readonly<Record<ConnectionFilter, string>> = {
  all: 'All',
  websocket: 'WebSocket',
  closed: 'TLS, no key',
  faulty: 'With findings',
};

/** "WebSocket 4". */
export function filterLabel(filter: ConnectionFilter, rows: readonly ConnectionRow[]): string {
  return `${FILTER_NAMES[filter]} ${formatCount(filterRows(rows, filter, '').length)}`;
}

/** @param text part of any cell, in either case */
export function filterRows(
  rows: readonly ConnectionRow[],
  filter: ConnectionFilter,
  text: string,
): readonly ConnectionRow[] {
  const wanted = text.trim().toLowerCase();
  return rows.filter((row) => passes(row, filter) && hasText(row, wanted));
}

function passes({ kind, isFaulty }: ConnectionRow, filter: ConnectionFilter): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'websocket':
      return kind === 'websocket' || kind === 'handshake' || kind === 'frames';
    case 'closed':
      return kind === 'tls';
    case 'faulty':
      return isFaulty;
  }
}

function hasText({ cells }: ConnectionRow, wanted: string): boolean {
  return (
    wanted === '' || Object.values(cells).some(({ text }) => text.toLowerCase().includes(wanted))
  );
}

/** "3 of 98 connections", "98 connections". */
export function rowCountWords(shown: number, all: number): string {
  return shown === all
    ? countOf(all, 'connection')
    : `${formatCount(shown)} of ${countOf(all, 'connection')}`;
}
