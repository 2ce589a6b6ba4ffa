import { expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { readLoneStream, receiveLoneStream } from '#core/conversation/lone-stream.ts';

const HELLO = '05 48 65 6c 6c 6f';

test('the frames of one side are read as that side’s', () => {
  const { units, messages } = readLoneStream('server', fromHex(`81 ${HELLO} 89 00`));
  expect(units.map(({ kind, direction }) => [kind, direction])).toEqual([
    ['frame', 'server-to-client'],
    ['frame', 'server-to-client'],
  ]);
  expect(messages).toHaveLength(1);
});

test.each([
  { sender: 'client', hex: `81 ${HELLO}`, rules: ['frame.unmasked-from-client'] },
  { sender: 'server', hex: `81 ${HELLO}`, rules: [] },
  // Without a handshake nobody knows of compression, but here it is known that there is none.
  { sender: 'server', hex: `c1 ${HELLO}`, rules: ['frame.reserved-bit'] },
] as const)('$hex of a $sender breaks $rules', ({ sender, hex, rules }) => {
  const { findings } = readLoneStream(sender, fromHex(hex));
  expect(findings.map(({ violation }) => violation.id)).toEqual(rules);
  for (const { violation } of findings) expect(violation.breaks).not.toBeNull();
});

test('a receiver reports everything up to a failure', () => {
  const received = receiveLoneStream('server', fromHex(`89 01 70 81 ${HELLO} 83 00 81 ${HELLO}`));
  expect(received.map(({ kind }) => kind)).toEqual(['ping', 'text', 'failure']);
  expect(received[0]).toEqual({ kind: 'ping', data: fromHex('70') });
  expect(received[1]).toEqual({ kind: 'text', data: fromHex('48 65 6c 6c 6f') });
});

test('a receiver reads nothing after a Close frame', () => {
  expect(receiveLoneStream('server', fromHex(`88 02 03 e8 81 ${HELLO}`))).toEqual([
    { kind: 'close', code: 1000 },
  ]);
});
