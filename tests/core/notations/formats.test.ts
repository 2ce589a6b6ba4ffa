import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { toHex } from '#core/bytes/hex.ts';
import { readText } from '#core/notations/read-text.ts';

const folder = path.join(import.meta.dirname, '../../fixtures/formats');
const EXPECTED = '818537fa213d7f9f4d5158810548656c6c6f880203e8';

describe('the same 22 bytes in 40 forms', () => {
  test.each(readdirSync(folder))('%s', (name) => {
    const [reading] = readText(readFileSync(path.join(folder, name), 'utf8'));
    expect(toHex(reading!.connections[0]!.bytes)).toBe(EXPECTED);
    expect(reading!.problem).toBeNull();
    expect(reading!.lost).toEqual([]);
  });
});
