import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FIELD_IDS, type FieldId } from '#core/dissection/field.ts';
import { parseFieldValue } from '#core/editing/field-value-parser.ts';
import { plainValue } from '../payloads/plain-value.ts';

/**
 * What is read, in short; or the problem. A text has quotation marks, so that it is not taken for
 * one.
 */
function read(id: FieldId, text: string): string {
  const parsed = parseFieldValue(id, text);
  if (parsed.kind === 'problem') return parsed.problem;
  const plain = plainValue(parsed.value);
  return parsed.value.kind === 'text' ? `“${plain}”` : plain;
}

test.each<[FieldId, string, string]>([
  ['frame.fin', '1', '1'],
  ['frame.rsv1', ' 0 ', '0'],
  ['frame.mask', '2', 'not-a-flag'],
  ['frame.rsv2', '', 'not-a-flag'],
  ['frame.opcode', 'Text', '1'],
  ['frame.opcode', 'continuation', '0'],
  ['frame.opcode', '15', '15'],
  ['frame.opcode', '0xa', '10'],
  ['frame.opcode', '%xA', '10'],
  ['frame.opcode', '16', 'not-an-opcode'],
  ['frame.opcode', 'pung', 'not-an-opcode'],
  ['frame.opcode', '-1', 'not-an-opcode'],
  ['frame.length', '5,242,880', '5242880'],
  ['frame.length', '5 242 880', '5242880'],
  ['frame.length', '1_000', '1000'],
  ['frame.length', '1,2', 'not-a-length'],
  ['frame.length', '1.5', 'not-a-length'],
  ['frame.length', '1e3', 'not-a-length'],
  ['frame.extended-length', '0x7fffffffffffffff', '9223372036854775807'],
  ['frame.extended-length', '18446744073709551615', '18446744073709551615'],
  ['frame.extended-length', '18446744073709551616', 'not-a-length'],
  ['frame.extended-length', '9007199254740991', '9007199254740991'],
  ['frame.extended-length', '9007199254740993', '9007199254740993'],
  ['frame.masking-key', '37fa213d', '37 fa 21 3d'],
  ['frame.masking-key', '0x37, 0xFA, 0x21, 0x3D', '37 fa 21 3d'],
  ['frame.masking-key', '37:fa:21:3d', '37 fa 21 3d'],
  ['frame.masking-key', '37 fa 21', 'not-a-masking-key'],
  ['frame.masking-key', 'keys', 'not-a-masking-key'],
  ['payload.binary', '', ''],
  ['payload.binary', 'ff 0', 'odd-hex-digits'],
  ['payload.binary', 'hello', 'not-hex'],
  ['payload.text', ' hé\n', '“ hé\n”'],
  ['payload.text', '\ud83d\ude00', '“😀”'],
  ['payload.text', 'a\ud83d', 'lone-surrogate'],
  ['close.reason', '\udc00', 'lone-surrogate'],
  ['close.code', '1005', '1005'],
  ['close.code', '0', '0'],
  ['close.code', '65535', '65535'],
  ['close.code', '65536', 'not-a-close-code'],
  ['close.code', 'going away', 'not-a-close-code'],
  ['head.method', 'POST', '“POST”'],
  ['head.method', 'get', 'not-a-start-line'],
  ['head.target', '/a?b=c', '“/a?b=c”'],
  ['head.target', '/a b', 'not-a-start-line'],
  ['head.version', 'HTTP/1.0', '“HTTP/1.0”'],
  ['head.version', '1.0', 'not-a-start-line'],
  ['head.status', '404', '“404”'],
  ['head.status', 'ok', 'not-a-start-line'],
  ['head.reason', 'Not Found', '“Not Found”'],
  ['head.status-line', 'HTTP/1.1 101', '“HTTP/1.1 101”'],
  ['head.request-line', 'nonsense', 'not-a-start-line'],
  ['head.field', 'Host: a', '“Host: a”'],
  ['head.field', 'Host', 'not-a-field-line'],
  ['head.field', ': a', 'not-a-field-line'],
  ['head.field-name', 'X-A', '“X-A”'],
  ['head.field-name', 'X A', 'not-a-token'],
  ['head.field-value', 'a, b', '“a, b”'],
  ['head.field-value', 'a\r\nb: c', 'line-break'],
  ['head.field-value', 'a\0', 'line-break'],
  ['head.field-value', '€', 'not-latin-1'],
])('%s takes “%s” for %s', (id, text, expected) => {
  expect(read(id, text)).toBe(expected);
});

describe('any text', () => {
  test.each(FIELD_IDS)('is a value of %s, or has a problem with a name', (id) => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(read(id, text)).toBeTypeOf('string');
      }),
      { seed: 6455, numRuns: 100 },
    );
  });
});
