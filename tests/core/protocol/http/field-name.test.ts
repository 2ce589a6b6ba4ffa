import { expect, test } from 'vitest';
import { FIELD } from '#core/protocol/http/field-name.ts';
import { isToken } from '#core/protocol/http/token.ts';

const names: readonly string[] = Object.values(FIELD);

test('field names are tokens, and each has one entry', () => {
  expect(names.filter((name) => !isToken(name))).toEqual([]);
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
});

test('the fields that RFC 6455 §11.3 registers are all there', () => {
  const registered = ['Key', 'Extensions', 'Accept', 'Protocol', 'Version'];
  expect(names).toEqual(expect.arrayContaining(registered.map((name) => `Sec-WebSocket-${name}`)));
});
