import { describe, expect, test } from 'vitest';
import {
  ABNORMAL_CLOSURE,
  classifyCloseCode,
  INVALID_DATA,
  isClosableByPage,
  isCloseCodeOf,
  isNamedCloseCode,
  isSendableCloseCode,
  MANDATORY_EXTENSION,
  MESSAGE_TOO_BIG,
  NO_STATUS_RECEIVED,
  POLICY_VIOLATION,
  PROTOCOL_ERROR,
  type CloseCodeClass,
} from '#core/protocol/messages/close-code.ts';

/** All 65,536 codes, as runs of one class (RFC 6455 §7.4, and the IANA registry). */
const RUNS: { from: number; to: number; kind: CloseCodeClass }[] = [
  { from: 0, to: 999, kind: 'unused' },
  { from: 1000, to: 1003, kind: 'sendable' },
  { from: 1004, to: 1004, kind: 'reserved' },
  { from: 1005, to: 1006, kind: 'local-only' },
  { from: 1007, to: 1014, kind: 'sendable' },
  { from: 1015, to: 1015, kind: 'local-only' },
  { from: 1016, to: 2999, kind: 'reserved' },
  { from: 3000, to: 3999, kind: 'registered' },
  { from: 4000, to: 4999, kind: 'private' },
  { from: 5000, to: 65535, kind: 'out-of-range' },
];

test.each(RUNS)('$from to $to: $kind', ({ from, to, kind }) => {
  for (let code = from; code <= to; code++) expect(classifyCloseCode(code)).toBe(kind);
});

test('the runs leave no code out', () => {
  let next = 0;
  for (const { from, to } of RUNS) {
    expect(from).toBe(next);
    next = to + 1;
  }
  expect(next).toBe(65536);
});

test('an API reports 1005 for a Close without a code, and 1006 for an end without a Close', () => {
  expect([NO_STATUS_RECEIVED, ABNORMAL_CLOSURE]).toEqual([1005, 1006]);
});

/** RFC 6455 §7.4.1 */
test('a receiver fails with 1002, 1007, 1008 or 1009', () => {
  const codes = [PROTOCOL_ERROR, INVALID_DATA, POLICY_VIOLATION, MESSAGE_TOO_BIG];
  expect(codes).toEqual([1002, 1007, 1008, 1009]);
});

test('1010 says that an extension is missing', () => {
  expect(MANDATORY_EXTENSION).toBe(1010);
});

describe('who can use a code', () => {
  const codes = Array.from({ length: 65536 }, (_, code) => code);

  test('an endpoint can send 1000 to 1003, 1007 to 1014 and 3000 to 4999', () => {
    const sendable = codes.filter(isSendableCloseCode);
    const expected = codes.filter(
      (code) =>
        (code >= 1000 && code <= 1003) ||
        (code >= 1007 && code <= 1014) ||
        (code >= 3000 && code <= 4999),
    );
    expect(sendable).toEqual(expected);
  });

  test('a client can close with each of them, a server with each but 1010', () => {
    const sendable = codes.filter(isSendableCloseCode);
    expect(codes.filter((code) => isCloseCodeOf(code, 'client'))).toEqual(sendable);
    expect(codes.filter((code) => isCloseCodeOf(code, 'server'))).toEqual(
      sendable.filter((code) => code !== 1010),
    );
  });

  test('a page can pass 1000 and 3000 to 4999 to close()', () => {
    const closable = codes.filter(isClosableByPage);
    expect(closable).toHaveLength(2001);
    expect([closable[0], closable[1], closable.at(-1)]).toEqual([1000, 3000, 4999]);
    expect(closable.every(isSendableCloseCode)).toBe(true);
  });

  test('1000 to 1015 have names', () => {
    expect(codes.filter(isNamedCloseCode)).toEqual(codes.slice(1000, 1016));
  });
});
