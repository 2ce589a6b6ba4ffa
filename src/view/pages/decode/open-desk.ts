import { exampleText } from '#content/examples/examples.ts';
import { DecodeDesk } from '#view/state/decode-desk.svelte.ts';
import type { PageProps } from '#view/state/page-props.ts';
import { Workbench } from '#view/state/workbench.svelte.ts';
import { LinkOpener } from './link-opener.ts';

/** The bench outlives the page. A new one has an example on it. */
export function openDesk({
  workspace,
  navigation,
}: Pick<PageProps, 'workspace' | 'navigation'>): DecodeDesk {
  workspace.workbench ??= new Workbench({ kind: 'text', text: exampleText() });
  const bench = workspace.workbench;
  const links = new LinkOpener(bench, workspace);
  return new DecodeDesk({ bench, workspace, navigation, openLink: (query) => links.open(query) });
}
