// Runs before the first paint, in documents and in the app. The site's root document contains
// Start, which an address of another page must not show first.
(() => {
  const page = document.documentElement;
  const { root } = page.dataset;
  const namesPlace =
    location.hash.startsWith('#/') && !/^#\/(?:start)?(?:\?|$)/.test(location.hash);
  if (root && namesPlace) location.replace(root + location.hash);
  else if (namesPlace) page.dataset.entry = 'app';
  try {
    const { theme } = JSON.parse(localStorage.getItem('ws101:1:preferences'));
    if (theme === 'light' || theme === 'dark') page.dataset.theme = theme;
  } catch {
    // Nothing is stored, or nothing may be.
  }
  // A button without code yet: see unheard-input.ts. One with a popover needs none.
  document.addEventListener('click', ({ target }) => {
    const button = target.closest?.('[data-island] button:not([popovertarget])');
    const island = button?.closest('[data-island]');
    if (!island || 'alive' in island.dataset) return;
    island.querySelector('[data-pressed]')?.removeAttribute('data-pressed');
    button.dataset.pressed = '';
  });
})();
