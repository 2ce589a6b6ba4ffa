// Runs in 404.html, which can be shown at any depth of any folder. Looks for the site's root among
// the folders above this address: it has a file that every build of the site has. Then opens the
// app there, with what follows as the address of a page.
{
  const segments = location.pathname.split('/').slice(1);
  /** @param {number} depth */
  const tryFolder = (depth) => {
    if (depth < 0) return;
    const root = ['', ...segments.slice(0, depth), ''].join('/');
    const probe = new Image();
    probe.onerror = () => tryFolder(depth - 1);
    probe.onload = () => {
      const place = segments
        .slice(depth)
        .filter((segment) => segment !== '' && segment !== 'index.html')
        .join('/');
      location.replace(`${root}#/${place}`);
    };
    probe.src = `${root}previews/start.png`;
  };
  tryFolder(segments.length - 1);
}
