import { afterEach, describe, expect, test, vi } from 'vitest';
import { parseAddress, printAddress } from '#core/sharing/address.ts';
import { AddressBar } from '#view/browser/address-bar.ts';
import { Navigation } from '#view/state/navigation.svelte.ts';

const stops: (() => void)[] = [];

function open(fragment: string) {
  history.replaceState(null, '', `/${fragment}`);
  const addressBar = new AddressBar();
  const navigation = new Navigation(addressBar, 'learn');
  stops.push(navigation.follow());
  return { addressBar, navigation };
}

function goTo(fragment: string): void {
  history.pushState(null, '', fragment);
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}

afterEach(() => stops.splice(0).forEach((stop) => stop()));

describe('navigation', () => {
  test.each([
    { fragment: '', current: '#/learn' },
    { fragment: '#/decode?hex=8900', current: '#/decode?hex=8900' },
    { fragment: '#/?frame=2', current: '#/learn?frame=2' },
  ])('begins at $current for “$fragment”', ({ fragment, current }) => {
    expect(printAddress(open(fragment).navigation.current)).toBe(current);
  });

  test('adds an entry to the history, except for the same address', () => {
    const { navigation } = open('#/learn');
    const { length } = history;
    navigation.go(parseAddress('#/decode'));
    navigation.go(parseAddress('#/decode'));
    expect(location.hash).toBe('#/decode');
    expect(history.length).toBe(length + 1);
  });

  test('replaces an entry', () => {
    const { navigation, addressBar } = open('#/learn');
    const { length } = history;
    navigation.replace(parseAddress('#/learn/hello/open'));
    addressBar.flush();
    expect(location.hash).toBe('#/learn/hello/open');
    expect(history.length).toBe(length);
    expect(navigation.current.path).toEqual(['hello', 'open']);
  });

  test('follows links, until it is stopped', () => {
    const { navigation } = open('#/learn');
    goTo('#/decode');
    expect(navigation.current.page).toBe('decode');
    stops.splice(0).forEach((stop) => stop());
    goTo('#/compare');
    expect(navigation.current.page).toBe('decode');
  });

  test('reports arrivals to each listener, but not what its callers do', () => {
    const { navigation } = open('#/learn');
    const [first, second] = [vi.fn(), vi.fn()];
    navigation.onArrival(first);
    const stop = navigation.onArrival(second);
    navigation.go(parseAddress('#/compare'));
    navigation.replace(parseAddress('#/compare?down=2'));
    expect(first).not.toHaveBeenCalled();
    goTo('#/decode?hex=8900');
    expect(first).toHaveBeenCalledExactlyOnceWith(navigation.current);
    expect(second).toHaveBeenCalledOnce();
    stop();
    goTo('#/learn');
    expect(first).toHaveBeenCalledTimes(2);
    expect(second).toHaveBeenCalledOnce();
  });
});
