import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changedLines } from '#core/live/changed-lines.ts';
import { DEFAULT_ECHO, parseEchoCommand, parseEchoSettings } from '#core/live/echo-command.ts';
import { EchoSession } from '#core/live/echo-session.ts';

test.each([
  { value: {}, expected: DEFAULT_ECHO },
  { value: { status: 403 }, expected: { ...DEFAULT_ECHO, status: 403 } },
  {
    value: { drop: { afterBytes: 0, by: 'rst' } },
    expected: { ...DEFAULT_ECHO, drop: { afterBytes: 0, by: 'rst' } },
  },
])('settings $value are read', ({ value, expected }) => {
  expect(parseEchoSettings(value)).toEqual({ kind: 'read', value: expected });
});

test.each([
  null,
  [],
  'x',
  { status: 100 },
  { status: 102 },
  { status: 600 },
  { status: '403' },
  { delayMs: -1 },
  { delayMs: 0.5 },
  { delayMs: 60_001 },
  { compresses: 1 },
  { drop: { afterBytes: -1, by: 'fin' } },
  { drop: { afterBytes: 1, by: 'gone' } },
  { drop: 7 },
])('settings %j are refused', (value) => {
  expect(parseEchoSettings(value).kind).toBe('unreadable');
});

test.each([
  {},
  { kind: 'unknown' },
  { kind: 'text' },
  { kind: 'text', text: 'é'.repeat(200_000) },
  { kind: 'ping', hex: '00'.repeat(126) },
  { kind: 'binary', hex: '0' },
  { kind: 'binary', hex: 'zz' },
  { kind: 'fragments', texts: [] },
  { kind: 'fragments', texts: ['a', 1] },
  { kind: 'close', code: 65_536, reason: '' },
  { kind: 'close', code: null, reason: 'why' },
  { kind: 'close', code: 1000, reason: 'é'.repeat(62) },
  { kind: 'broken', id: 'unmasked' },
  { kind: 'silence' },
  { kind: 'delay', ms: Infinity },
  { kind: 'drop', afterBytes: 1 },
])('the command %j is refused', (value) => {
  expect(parseEchoCommand(value).kind).toBe('unreadable');
});

test('whatever is read as a command can be carried out', () => {
  const kinds = ['text', 'binary', 'ping', 'raw', 'fragments', 'compressed', 'close', 'drop'];
  const command = fc.record(
    {
      kind: fc.constantFrom(...kinds),
      text: fc.string(),
      hex: fc.stringMatching(/^([\da-f]{2}){0,9}$/),
      texts: fc.array(fc.string()),
      code: fc.option(fc.integer({ min: -1, max: 70_000 })),
      reason: fc.string(),
      afterBytes: fc.nat(),
      by: fc.constantFrom('fin', 'rst'),
    },
    { requiredKeys: ['kind'] },
  );
  fc.assert(
    fc.property(command, (value) => {
      const parsed = parseEchoCommand(value);
      if (parsed.kind === 'unreadable') return;
      const channel = { send: () => undefined, end: () => undefined, setReading: () => undefined };
      const session = new EchoSession(channel, DEFAULT_ECHO);
      expect(session.command(parsed.value)).not.toBe('lost');
    }),
  );
});

test('changed and left-out lines of a request are found', () => {
  const before = 'GET /a HTTP/1.1\r\nHost: x\r\nCookie: c\r\nA: 1\r\nOrigin: o\r\n\r\n';
  const after = 'GET /b HTTP/1.1\r\nHost: y\r\nA: 1\r\n\r\n';
  expect(changedLines(before, after)).toEqual([
    { before: 'GET /a HTTP/1.1', after: 'GET /b HTTP/1.1', isChanged: true },
    { before: 'Host: x', after: 'Host: y', isChanged: true },
    { before: 'Cookie: c', after: '', isChanged: true },
    { before: 'A: 1', after: 'A: 1', isChanged: false },
    { before: 'Origin: o', after: '', isChanged: true },
  ]);
});
