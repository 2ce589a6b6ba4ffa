import { expect, test } from 'vitest';
import { toHex } from '#core/bytes/hex.ts';
import { playCachePoisoning } from '#core/operations/cache-poisoning.ts';
import { attackSteps, type AttackStepId } from '#core/scenes/masking-attack.ts';

const NONCE = new Uint8Array(16);
const ids: readonly AttackStepId[] = ['handshake', 'message', 'answer', 'next-user'];

test('each step of the attack says whether the proxy was tricked', () => {
  const unmasked = attackSteps(playCachePoisoning(null, NONCE));
  const masked = attackSteps(playCachePoisoning(Uint8Array.of(1, 2, 3, 4), NONCE));
  expect(unmasked.map(({ id }) => id)).toEqual(ids);
  expect(unmasked.map(({ isTricked }) => isTricked)).toEqual([null, true, true, true]);
  expect(masked.map(({ isTricked }) => isTricked)).toEqual([null, false, false, false]);
});

test('the strips have every byte of the frames, and mark what the proxy takes for HTTP', () => {
  const run = playCachePoisoning(null, NONCE);
  const [, message, answer] = attackSteps(run);
  const strips = [message?.strip, answer?.strip];
  expect(strips.map((strip) => strip?.cells.map(({ hex }) => hex).join(''))).toEqual([
    toHex(run.frame),
    toHex(run.answer),
  ]);
  const marked = strips.map((strip) =>
    String.fromCharCode(
      ...(strip?.cells ?? []).filter((cell) => cell.isMarked).map(({ hex }) => Number(`0x${hex}`)),
    ),
  );
  expect(marked[0]).toBe('GET /stats.js HTTP/1.1\r\nHost: cdn.example\r\n\r\n');
  expect(marked[1]).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*steal\(document\.cookie\)$/);
  const masked = attackSteps(playCachePoisoning(Uint8Array.of(1, 2, 3, 4), NONCE));
  expect(masked.flatMap(({ strip }) => strip?.cells ?? []).some((cell) => cell.isMarked)).toBe(
    false,
  );
});
