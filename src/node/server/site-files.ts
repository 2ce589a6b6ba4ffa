/** Serves the files of a built site. Only files that were there at the start are served. */

import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import sirv from 'sirv';
import { withLocalPolicy } from './local-policy.ts';

const NOT_FOUND_PAGE = '/404.html';

export function siteFiles(
  directory: string,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const documents = new Map(
    readdirSync(directory, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.html'))
      .map((file) => [`/${file.replaceAll(path.sep, '/')}`, path.join(directory, file)]),
  );
  const others = sirv(directory, {
    etag: true,
    extensions: [],
    setHeaders: (response) => response.setHeader('Cache-Control', 'no-cache'),
  });

  async function sendDocument(response: ServerResponse, status: number, file: string) {
    const html = withLocalPolicy(await readFile(file, 'utf8'));
    response.writeHead(status, {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-cache',
      'Content-Length': Buffer.byteLength(html),
    });
    response.end(html);
  }

  return async (request, response) => {
    const pathname = pathOf(request.url ?? '/');
    const document = documents.get(pathname.endsWith('/') ? `${pathname}index.html` : pathname);
    if (document !== undefined) return sendDocument(response, 200, document);
    // Relative links in the document need the slash, as on static hosts.
    if (documents.has(`${pathname}/index.html`)) {
      response.writeHead(308, { Location: `${pathname}/`, 'Content-Length': 0 });
      response.end();
      return;
    }
    // A file can be gone since the start, as after another build. `sirv` leaves that error unheard.
    response.on('pipe', (file) => file.on('error', () => response.destroy()));
    others(request, response, () => {
      const page = documents.get(NOT_FOUND_PAGE);
      if (page !== undefined) {
        return void sendDocument(response, 404, page).catch(() => response.destroy());
      }
      response.writeHead(404, { 'Content-Length': 0 });
      response.end();
    });
  };
}

/** Without its query. A path that can't be decoded names no file. */
function pathOf(url: string): string {
  const [encoded = ''] = url.split(/[?#]/);
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}
