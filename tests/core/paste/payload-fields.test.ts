import { describe, expect, test } from 'vitest';
import { readPaste } from '#core/paste/read-paste.ts';

const ROWS = [
  '4\t1.000000001\t50092\t8801\t890474657374',
  '6\t1.000100001\t8801\t50092\t8a0474657374',
];

describe('what tshark prints of fields', () => {
  test.each([
    ['as it is', ROWS, []],
    [
      'with the prompt and the count around it',
      ['$ tshark -r a.pcap', ...ROWS, '2 packets captured'],
      [],
    ],
    [
      'with packets that carry nothing',
      [ROWS[0]!, '5\t1.00005\t8801\t50092\t', ROWS[1]!],
      [{ kind: 'other-packets', count: 1 }],
    ],
  ] as const)('is read %s', (_, lines, others) => {
    const { form, connections, leftOut } = readPaste(lines.join('\n'))[0]!;
    expect(form).toBe('tshark-fields');
    expect(Buffer.from(connections[0]!.bytes).toString('hex')).toBe('8904746573748a0474657374');
    expect(connections[0]!.chunks.map(({ atMs }) => atMs?.toFixed(3))).toEqual(['0.000', '0.100']);
    expect(leftOut.filter(({ kind }) => kind !== 'labels')).toEqual(others);
  });
});
