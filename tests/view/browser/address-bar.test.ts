import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AddressBar } from '#view/browser/address-bar.ts';

/** Every write, in order. */
let writes: string[];

beforeEach(() => {
  vi.useFakeTimers();
  history.replaceState(null, '', '/#/start');
  writes = [];
  const replaceState = history.replaceState.bind(history);
  vi.spyOn(history, 'replaceState').mockImplementation((state, unused, url) => {
    writes.push(String(url));
    replaceState(state, unused, url);
  });
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('AddressBar', () => {
  test('writes the first of many changes immediately, and the last a little later', () => {
    const bar = new AddressBar();
    for (let step = 1; step <= 50; step++) bar.replace(`#/step/${step}`);
    expect(writes).toEqual(['#/step/1']);
    expect(bar.fragment).toBe('#/step/50');
    vi.advanceTimersByTime(1000);
    expect(writes).toEqual(['#/step/1', '#/step/50']);
    expect(location.hash).toBe('#/step/50');
    expect(vi.getTimerCount()).toBe(0);
  });

  test('writes a few times a second at most, however long the changes go on', () => {
    const bar = new AddressBar();
    for (let step = 0; step < 1000; step++) {
      bar.replace(`#/step/${step}`);
      vi.advanceTimersByTime(10);
    }
    expect(writes.length).toBeLessThanOrEqual(26);
  });

  test('writes what waits before it adds an entry', () => {
    const bar = new AddressBar();
    bar.replace('#/step/1');
    bar.replace('#/step/2');
    bar.push('#/elsewhere');
    expect(writes).toEqual(['#/step/1', '#/step/2']);
    vi.advanceTimersByTime(1000);
    expect(location.hash).toBe('#/elsewhere');
  });

  test('reports an address that was changed elsewhere, and drops the waiting write', () => {
    const bar = new AddressBar();
    const listener = vi.fn();
    const stop = bar.subscribe(listener);
    bar.replace('#/step/1');
    bar.replace('#/step/2');
    location.hash = '#/typed';
    vi.advanceTimersByTime(1000);
    expect(listener).toHaveBeenCalled();
    expect(bar.fragment).toBe('#/typed');
    expect(location.hash).toBe('#/typed');
    stop();
  });

  test('reports a link that was followed before anybody listened', () => {
    const bar = new AddressBar();
    history.pushState(null, '', '#/typed');
    const listener = vi.fn();
    const stop = bar.subscribe(listener);
    expect(listener).toHaveBeenCalledOnce();
    bar.replace('#/step/1');
    expect(location.hash).toBe('#/step/1');
    stop();
  });

  test('is silent about its own writes', () => {
    const bar = new AddressBar();
    const listener = vi.fn();
    const stop = bar.subscribe(listener);
    bar.replace('#/step/1');
    bar.push('#/step/2');
    vi.advanceTimersByTime(1000);
    expect(listener).not.toHaveBeenCalled();
    stop();
  });

  test('writes what waits when the page is left', () => {
    const bar = new AddressBar();
    const stop = bar.subscribe(() => undefined);
    bar.replace('#/step/1');
    bar.replace('#/step/2');
    window.dispatchEvent(new Event('pagehide'));
    expect(location.hash).toBe('#/step/2');
    stop();
  });

  test('writes what waits when its page ends, and leaves no timer', () => {
    const bar = new AddressBar();
    const stop = bar.subscribe(() => undefined);
    bar.replace('#/step/1');
    bar.replace('#/step/2');
    stop();
    expect(location.hash).toBe('#/step/2');
    expect(vi.getTimerCount()).toBe(0);
  });
});
