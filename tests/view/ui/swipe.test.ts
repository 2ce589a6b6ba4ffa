import { afterEach, describe, expect, test, vi } from 'vitest';
import { swipeDirection, swipes } from '#view/ui/swipe.ts';

test.each([
  [-60, 0, 'left'],
  [60, 20, 'right'],
  [47, 0, null],
  [60, 40, null],
  [0, 300, null],
] as const)('a movement by %i and %i is %s', (x, y, direction) => {
  expect(swipeDirection(x, y)).toBe(direction);
});

describe('an element', () => {
  const element = document.createElement('div');
  const onswipe = vi.fn();
  let stop: ReturnType<ReturnType<typeof swipes>>;

  afterEach(() => {
    stop?.();
    onswipe.mockReset();
  });

  /** jsdom has no PointerEvent. */
  function send(type: string, x: number, pointerId = 1, pointerType = 'touch'): void {
    const event = new MouseEvent(type, { clientX: x, clientY: 0 });
    element.dispatchEvent(Object.assign(event, { pointerId, pointerType }));
  }

  test.each([
    {
      name: 'a swipe is reported',
      events: [
        ['pointerdown', 100],
        ['pointerup', 20],
      ],
      calls: ['left'],
    },
    {
      name: 'a tap is not',
      events: [
        ['pointerdown', 100],
        ['pointerup', 104],
      ],
      calls: [],
    },
    {
      name: 'a scroll is not',
      events: [
        ['pointerdown', 100],
        ['pointercancel', 60],
        ['pointerup', 20],
      ],
      calls: [],
    },
  ] as const)('$name', ({ events, calls }) => {
    stop = swipes(onswipe)(element);
    for (const [type, x] of events) send(type, x);
    expect(onswipe.mock.calls.flat()).toEqual(calls);
  });

  test('two fingers and a mouse do not swipe', () => {
    stop = swipes(onswipe)(element);
    send('pointerdown', 100);
    send('pointerdown', 200, 2);
    send('pointerup', 20);
    send('pointerup', 20, 2);
    send('pointerdown', 100, 3, 'mouse');
    send('pointerup', 20, 3, 'mouse');
    expect(onswipe).not.toHaveBeenCalled();
  });

  test('nothing is reported after it stopped', () => {
    stop = swipes(onswipe)(element);
    stop?.();
    send('pointerdown', 100);
    send('pointerup', 20);
    expect(onswipe).not.toHaveBeenCalled();
  });
});
