import { describe, expect, test } from 'vitest';
import { toLatin1 } from '#core/bytes/text.ts';
import { readUnits } from '#core/conversation/unit-reader.ts';
import type { Field } from '#core/dissection/field.ts';
import { dissectHead, dissectUnread } from '#core/dissection/head-dissection.ts';
import { dissectUnit } from '#core/dissection/unit-dissection.ts';
import { referenceLabel } from '#core/protocol/rules/reference.ts';
import { traceOf } from '../conversation/streams.ts';

/** The tree of a head: each field's id, and its text on the wire. */
function outline(text: string): unknown {
  const show = ({ id, range, children }: Field): unknown => {
    const words = text.slice(range.start / 8, range.end / 8);
    return children.length > 0 ? [id, ...children.map(show)] : `${id} ${JSON.stringify(words)}`;
  };
  return dissectHead(toLatin1(text)).fields.map(show);
}

test('a request is named word by word', () => {
  expect(outline('GET /chat HTTP/1.1\r\nHost: a\r\nEmpty:\r\n\r\n')).toEqual([
    [
      'head.request-line',
      'head.method "GET"',
      'head.delimiter " "',
      'head.target "/chat"',
      'head.delimiter " "',
      'head.version "HTTP/1.1"',
      'head.delimiter "\\r\\n"',
    ],
    [
      'head.field',
      'head.field-name "Host"',
      'head.delimiter ": "',
      'head.field-value "a"',
      'head.delimiter "\\r\\n"',
    ],
    ['head.field', 'head.field-name "Empty"', 'head.delimiter ":\\r\\n"'],
    'head.end "\\r\\n"',
  ]);
});

test('a response is named word by word', () => {
  expect(outline('HTTP/1.1 101 Switching Protocols\r\n\r\n')).toEqual([
    [
      'head.status-line',
      'head.version "HTTP/1.1"',
      'head.delimiter " "',
      'head.status "101"',
      'head.delimiter " "',
      'head.reason "Switching Protocols"',
      'head.delimiter "\\r\\n"',
    ],
    'head.end "\\r\\n"',
  ]);
});

test('a line that is not a field becomes a separate field at any position', () => {
  const ids = (text: string) => dissectHead(toLatin1(text)).fields.map(({ id }) => id);
  expect(ids('GET / HTTP/1.1\r\nbad\r\nA: 1\r\nbad\r\nbad\r\nB: 2\r\nbad\r\n\r\n')).toEqual([
    'head.request-line',
    'head.malformed-line',
    'head.field',
    'head.malformed-line',
    'head.field',
    'head.malformed-line',
    'head.end',
  ]);
});

test('a folded line belongs to its field', () => {
  expect(outline('GET / HTTP/1.1\r\nA: 1\r\n 2\r\n\r\n')).toMatchObject([
    {},
    [
      'head.field',
      'head.field-name "A"',
      'head.delimiter ": "',
      'head.field-value "1\\r\\n 2"',
      'head.delimiter "\\r\\n"',
    ],
    {},
  ]);
});

describe('each field refers to the section that defines it', () => {
  test.each([
    { line: 'Sec-WebSocket-Key: a', clause: 'RFC 6455 §11.3.1' },
    { line: 'sec-websocket-accept: a', clause: 'RFC 6455 §11.3.3' },
    { line: 'Upgrade: websocket', clause: 'RFC 9110 §7.8' },
    { line: 'X-Mine: a', clause: 'RFC 9112 §5' },
  ])('$line', ({ line, clause }) => {
    const [, field] = dissectHead(toLatin1(`GET / HTTP/1.1\r\n${line}\r\n\r\n`)).fields;
    expect(referenceLabel(field!.reference)).toBe(clause);
  });
});

test('an empty line is shown as what it is', () => {
  const [line] = readUnits('client-to-server', toLatin1('\r\nGET / HTTP/1.1\r\n\r\n'));
  const { fields } = dissectUnit(traceOf([['c', toLatin1('\r\nGET / HTTP/1.1\r\n\r\n')]]), line!);
  expect(fields.map(({ id, range }) => [id, range])).toEqual([
    ['head.empty-line', { start: 0, end: 16 }],
  ]);
  expect(referenceLabel(fields[0]!.reference)).toBe('RFC 9112 §2.2');
});

test('what is no head is left unread', () => {
  expect(dissectHead(toLatin1('GET / HT')).kind).toBe('unread');
  expect(dissectUnread(toLatin1('ab')).fields.map(({ id, range }) => [id, range])).toEqual([
    ['unread', { start: 0, end: 16 }],
  ]);
  expect(dissectUnread(toLatin1('')).fields).toEqual([]);
});
