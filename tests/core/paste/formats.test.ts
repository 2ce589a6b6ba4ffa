import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { bestOf, hexOf, sourcesOf, wireReadingsOf } from './reading-of.ts';

const folder = path.join(import.meta.dirname, '../../fixtures/formats');
const readFixture = (name: string) => readFileSync(path.join(folder, name), 'utf8');

/** The forms of the 22 bytes, so that a lost fixture is missed. */
const names = [
  '01_xxd',
  '02_xxd-p',
  '03_xxd-i',
  '04_xxd-g1-c8',
  '05_xxd-u',
  '06_xxd-b',
  '07_xxd-e_LE',
  '08_hexdump-C',
  '09_hexdump_LEwords',
  '10_od-Ax-tx1',
  '11_od-tx1_octoff',
  '12_od-c',
  '13_hex_spaced',
  '14_hex_upper_dash_BitConverter',
  '15_hex_colon',
  '16_0x_list',
  '17_0x_spaced',
  '18_escaped_string',
  '19_python_bytes',
  '20_dec_list',
  '21_go_println',
  '22_java_signed',
  '23_node_Buffer',
  '24_node_Buffer_JSON',
  '25_Uint8Array_log',
  '26_base64',
  '27_erlang',
  '28_rust_x',
  '29_strace_octal',
  '30_lua_decimal_esc',
  '31_binary',
  '32_percent',
  '33_ws_hex+ascii',
  '34_ws_hexdump',
  '35_ws_hexstream',
  '36_ws_escaped',
  '37_gdb',
  '38_esp_log',
  '39_labelled_susam',
  '40_csharp_prefixed',
] as const;

const EXPECTED = '818537fa213d7f9f4d5158810548656c6c6f880203e8';

describe('the same 22 bytes', () => {
  test('are present in each form', () => {
    expect(readdirSync(folder).toSorted()).toEqual(names);
  });

  test.each(names)('are read from %s', (name) => {
    const reading = bestOf(readFixture(name));
    expect(hexOf(reading)).toBe(EXPECTED);
    expect(reading.problems).toEqual([]);
    expect(reading.lost).toEqual([]);
  });

  test.each(names)('have their places in %s', (name) => {
    const text = readFixture(name);
    const sources = sourcesOf(text, bestOf(text));
    expect(sources.every((source) => source.length > 0)).toBe(true);
    // Printable bytes are literal in strings; the first is not printable.
    expect(sources[0]).toMatch(/81|129|-127|201|10000001|^gY$/);
  });
});

describe('what can be read in two ways', () => {
  test.each([
    {
      name: 'two digits without letters',
      text: '[81, 03, 41, 42, 43]',
      hexes: ['8103414243', '5103292a2b'],
    },
    {
      name: 'words of two bytes',
      text: '0000000 0581 6548 6c6c 006f\n0000007',
      hexes: ['810548656c6c6f', '058165486c6c00'],
    },
    {
      name: 'digits that are base64, too',
      text: '818537fa213d7f9f4d5158',
      hexes: ['818537fa213d7f9f4d5158'],
    },
    { name: 'JSON that is a list of numbers', text: '[129, 0]', hexes: ['8100'] },
    { name: 'digits after backslashes', text: '"\\101\\102"', hexes: ['4142', '6566'] },
    {
      name: 'bits that are hex, too',
      text: '10001001 00000000',
      hexes: ['8900', '1000100100000000'],
    },
  ])('is offered so: $name', ({ text, hexes }) => {
    expect(wireReadingsOf(text).map(hexOf).slice(0, hexes.length)).toEqual(hexes);
  });
});
