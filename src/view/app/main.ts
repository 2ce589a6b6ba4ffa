import '#view/styles/tokens/color.css';
import '#view/styles/tokens/space.css';
import '#view/styles/tokens/type.css';
import '#view/styles/tokens/motion.css';
import '#view/styles/fonts.css';
import '#view/styles/base.css';
import '#view/styles/print.css';
import { parseAddress } from '#core/sharing/address.ts';
import { openStorage } from '#view/browser/storage.ts';
import type { HandedInput } from '#view/state/workspace.svelte.ts';
import { readRoutes } from './read-routes.ts';
import { routeOf } from './route.ts';
import { routes } from './routes.ts';

const found = document.getElementById('app');
if (found === null) throw new Error('expected an element with the id "app", got none');
const target = found;

const { root = '', address: fragment, entry } = document.documentElement.dataset;
const isRootDocument = fragment === undefined;
const showsStart = entry === undefined && target.hasChildNodes();

if (isRootDocument && !showsStart) await open(null);
else await revive();

/** The code of the app and of its page load together. */
async function open(handed: HandedInput | null): Promise<void> {
  const address = parseAddress(location.hash);
  const ready = routeOf(routes, address)?.load(address);
  // The page loads again, and says so if it fails.
  ready?.catch(() => undefined);
  const { openApp } = await import('./open-app.ts');
  openApp(target, handed);
}

async function revive(): Promise<void> {
  const parsed = parseAddress(fragment ?? '');
  const address = parsed.page === '' ? { ...parsed, page: readRoutes.start.id } : parsed;
  const { reviveDocument } = await import('./revive-document.ts');
  const decode = (handed: HandedInput | null): void => {
    if (isRootDocument) {
      history.pushState(null, '', '#/decode');
      void leave(handed);
    } else location.assign(`${root}#/decode`);
  };
  const stop = reviveDocument(target, root, { address, storage: openStorage(), decode });
  const leave = async (handed: HandedInput | null): Promise<void> => {
    removeEventListener('hashchange', follow);
    stop();
    await open(handed);
  };
  const follow = (): void => {
    if (location.hash.startsWith('#/')) void leave(null);
  };
  if (isRootDocument) addEventListener('hashchange', follow);
}
