import { expect, test } from 'vitest';
import { bufferedAmounts, eventValues } from '#content/lesson/event-words.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import type { PageEvent } from '#core/story/step.ts';

test.each<{ event: PageEvent; said: string }>([
  {
    event: { kind: 'message', type: 'text', data: toUtf8('Hello') },
    said: 'data “Hello”, size 5 bytes',
  },
  {
    event: { kind: 'message', type: 'binary', data: Uint8Array.of(1, 2) },
    said: 'data 01 02, size 2 bytes',
  },
  { event: { kind: 'ping', data: new Uint8Array(0) }, said: 'data empty' },
  {
    event: { kind: 'close', code: 1006, reason: '', wasClean: false },
    said: 'code 1006, reason empty, wasClean false',
  },
  { event: { kind: 'error' }, said: '' },
  {
    event: { kind: 'unknown', doubt: 'not-captured' },
    said: 'content unknown, because bytes of it are missing',
  },
])('$event.kind says “$said”', ({ event, said }) => {
  const values = eventValues(event).map(([name, value]) => `${name} ${value}`);
  expect(values.join(', ')).toBe(said);
});

test('bufferedAmount goes up by the payload and down again', () => {
  const call = { kind: 'send', type: 'text', data: toUtf8('Hello') } as const;
  expect(bufferedAmounts({ call })).toBe('0 → 5 → 0');
  expect(bufferedAmounts({ call: null })).toBeNull();
});
