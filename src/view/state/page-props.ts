import type { Component } from 'svelte';
import type { Address } from '#core/sharing/address.ts';
import type { Navigation } from './navigation.svelte.ts';
import type { Preferences } from './preferences.svelte.ts';
import type { Workspace } from './workspace.svelte.ts';

/** What the shell gives every page. */
export interface PageProps {
  /** Where on the page the reader is; always an address of this page. */
  address: Address;
  navigation: Navigation;
  preferences: Preferences;
  /** The paste and the open trace, which outlive the page. */
  workspace: Workspace;
}

/** The code of a page. One without a state needs nothing from the shell. */
export type LoadedPage = {
  readonly default: Component<PageProps> | Component<Record<string, never>>;
};
