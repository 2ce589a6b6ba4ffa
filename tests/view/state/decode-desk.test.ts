import { afterEach, describe, expect, test, vi } from 'vitest';
import { AddressBar } from '#view/browser/address-bar.ts';
import { DecodeDesk } from '#view/state/decode-desk.svelte.ts';
import { Navigation } from '#view/state/navigation.svelte.ts';
import { Workbench } from '#view/state/workbench.svelte.ts';
import { Workspace } from '#view/state/workspace.svelte.ts';

const stops: (() => void)[] = [];

const FRAMES = '8900 8a00 810161';

function open(fragment = '#/decode', prepare: (workspace: Workspace) => void = () => undefined) {
  history.replaceState(null, '', `/${fragment}`);
  const addressBar = new AddressBar();
  const navigation = new Navigation(addressBar, 'learn');
  const workspace = new Workspace();
  const bench = new Workbench({ kind: 'text', text: FRAMES });
  prepare(workspace);
  const openLink = vi.fn((query: ReadonlyMap<string, string>) => {
    const hex = query.get('hex');
    if (hex === undefined) return null;
    workspace.openedLink = hex;
    if (hex === 'damaged') return 'The link is damaged.';
    bench.open({ kind: 'text', text: hex }, null);
    return null;
  });
  const desk = new DecodeDesk({ bench, workspace, navigation, openLink });
  stops.push(navigation.follow(), desk.start());
  const shownAddress = () => {
    addressBar.flush();
    return location.hash;
  };
  return { desk, bench, workspace, openLink, shownAddress };
}

function goTo(fragment: string): void {
  history.pushState(null, '', fragment);
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}

afterEach(() => stops.splice(0).forEach((stop) => stop()));

describe('a unit', () => {
  test('is the one in the address, or the first', () => {
    expect(open().desk.shownName).toEqual({ kind: 'frame', number: 1 });
    expect(open('#/decode?frame=3').desk).toMatchObject({ shownIndex: 2, missing: null });
    expect(open('#/decode?frame=9').desk).toMatchObject({
      shownIndex: 2,
      missing: { kind: 'frame', requested: '9' },
    });
  });

  test('that a link named is not missed in another text', () => {
    const { desk } = open('#/decode?frame=2');
    desk.write('GET / HTTP/1.1');
    expect(desk.missing).toBeNull();
  });

  test('that is shown goes to the address, and nothing stays chosen', () => {
    const { desk, shownAddress } = open();
    desk.selection.choose({ unit: 0, range: { start: 0, end: 8 } });
    desk.showUnit(1);
    expect(shownAddress()).toBe('#/decode?frame=2');
    expect(desk.selection.chosen).toBeNull();
    expect(desk.shownUnit).toBe(desk.conversation.units[1]);
  });

  test('of a place or a finding is shown with it', () => {
    const { desk } = open();
    desk.choosePlace({ unit: 2, range: { start: 0, end: 8 } });
    expect(desk).toMatchObject({ shownIndex: 2 });
    expect(desk.selection.chosen?.range).toEqual({ start: 0, end: 8 });
    desk.write('8900 c900');
    const [finding] = desk.conversation.findings;
    desk.chooseFinding(finding!);
    expect(desk.shownIndex).toBe(finding!.unitIndex);
    expect(desk.selection.chosen?.unit).toBe(finding!.unitIndex);
  });
});

describe('a link', () => {
  test('is opened at the beginning, and when one leads here', () => {
    const { desk, openLink } = open('#/decode?hex=8900&frame=1');
    expect(desk.bench.text).toBe('8900');
    goTo('#/decode?hex=8a008a00&frame=2');
    expect(desk.bench.text).toBe('8a008a00');
    expect(desk.shownIndex).toBe(1);
    expect(openLink).toHaveBeenCalledTimes(2);
  });

  test('to another page is not', () => {
    const { desk, openLink } = open();
    goTo('#/compare?hex=8a00');
    expect(openLink).toHaveBeenCalledTimes(1);
    expect(desk.bench.text).toBe(FRAMES);
  });

  test('leaves the address as soon as the text is another one', () => {
    const { desk, workspace, shownAddress } = open('#/decode?hex=8900&frame=1');
    desk.write('8a00');
    expect(shownAddress()).toBe('#/decode?frame=1');
    expect(workspace.openedLink).toBeNull();
  });

  test('that is damaged is a problem until the reader goes on', () => {
    const { desk } = open('#/decode?hex=damaged');
    expect(desk.problem).toBe('The link is damaged.');
    goTo('#/decode?hex=8900');
    expect(desk.problem).toBe('The link is damaged.');
    desk.write('8a00');
    expect(desk.problem).toBeNull();
  });

  test('gives way to another input, which the address does not contain', () => {
    const { desk, bench, workspace, shownAddress } = open('#/decode?hex=8900&frame=1');
    bench.open({ kind: 'text', text: '8a00' }, null);
    desk.noteOpened();
    expect(shownAddress()).toBe('#/decode');
    expect(workspace.openedLink).toBeNull();
  });
});

describe('the bench', () => {
  test('gets the connection that Learn hands over, once', () => {
    const { conversation } = open().desk;
    const { trace } = conversation;
    const handed = { title: 'Hello', input: { kind: 'trace', trace } } as const;
    const { desk, workspace } = open('#/decode', (workspace) => (workspace.handed = handed));
    expect(desk.bench).toMatchObject({ text: null, title: 'Hello' });
    expect(workspace.handed).toBeNull();
  });

  test('hands its connection to Learn', () => {
    const { desk, workspace } = open();
    desk.play('Mine');
    expect(workspace.played).toEqual({ title: 'Mine', trace: desk.conversation.trace });
    expect(location.hash).toBe('#/learn/yours');
  });

  test('gets a text that is written from the bytes', () => {
    const { desk } = open();
    desk.rewrite();
    expect(desk.bench.text).toMatch(/^S: 89 00/);
  });

  test('returns to the last text, or to an empty one', () => {
    const { desk, bench } = open();
    bench.open({ kind: 'file', name: '', bytes: Uint8Array.of(0x89, 0) }, 'ping');
    desk.close();
    expect(bench.text).toBe(FRAMES);
    desk.close();
    expect(bench.text).toBe('');
  });
});
