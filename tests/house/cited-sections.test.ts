/** Each section of TLS 1.3, HTTP/2 and permessage-deflate that anything here cites exists. */

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

/**
 * RFC 8446 and RFC 9113 by their tables of contents. RFC 7692 by the headings and links in the
 * sources of Jetty, undici, Java-WebSocket and nv-websocket-client, which agree.
 */
const SECTIONS: Readonly<Record<string, readonly string[]>> = {
  '7692': [
    ...['5', '6', '6.1', '6.2', '7', '7.1', '7.1.1', '7.1.1.1', '7.1.1.2', '7.1.2', '7.1.2.1'],
    ...['7.1.2.2', '7.1.3', '7.2', '7.2.1', '7.2.2', '7.2.3', '8'],
    ...[1, 2, 3, 4, 5, 6].map((example) => `7.2.3.${example}`),
  ],
  '8446': [
    ...['1', '2', '4', '4.1.2', '4.1.3', '4.4', '4.4.2', '4.4.2.4', '5', '5.1', '5.2', '5.3'],
    ...['5.4', '6', '6.1', '6.2', '7.1', '7.2', '7.3', 'B.4', 'D.4'],
  ],
  '9113': [
    ...['1', '3.2', '3.3', '3.4', '4', '4.1', '4.2', '4.3', '5', '5.1', '5.2', '6', '6.1', '6.2'],
    ...['6.5', '6.5.2', '6.10', '8.1', '8.2', '8.2.1', '8.2.2', '8.3', '8.3.1', '8.3.2', '8.5'],
    '8.6',
  ],
};

/** `rfc(7692, '7.2.1')`, `mustFail(null, 7692, '5')`, `[RFC 7692 §7.1]`. */
const IN_CODE = /\b(7692|8446|9113), '([^']+)'/g;
/** "RFC 8446 §5.1, §5.2" and "RFC 7692 §6.1 and §7". */
const IN_WORDS = /\bRFC (7692|8446|9113) ((?:§[\w.]+(?:,? (?:and )?(?=§))?)+)/g;

function citedIn(text: string): string[] {
  const inCode = [...text.matchAll(IN_CODE)].map(([, document, section]) => [document, section]);
  const inWords = [...text.matchAll(IN_WORDS)].flatMap(([, document, sections = '']) =>
    [...sections.matchAll(/§([\w.]+)/g)].map(([, section = '']) => [
      document,
      section.replace(/\.$/, ''),
    ]),
  );
  return [...inCode, ...inWords].map(([document, section]) => `${document} ${section}`);
}

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(ts|svelte)$/.test(name))
  .map((name) => path.join('src', name));
const cited = new Set(files.flatMap((file) => citedIn(readFileSync(file, 'utf8'))));
const known = new Set(
  Object.entries(SECTIONS).flatMap(([document, sections]) =>
    sections.map((section) => `${document} ${section}`),
  ),
);

test('citations are found in code and in words', () => {
  expect(citedIn("mustFail(null, 7692, '7.1') // RFC 8446 §5.1, §5.2 and §6.")).toEqual([
    '7692 7.1',
    '8446 5.1',
    '8446 5.2',
    '8446 6',
  ]);
  expect(cited.size).toBeGreaterThan(40);
});

test('each cited section exists', () => {
  expect([...cited].filter((citation) => !known.has(citation))).toEqual([]);
});
