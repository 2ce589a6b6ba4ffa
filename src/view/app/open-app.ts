import { mount } from 'svelte';
import type { AddressBar } from '#view/browser/address-bar.ts';
import { openStorage } from '#view/browser/storage.ts';
import type { HandedInput } from '#view/state/workspace.svelte.ts';
import App from './App.svelte';
import { routes } from './routes.ts';

/** Shows the page that the address names, instead of what `target` contains. */
export function openApp(
  target: HTMLElement,
  addressBar: AddressBar,
  handed: HandedInput | null,
): void {
  target.replaceChildren();
  delete document.documentElement.dataset['entry'];
  mount(App, { target, props: { addressBar, storage: openStorage(), routes, handed } });
}
