// Measures what Chromium and Firefox do with odd inputs. A browser that isn't installed is null.

import { findBrowser } from '../browser.mjs';
import { recordPage } from './browser-server.mjs';
import { findFirefox, visitWithChromium, visitWithFirefox } from './browser-visitors.mjs';

/**
 * @typedef {object} BrowserParts
 * @property {typeof import('./browser-bytes.ts').bytesFromServer} bytesFromServer
 * @property {typeof import('./browser-verdict.ts').browserVerdict} browserVerdict
 * @property {typeof import('./browser-verdict.ts').hasClose} hasClose
 */

/** @typedef {import('#content/rules/peer-verdicts-inputs.ts').OddInput} OddInput */

/** @typedef {Readonly<Record<string, OddInput>>} Inputs */

/**
 * @param {Inputs} inputs
 * @param {BrowserParts} parts
 * @param {import('./browser-visitors.mjs').Visitor} visit
 */
async function measureBrowser(inputs, { bytesFromServer, browserVerdict, hasClose }, visit) {
  const sent = Object.entries(inputs).flatMap(([id, input]) => {
    const bytes = bytesFromServer(input);
    return bytes === null ? [] : [[id, { bytes, isCompressed: input.isCompressed ?? false }]];
  });
  /** @type {import('./browser-visitors.mjs').Visit} */
  let visited = { version: '', consoleTexts: new Map() };
  const recorded = await recordPage(Object.fromEntries(sent), hasClose, async (address, done) => {
    visited = await visit(address, done);
  });
  const { version, consoleTexts } = visited;
  const verdicts = Object.fromEntries(
    Object.keys(inputs).map((id) => {
      const record = recorded[id];
      if (record === undefined) return [id, null];
      if (!record.events.some(({ type }) => type === 'open')) {
        throw new Error(`expected the handshake before ${id} to open the connection`);
      }
      const consoleText = consoleTexts.get(id) ?? null;
      return [id, browserVerdict({ ...record, consoleText })];
    }),
  );
  return { version, verdicts };
}

/**
 * One browser after the other.
 *
 * @param {Inputs} inputs
 * @param {BrowserParts} parts
 */
export async function measureBrowsers(inputs, parts) {
  const chromiumPath = findBrowser();
  const firefoxPath = findFirefox();
  return {
    chromium: chromiumPath
      ? await measureBrowser(inputs, parts, visitWithChromium(chromiumPath))
      : null,
    firefox: firefoxPath
      ? await measureBrowser(inputs, parts, visitWithFirefox(firefoxPath))
      : null,
  };
}
