import { describe, expect, test } from 'vitest';
import {
  beginningWords,
  connectionRows,
  filterLabel,
  filterRows,
  rowCountWords,
  sortRows,
  type ConnectionColumn,
} from '#content/decode/connection-rows.ts';
import type { ConnectionSummary, FrameSummary } from '#core/workbench/connection-summary.ts';
import type { ConnectionChoice } from '#core/workbench/decoded.ts';

const FRAMES: FrameSummary = {
  frames: { 'client-to-server': 3, 'server-to-client': 1200 },
  subprotocol: null,
  closeCode: 1001,
  closedBy: 'client',
  mustBroken: 0,
  otherFindings: 0,
  hasMore: false,
};
const SUMMARY: ConnectionSummary = {
  frames: FRAMES,
  sizes: { 'client-to-server': 100, 'server-to-client': 5000 },
  startedAtMs: Date.UTC(2026, 10, 27, 9, 14, 3, 112),
  durationMs: 12_345.678,
  end: { signal: 'fin', by: 'server' },
};
const CHAT: ConnectionChoice = {
  name: null,
  content: { kind: 'websocket', target: '/chat', host: 'example.com' },
  file: null,
  tls: null,
  unreadSize: 0,
  summary: SUMMARY,
  client: '192.0.2.1:5000',
  server: '192.0.2.2:80',
  size: 5100,
};
const FAULTY: ConnectionChoice = {
  ...CHAT,
  content: { kind: 'frames', target: null, host: null },
  summary: {
    ...SUMMARY,
    frames: { ...FRAMES, closeCode: null, closedBy: null, mustBroken: 2, otherFindings: 1 },
    startedAtMs: null,
    durationMs: null,
    end: { signal: 'rst', by: 'client' },
  },
};
const CLOSED: ConnectionChoice = {
  ...CHAT,
  content: { kind: 'tls', target: null, host: null },
  summary: { ...SUMMARY, frames: null, end: null },
};

const ROWS = connectionRows([CHAT, FAULTY, CLOSED]);
const textsOf = (row: number): string[] => Object.values(ROWS[row]!.cells).map(({ text }) => text);

test('a WebSocket has its address, frames, times and end', () => {
  expect(textsOf(0)).toEqual([
    'WebSocket',
    '/chat at example.com',
    'none',
    '3',
    '1,200',
    '5,100',
    '09:14:03.112',
    '12.346 s',
    '1001 by client, FIN by server',
    'none',
  ]);
});

test('what is unknown, broken or not judged is said', () => {
  expect(textsOf(1)).toEqual([
    'frames',
    '192.0.2.1:5000 to 192.0.2.2:80',
    'none',
    '3',
    '1,200',
    '5,100',
    'unknown',
    'unknown',
    'no Close, RST by client',
    '2 MUSTs broken, 1 other',
  ]);
  expect(textsOf(2).slice(2, 5)).toEqual(['TLS', 'not counted', 'not counted']);
  expect(textsOf(2).slice(-2)).toEqual(['no end captured', 'not judged']);
});

describe('rows', () => {
  const order = (by: ConnectionColumn, isDescending = false): number[] =>
    sortRows(ROWS, { by, isDescending }).map(({ index }) => index);

  test('are sorted by a column, in either order, those without a value last', () => {
    expect(order('started')).toEqual([0, 2, 1]);
    expect(order('started', true)).toEqual([0, 2, 1]);
    expect(order('findings', true)).toEqual([1, 0, 2]);
    expect(order('kind')).toEqual([0, 1, 2]);
    expect(order('kind', true)).toEqual([2, 1, 0]);
    expect(sortRows(ROWS, null)).toBe(ROWS);
  });

  test.each([
    { filter: 'all', text: '', indices: [0, 1, 2] },
    { filter: 'websocket', text: '', indices: [0, 1] },
    { filter: 'closed', text: '', indices: [2] },
    { filter: 'faulty', text: '', indices: [1] },
    { filter: 'all', text: ' rst ', indices: [1] },
    { filter: 'websocket', text: 'EXAMPLE', indices: [0] },
    { filter: 'closed', text: 'nothing', indices: [] },
  ] as const)('that pass “$filter” and “$text”', ({ filter, text, indices }) => {
    expect(filterRows(ROWS, filter, text).map(({ index }) => index)).toEqual(indices);
  });

  test('are counted', () => {
    expect(filterLabel('websocket', ROWS)).toBe('WebSocket 2');
    expect(rowCountWords(3, 3)).toBe('3 connections');
    expect(rowCountWords(1, 3)).toBe('1 of 3 connections');
  });
});

test('a connection’s beginning has its date, its time and how long it lasted', () => {
  expect(beginningWords(SUMMARY.startedAtMs!, SUMMARY.durationMs!)).toBe(
    '2026-11-27 09:14:03.112 UTC, for 12.346 s',
  );
});
