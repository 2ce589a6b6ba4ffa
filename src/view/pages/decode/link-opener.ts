/** Puts the bytes of an address on the bench, once. */

import {
  EXAMPLE_NOT_LOADED,
  FROM_LINK,
  linkProblemWords,
  unknownExampleWords,
} from '#content/decode/link-words.ts';
import { SAMPLES } from '#content/examples/samples/samples.ts';
import type { Address } from '#core/sharing/address.ts';
import { dataKey } from '#core/sharing/decode-address.ts';
import {
  readDecodeLink,
  type DecodeLink,
  type DecodeView,
  type LinkedData,
} from '#core/sharing/decode-link.ts';
import { traceOfRuns } from '#core/sharing/linked-runs.ts';
import type { DecodeChoices } from '#core/workbench/decoded.ts';
import { editsBetween } from '#core/workbench/edits-between.ts';
import type { Workbench } from '#view/state/workbench.svelte.ts';
import type { Workspace } from '#view/state/workspace.svelte.ts';

type Query = Address['query'];

export class LinkOpener {
  readonly #bench: Workbench;
  readonly #workspace: Workspace;

  constructor(bench: Workbench, workspace: Workspace) {
    this.#bench = bench;
    this.#workspace = workspace;
  }

  /** What in the link is unusable, in words; null if nothing is, or if the link isn't new. */
  open(query: Query): string | null {
    const key = dataKey(query);
    if (key === '' || key === this.#workspace.openedLink) return null;
    this.#workspace.openedLink = key;
    const { link, problems } = readDecodeLink(query);
    if (link.data !== null) {
      this.#take(link, link.data).catch(() => this.#bench.fail(EXAMPLE_NOT_LOADED));
    }
    return problems.length === 0 ? null : problems.map(linkProblemWords).join(' ');
  }

  async #take(link: DecodeLink, data: LinkedData): Promise<void> {
    const choices = choicesOf(link);
    switch (data.kind) {
      case 'paste':
        this.#bench.open({ kind: 'text', text: data.text }, null, choices);
        if (data.edited === null) return;
        await this.#bench.whenRead();
        if (this.#bench.resultAge !== 'current') return;
        this.#bench.edit(...editsBetween(this.#bench.decoded.original, traceOfRuns(data.edited)));
        return;
      case 'bytes':
        this.#bench.open({ kind: 'trace', trace: traceOfRuns(data.runs) }, FROM_LINK, choices);
        return;
      case 'example':
        return this.#takeExample(data.id);
    }
  }

  async #takeExample(id: string): Promise<void> {
    const { findExample } = await import('#content/examples/gallery.ts');
    const example = findExample(id);
    if (example === null) return this.#bench.fail(unknownExampleWords(id));
    const { source } = example;
    if (source.kind === 'sample') {
      const sample = SAMPLES.find((one) => one.id === source.sample)!;
      const trace = await sample.load();
      return this.#bench.open({ kind: 'trace', trace }, sample.title);
    }
    const { text, directions, compression } = source;
    this.#bench.open({ kind: 'text', text: text() }, null, {
      directions,
      compression: compression ?? 'as-agreed',
    });
  }
}

function choicesOf(view: DecodeView): Partial<DecodeChoices> {
  const { connection, reading, directions, senders, compression } = view;
  return { connection, reading, directions, senders, compression: compression ?? 'as-agreed' };
}
