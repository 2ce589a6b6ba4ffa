import { describe, expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { headerFaults } from '#core/recognition/header-faults.ts';

describe('the first two bytes', () => {
  test.each([
    ['81 05', []],
    ['89 7d', []],
    ['01 7f', []],
    ['f1 05', ['rsv1', 'rsv2', 'rsv3']],
    ['83 00', ['opcode']],
    ['8b 7e', ['opcode', 'control-length']],
    ['80 00', ['continuation']],
    ['09 00', ['control-fin']],
    ['0b 00', ['opcode', 'reserved-control-fin']],
    ['89 7e', ['control-length']],
    ['88 01', ['close-length']],
    ['89 01', []],
    ['47 45', ['rsv1', 'opcode']],
  ])('%s have the faults %j', (hex, faults) => {
    expect([...headerFaults(fromHex(hex))]).toEqual(faults);
  });

  test('that are missing have none', () => {
    expect([...headerFaults(new Uint8Array())]).toEqual([]);
    expect([...headerFaults(fromHex('88'))]).toEqual([]);
    expect([...headerFaults(fromHex('48'))]).toEqual(['rsv1', 'control-fin']);
  });
});
