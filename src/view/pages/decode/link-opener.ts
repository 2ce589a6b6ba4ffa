/** Puts on the bench what an address brings along, once. */

import type { Address } from '#core/sharing/address.ts';
import type { Workbench } from '#view/state/workbench.svelte.ts';
import type { Workspace } from '#view/state/workspace.svelte.ts';
import { hexInQuery } from './decode-address.ts';

export class LinkOpener {
  readonly #bench: Workbench;
  readonly #workspace: Workspace;
  failure: string | null = null;

  constructor(bench: Workbench, workspace: Workspace) {
    this.#bench = bench;
    this.#workspace = workspace;
  }

  open(query: Address['query']): void {
    const hex = hexInQuery(query);
    if (hex === undefined || hex === this.#workspace.openedLink) return;
    this.#workspace.openedLink = hex;
    this.#bench.open({ kind: 'text', text: hex }, null);
  }
}
