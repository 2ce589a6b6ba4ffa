import { describe, expect, test } from 'vitest';
import { compareMethods } from '#core/traffic/results/comparison.ts';
import { bookFigures, studyFigures } from '#core/traffic/results/published-examples.ts';
import { presetSettings } from '#core/traffic/settings/presets.ts';

describe('the 2010 study', () => {
  const study = studyFigures();

  test('is 871 as it was claimed, 909 on the wire, and 8.6 to 1 with the lower layers', () => {
    expect(study).toMatchObject({ claimed: 871, onTheWire: 909, claimedRatio: 435.5 });
    expect(study).toMatchObject({ pollInPackets: 1085, pushInPackets: 126 });
    expect(study.ratioInPackets).toBeCloseTo(8.6, 1);
  });

  test.each(studyFigures().cases)(
    'comes for $clients clients to what it prints, cut or rounded',
    ({ clients, pollingBytes, webSocketBytes, pollingMebibits, webSocketMebibits, printed }) => {
      expect([pollingBytes, webSocketBytes]).toEqual([clients * 871, clients * 2]);
      for (const [index, computed] of [pollingMebibits, webSocketMebibits].entries()) {
        const text = printed[index]!;
        const unit = 10 ** -(text.split('.')[1]?.length ?? 0);
        expect(Math.abs(computed - Number(text))).toBeLessThan(unit);
      }
    },
  );

  test('is run with the sizes that it states', () => {
    const { results } = compareMethods(presetSettings('study-2010'));
    const { polling, websocket } = results;
    const heads = polling.bytes['request-head'] + polling.bytes['response-head'];
    expect(polling.bytes['request-head']).toBeCloseTo(716 * polling.polls, 6);
    expect(polling.bytes['response-head']).toBeCloseTo(193 * polling.polls, 6);
    expect(websocket.bytes['frame-header']).toBe(2 * websocket.messages);
    expect(heads).toBeCloseTo(909 * polling.polls, 6);
  });
});

test('the 2013 book comes to its own figures', () => {
  const book = bookFigures();
  expect(Math.round(book.requestsPerSecond)).toBe(167);
  expect(book.megabitsPerSecond.toFixed(2)).toBe('1.13');
  expect(book.megabitsPerSecondAtOne).toBe(68);
  expect(book.meanDelaySeconds).toBe(30);
  expect(book.postHeaders).toBe(352);
  expect(Math.round(book.postOverheadShare * 100)).toBe(96);
});

test('its preset, run, has messages half a minute late', () => {
  const { results } = compareMethods(presetSettings('book-2013'));
  expect(results.polling.delays['server-to-client']!.meanMs / 30_000).toBeCloseTo(1, 0);
});
