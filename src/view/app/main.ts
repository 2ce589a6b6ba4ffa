import '#view/styles/tokens/color.css';
import '#view/styles/tokens/space.css';
import '#view/styles/tokens/type.css';
import '#view/styles/tokens/motion.css';
import '#view/styles/fonts.css';
import '#view/styles/base.css';
import '#view/styles/print.css';
import { parseAddress } from '#core/sharing/address.ts';
import { AddressBar } from '#view/browser/address-bar.ts';
import { leaveFor } from '#view/browser/leaving.ts';
import { openStorage } from '#view/browser/storage.ts';
import type { HandedInput } from '#view/state/workspace.svelte.ts';
import { readRoutes } from './read-routes.ts';
import { routeOf } from './route.ts';
import { routes } from './routes.ts';

const found = document.getElementById('app');
if (found === null) throw new Error('expected an element with the id "app", got none');
const target = found;

const DECODE = '#/decode';

// The build writes the first two, and boot.js the third.
const { root = '', address: place, entry } = document.documentElement.dataset;
const isRootDocument = place === undefined;
const showsStart = entry === undefined && target.hasChildNodes();

if (isRootDocument && !showsStart) await openApp(new AddressBar(), null);
else await revive();

/** The code of the app and of its page load together. */
async function openApp(addressBar: AddressBar, handed: HandedInput | null): Promise<void> {
  const address = parseAddress(addressBar.fragment);
  // The app loads the page again, and says so if that fails.
  routeOf(routes, address)
    ?.load(address)
    .catch(() => undefined);
  const { openApp: open } = await import('./open-app.ts');
  open(target, addressBar, handed);
}

async function revive(): Promise<void> {
  const parsed = parseAddress(place ?? '');
  const address = parsed.page === '' ? { ...parsed, page: readRoutes.start.id } : parsed;
  const { reviveDocument } = await import('./revive-document.ts');
  const addressBar = new AddressBar();
  const decode = (handed: HandedInput | null): void => {
    if (!isRootDocument) return leaveFor(root + DECODE);
    addressBar.push(DECODE);
    leave(handed);
  };
  const stopIslands = reviveDocument(target, root, {
    address,
    storage: openStorage(),
    decode,
  });
  const stopFollowing = addressBar.subscribe(follow);

  /** To a place in the app, but not to one in this document, such as its main part. */
  function follow(): void {
    if (!addressBar.fragment.startsWith('#/')) return;
    if (isRootDocument) leave(null);
    else leaveFor(root + addressBar.fragment);
  }

  function leave(handed: HandedInput | null): void {
    stopFollowing();
    stopIslands();
    void openApp(addressBar, handed);
  }
}
