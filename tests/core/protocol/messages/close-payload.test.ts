import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import { isSendableCloseCode } from '#core/protocol/messages/close-code.ts';
import {
  checkClosePayload,
  decodeClosePayload,
  encodeClosePayload,
  faultInClose,
  MAX_REASON_SIZE,
} from '#core/protocol/messages/close-payload.ts';

test.each([
  { hex: '', code: null, reason: '' },
  { hex: '03 e8', code: 1000, reason: '' },
  { hex: '03 e8 62 79 65', code: 1000, reason: 'bye' },
  { hex: '0f a0 c3 bc', code: 4000, reason: 'ü' },
])('$code "$reason" is "$hex", and breaks no rule', ({ hex, code, reason }) => {
  expect(toHex(encodeClosePayload(code, reason), ' ')).toBe(hex);
  expect(decodeClosePayload(fromHex(hex))).toEqual({ code, reason });
  expect(checkClosePayload(fromHex(hex))).toEqual([]);
});

describe('a payload that breaks a rule', () => {
  test.each([
    { name: 'one byte', hex: '03', code: null, reason: '', broken: 'close.one-byte 0-8' },
    { name: 'code 0', hex: '00 00', code: 0, reason: '', broken: 'close.code-not-sendable 0-16' },
    {
      name: 'code 999',
      hex: '03 e7',
      code: 999,
      reason: '',
      broken: 'close.code-not-sendable 0-16',
    },
    {
      name: 'code 1004',
      hex: '03 ec',
      code: 1004,
      reason: '',
      broken: 'close.code-unassigned 0-16',
    },
    {
      name: 'code 1005',
      hex: '03 ed',
      code: 1005,
      reason: '',
      broken: 'close.code-not-sendable 0-16',
    },
    {
      name: 'code 1006',
      hex: '03 ee',
      code: 1006,
      reason: '',
      broken: 'close.code-not-sendable 0-16',
    },
    {
      name: 'code 1015',
      hex: '03 f7',
      code: 1015,
      reason: '',
      broken: 'close.code-not-sendable 0-16',
    },
    {
      name: 'code 2999',
      hex: '0b b7',
      code: 2999,
      reason: '',
      broken: 'close.code-unassigned 0-16',
    },
    {
      name: 'code 5000',
      hex: '13 88',
      code: 5000,
      reason: '',
      broken: 'close.code-unassigned 0-16',
    },
    {
      name: 'code 65535',
      hex: 'ff ff',
      code: 65535,
      reason: '',
      broken: 'close.code-unassigned 0-16',
    },
    {
      name: 'a reason that is not UTF-8',
      hex: '03 e8 61 ff',
      code: 1000,
      reason: 'a\ufffd',
      broken: 'close.reason-not-utf8 24-32',
    },
    {
      name: 'a reason that ends within a character',
      hex: '03 e8 61 e2 82',
      code: 1000,
      reason: 'a\ufffd',
      broken: 'close.reason-not-utf8 32-40',
    },
    {
      name: 'both',
      hex: '03 ed ff',
      code: 1005,
      reason: '\ufffd',
      broken: 'close.code-not-sendable 0-16, close.reason-not-utf8 16-24',
    },
  ])('$name', ({ hex, code, reason, broken }) => {
    const payload = fromHex(hex);
    expect(decodeClosePayload(payload)).toEqual({ code, reason });
    const violations = checkClosePayload(payload);
    expect(violations.map(({ id, range }) => `${id} ${range.start}-${range.end}`).join(', ')).toBe(
      broken,
    );
  });

  test('is reported for exactly the codes that must not be sent', () => {
    for (let code = 0; code < 65536; code++) {
      const violations = checkClosePayload(Uint8Array.of(code >> 8, code & 0xff));
      expect(violations.length === 0).toBe(isSendableCloseCode(code));
    }
  });
});

describe('a receiver of a Close frame', () => {
  test.each([
    { name: 'nothing', hex: '', program: null, browser: null },
    { name: 'code 1000 and a reason', hex: '03 e8 61', program: null, browser: null },
    { name: 'one byte', hex: '03', program: 'close.one-byte', browser: 'close.one-byte' },
    { name: 'code 0', hex: '00 00', program: 'close.code-not-sendable', browser: null },
    { name: 'code 999', hex: '03 e7', program: 'close.code-not-sendable', browser: null },
    { name: 'code 1004', hex: '03 ec', program: 'close.code-unassigned', browser: null },
    { name: 'code 1016', hex: '03 f8', program: 'close.code-unassigned', browser: null },
    { name: 'code 5000', hex: '13 88', program: 'close.code-unassigned', browser: null },
    ...['03 ed', '03 ee', '03 f7'].map((hex) => ({
      name: `code ${Number.parseInt(hex.replace(' ', ''), 16)}`,
      hex,
      program: 'close.code-not-sendable',
      browser: 'close.code-not-sendable',
    })),
    {
      name: 'code 999, and a reason that is not UTF-8',
      hex: '03 e7 ff',
      program: 'close.code-not-sendable',
      browser: 'close.reason-not-utf8',
    },
  ])('of $name fails at $program, a browser at $browser', ({ hex, program, browser }) => {
    const payload = fromHex(hex);
    expect(faultInClose(payload)?.id ?? null).toBe(program);
    expect(faultInClose(payload, false)?.id ?? null).toBe(program);
    expect(faultInClose(payload, true)?.id ?? null).toBe(browser);
  });
});

describe('what is written', () => {
  test('is read', () => {
    const code = fc.oneof(
      fc.constantFrom(1000, 1001, 1011, 1014),
      fc.integer({ min: 3000, max: 4999 }),
    );
    fc.assert(
      fc.property(code, fc.string({ unit: 'grapheme', maxLength: 20 }), (value, reason) => {
        if (Buffer.byteLength(reason) > MAX_REASON_SIZE) return;
        const payload = encodeClosePayload(value, reason);
        expect(decodeClosePayload(payload)).toEqual({ code: value, reason });
        expect(checkClosePayload(payload)).toEqual([]);
      }),
      { seed: 6455 },
    );
  });

  test('is 2 bytes without a reason', () => {
    expect(toHex(encodeClosePayload(1000))).toBe('03e8');
  });

  test('fits into a control frame', () => {
    expect(encodeClosePayload(1000, 'x'.repeat(123))).toHaveLength(125);
    expect(() => encodeClosePayload(1000, 'x'.repeat(124))).toThrow(
      'expected a reason of 123 bytes at most, got 124',
    );
    expect(() => encodeClosePayload(1000, 'ü'.repeat(62))).toThrow(
      'expected a reason of 123 bytes at most, got 124',
    );
  });

  test('has a sendable code before any reason', () => {
    expect(() => encodeClosePayload(1005)).toThrow(
      'expected a close code that may be sent, got 1005',
    );
    expect(() => encodeClosePayload(70000)).toThrow(
      'expected a close code that may be sent, got 70000',
    );
    for (const reason of ['bye', 'b']) {
      expect(() => encodeClosePayload(null, reason)).toThrow(
        'expected a code before a reason, got a reason alone',
      );
    }
  });
});

test('no bytes throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 125 }), (payload) => {
      decodeClosePayload(payload);
      for (const { range } of checkClosePayload(payload)) {
        expect(range.start).toBeGreaterThanOrEqual(0);
        expect(range.end).toBeLessThanOrEqual(payload.length * 8);
      }
    }),
    { seed: 6455 },
  );
});
