/** Elements of XML (1.0 §2.1), and what their names and namespaces mean: XMPP, SVG, HTML. */

import { guess, type Guess, type TextPayload } from './guess-result.ts';

/** A declaration and comments can come before the first element. */
const BEFORE = /^\s*(?:<\?xml\s[^>]{0,200}\?>\s*)?(?:<!--[^>]{0,1000}-->\s*)?/;

const START_TAG =
  /^<([A-Za-z_][\w.-]*(?::[\w.-]+)?)((?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/;

const DOCTYPE_HTML = /^\s*<!doctype html\b/i;
const HTML_START = /^<([a-z][a-z0-9]*)(?:\s[^<>]*)?>/i;
const HTML_END = /<\/[a-z][a-z0-9]*\s*>\s*$/i;

const HTML_NAMES = new Set(
  (
    'html head body main section article header footer nav aside div p span a b i em strong small ' +
    'ul ol li dl dt dd table thead tbody tr td th form label input button select option textarea ' +
    'h1 h2 h3 h4 h5 h6 pre code img figure script style template turbo-stream turbo-frame'
  ).split(' '),
);

export function guessMarkup({ text }: TextPayload): Guess | null {
  if (DOCTYPE_HTML.test(text)) return guess('html', 'likely', ['doctype']);
  const before = BEFORE.exec(text)?.[0] ?? '';
  const rest = text.slice(before.length);
  return guessXml(rest, before.includes('<?xml')) ?? guessFragment(rest);
}

function guessXml(text: string, isDeclared: boolean): Guess | null {
  const tag = START_TAG.exec(text);
  if (tag === null) return null;
  const [whole, name = '', attributes = '', slash] = tag;
  const namespace = namespaceOf(name, attributes);
  if (isXmpp(namespace, name)) return guess('xmpp', 'likely', [name]);
  const isWhole = slash === '/' ? text.trimEnd() === whole : endsWith(text, name);
  if (!isWhole && !isDeclared) return null;
  if (namespace === 'http://www.w3.org/2000/svg') return guess('svg', 'likely', ['namespace']);
  if (name === 'svg') return guess('svg', 'possible', ['name']);
  if (HTML_NAMES.has(name.toLowerCase()) && !isDeclared) {
    return guess('html', name.toLowerCase() === 'html' ? 'likely' : 'possible', ['element', name]);
  }
  const isCertain = isDeclared || namespace !== null;
  return guess('xml', isCertain ? 'likely' : 'possible', [name]);
}

/** HTML that isn't XML: attributes without values, or several elements. */
function guessFragment(text: string): Guess | null {
  const name = HTML_START.exec(text)?.[1];
  if (name === undefined || !HTML_NAMES.has(name.toLowerCase()) || !HTML_END.test(text))
    return null;
  return guess('html', name.toLowerCase() === 'html' ? 'likely' : 'possible', ['element', name]);
}

function endsWith(text: string, name: string): boolean {
  const trimmed = text.trimEnd();
  const end = trimmed.lastIndexOf('</');
  return trimmed.slice(end).replace(/\s+>$/, '>') === `</${name}>`;
}

/** The namespace that the element declares for itself. */
function namespaceOf(name: string, attributes: string): string | null {
  const [prefix] = name.includes(':') ? name.split(':') : [];
  const declaration = prefix === undefined ? 'xmlns' : `xmlns:${prefix}`;
  const [, , value] = [...attributes.matchAll(/([\w.:-]+)\s*=\s*["']([^"']*)["']/g)].find(
    ([, attribute]) => attribute === declaration,
  ) ?? [null, null, null];
  return value;
}

/** Over WebSocket, each stanza declares its namespace (RFC 7395 §3.3.3). */
function isXmpp(namespace: string | null, name: string): boolean {
  if (namespace === null) return false;
  const isOfStreams = namespace === 'http://etherx.jabber.org/streams';
  return (
    isOfStreams ||
    /^jabber:(?:client|server|component:)/.test(namespace) ||
    (namespace.startsWith('urn:ietf:params:xml:ns:xmpp-') && name !== '')
  );
}
