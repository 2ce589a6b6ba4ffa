import { describe, expect, test } from 'vitest';
import { tcpRowType, tcpRowWords } from '#content/decode/tcp-row-words.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { readConversation } from '#core/conversation/conversation.ts';
import { readInflatedConversation } from '#core/conversation/inflated-conversation.ts';
import { MixedRows } from '#core/transport/mixed-rows.ts';
import { TCP_ROW_KINDS, tcpRows, type TcpRow } from '#core/transport/tcp-rows.ts';
import type { Trace, TraceEvent } from '#core/trace/trace.ts';
import { capturedTrace, close, fin, OPENING, pastedTrace, rst, text } from '../conduct/captured.ts';
import { readFixture, readOnlyTrace } from '../captures/oracle.ts';
import { SETTINGS, tamperedStories } from '../scenarios/tampered-stories.ts';

const rowsOf = (trace: Trace) => tcpRows(readConversation(trace));
const told = (trace: Trace) =>
  rowsOf(trace).map((row) => `${row.beforeUnit} ${tcpRowType(row)}: ${tcpRowWords(row)}`);

const OPENED = ['0 SYN: the client opens TCP', '0 SYN, ACK: the server accepts'];

/** With some events again, or in another order. */
const withEvents = (trace: Trace, ...order: readonly number[]): Trace => ({
  ...trace,
  events: order.map((index) => trace.events[index]!),
});

describe('TCP’s events', () => {
  test('are rows between the units', () => {
    const passed = [...OPENING, text('c'), close('s', 1000, 20), close('c', 1000, 21)];
    expect(told(capturedTrace([...passed, fin('s', 22), rst('c', 23)]))).toEqual([
      ...OPENED,
      '5 FIN: the server sends no more',
      '5 RST: the client resets TCP',
    ]);
  });

  test('tell what passed again, late, and in part again', () => {
    const trace = capturedTrace([...OPENING, text('c', 'abc'), text('c', 'def'), text('s', 'x')]);
    const [first, second] = [trace.events[5]!, trace.events[6]!];
    const { start, end } = first.range;
    const at = (offset: number) => `0x${offset.toString(16).padStart(2, '0')}`;
    const bytes = `bytes ${at(start)}–${at(end - 1)}`;
    expect(told(withEvents(trace, 0, 1, 2, 3, 4, 5, 5, 6, 7))).toEqual([
      ...OPENED,
      `3 again: ${bytes}`,
    ]);
    expect(told(withEvents(trace, 0, 1, 2, 3, 4, 6, 5, 7))).toEqual([
      ...OPENED,
      `4 late: ${bytes}, after later ones`,
    ]);
    const both: TraceEvent = { ...second, range: { start, end: second.range.end } };
    const events = [...trace.events.slice(0, 6), both, trace.events[7]!];
    expect(told({ ...trace, events })).toEqual([
      ...OPENED,
      `4 overlap: bytes ${at(start)}–${at(second.range.end - 1)}, in part again`,
    ]);
  });

  test('tell signals that were sent again, and what a simulation lost', () => {
    const trace = capturedTrace([...OPENING, fin('c', 10)]);
    expect(told(withEvents(trace, 0, 0, 1, 2, 3, 4, 5, 5))).toEqual([
      '0 SYN: the client opens TCP',
      '0 again: SYN',
      '0 SYN, ACK: the server accepts',
      '2 FIN: the client sends no more',
      '2 again: FIN',
    ]);
    const lost = trace.events.map((event, index) =>
      index === 0 || index === 3 ? { ...event, arrival: { kind: 'lost' } as const } : event,
    );
    expect(told({ ...trace, events: lost })[0]).toBe('0 lost: SYN');
    expect(told({ ...trace, events: lost })[2]).toMatch(/^1 lost: bytes 0x00–0x/);
  });

  test('are none of a text, nor of a stream of HTTP/2', () => {
    expect(rowsOf(pastedTrace([...OPENING, text('c')]))).toEqual([]);
    const request = new TextEncoder().encode('CONNECT / HTTP/2.0\r\nhost: a\r\n\r\n');
    const trace = capturedTrace([['c', request, 1], fin('c', 2)]);
    expect(rowsOf(trace)).toHaveLength(1);
    const [first, ...rest] = trace.events;
    expect(rowsOf({ ...trace, events: [{ ...first!, headLacks: [] }, ...rest] })).toEqual([]);
  });

  test('are those of the file forms of a recording', () => {
    const kinds = (name: string) =>
      rowsOf(readOnlyTrace(readFixture(`captures/${name}`))).map(({ kind }) => kind);
    expect(kinds('base.pcapng')).toEqual(['syn', 'syn-ack', 'fin', 'fin']);
    expect(kinds('no-syn.pcap')).toEqual(['fin', 'fin']);
    expect(kinds('duplicated.pcap')).toContain('retransmission');
    expect(kinds('overlapping.pcap')).toContain('overlap');
    expect(kinds('reordered-time.pcap')).toContain('late');
  });

  test('of all kinds are in lessons whose segments are lost, delayed or cut', () => {
    const kinds = new Set<string>();
    for (const setting of SETTINGS.slice(0, 4)) {
      for (const { trace } of tamperedStories(setting)) {
        for (const { kind } of tcpRows(readInflatedConversation(trace))) kinds.add(kind);
      }
    }
    expect([...kinds].sort()).toEqual(
      TCP_ROW_KINDS.filter((kind) => !['late', 'overlap'].includes(kind)).toSorted(),
    );
  });
});

describe('mixed rows', () => {
  const row = (beforeUnit: number) => ({ beforeUnit }) as TcpRow;

  test.each([
    [3, []],
    [3, [0, 0, 2]],
    [3, [3, 3]],
    [0, [0]],
    [2, [0, 1, 2]],
  ])('of %i units with TCP before %j are each once, in order', (units, before) => {
    const tcp = before.map(row);
    const rows = new MixedRows(units, tcp);
    const expected: unknown[] = [];
    for (let unitIndex = 0; unitIndex <= units; unitIndex++) {
      for (const each of tcp) if (each.beforeUnit === unitIndex) expected.push(each);
      if (unitIndex < units) expected.push(unitIndex);
    }
    const found = Array.from({ length: rows.count }, (_, at) => {
      const mixed = rows.at(at)!;
      return mixed.kind === 'tcp' ? mixed.row : mixed.unitIndex;
    });
    expect(found).toEqual(expected);
    for (let unitIndex = 0; unitIndex < units; unitIndex++) {
      expect(rows.at(rows.positionOfUnit(unitIndex))).toEqual({ kind: 'unit', unitIndex });
    }
    expect(rows.at(rows.count)).toBeNull();
    expect(rows.at(-1)).toBeNull();
  });
});

test('bytes of a segment without a frame are placed at the end', () => {
  const trace = capturedTrace([...OPENING, ['s', fromHex('8100'), 9], fin('s', 10)]);
  expect(rowsOf(trace).at(-1)?.beforeUnit).toBe(3);
});
