import { mount } from 'svelte';
import { AddressBar } from '#view/browser/address-bar.ts';
import { openStorage } from '#view/browser/storage.ts';
import type { HandedInput } from '#view/state/workspace.svelte.ts';
import App from './App.svelte';
import { routes } from './routes.ts';

/** Shows the page that the address names, instead of what `target` contains. */
export function openApp(target: HTMLElement, handed: HandedInput | null): void {
  target.replaceChildren();
  delete document.documentElement.dataset['entry'];
  const props = { addressBar: new AddressBar(), storage: openStorage(), routes, handed };
  mount(App, { target, props });
}
