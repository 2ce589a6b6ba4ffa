import { expect, test } from 'vitest';
import { client, CLIENT_HELLO, draftsOf, server, SERVER_HELLO } from './traces.ts';

const ids = (sent: Parameters<typeof draftsOf>[0]) => draftsOf(sent).map(({ id }) => id);
const again = (size: number) => ({ from: 'client' as const, again: size });

test('each retransmission of a frame is a step, with a number', () => {
  expect(ids([client(CLIENT_HELLO), again(11), again(11)])).toEqual([
    'client-text-1',
    'client-text-1-again-1',
    'client-text-1-again-2',
  ]);
  const [, step] = draftsOf([client(CLIENT_HELLO), again(11)]);
  expect(step).toMatchObject({
    kind: 'tcp-retransmission',
    unitIndex: 0,
    eventIndices: [1],
    carried: { start: 0, end: 11 },
  });
});

test('a retransmitted part is named for the part', () => {
  const parts = [0, 4, 8].map((start) => client(CLIENT_HELLO.subarray(start, start + 4)));
  expect(ids([...parts, again(7), again(3), again(11)])).toEqual([
    'client-text-1',
    'client-text-1-part-2',
    'client-text-1-part-3',
    'client-text-1-part-2-again-1',
    'client-text-1-part-3-again-1',
    'client-text-1-again-1',
  ]);
});

test('a segment of several frames is named for the first that it contains whole', () => {
  expect(ids([client(CLIENT_HELLO), client(CLIENT_HELLO), again(22)]).at(-1)).toBe(
    'client-text-1-again-1',
  );
  expect(ids([client(CLIENT_HELLO), client(CLIENT_HELLO), again(11)]).at(-1)).toBe(
    'client-text-2-again-1',
  );
});

test('new bytes are no retransmission, even after some of the other side', () => {
  expect(ids([client(CLIENT_HELLO), server(SERVER_HELLO), server(SERVER_HELLO)])).toEqual([
    'client-text-1',
    'server-text-1',
    'server-text-2',
  ]);
});
