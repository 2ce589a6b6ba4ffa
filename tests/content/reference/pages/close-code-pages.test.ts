import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import WebSocket, { WebSocketServer } from 'ws';
import { CLOSE_CODE_PAGES, closeCodePageOf } from '#content/reference/pages/close-code-pages.ts';
import { ONLY_FROM_CLIENTS, WITHOUT_MEANING } from '#content/reference/pages/page-words.ts';
import { PEER_IDS, peerCell } from '#content/rules/peer-verdicts.ts';
import { referenceLabel } from '#core/protocol/rules/reference.ts';
import { actOut } from '#core/scenarios/act-out.ts';
import { serverGoodbye } from '#core/scenarios/server-goodbye.ts';
import { readStory } from '#core/story/story.ts';
import { toHex } from '#core/bytes/hex.ts';
import {
  classifyCloseCode,
  isCloseCodeOf,
  NAMED_CLOSE_CODES,
} from '#core/protocol/messages/close-code.ts';

test('every code with a name has a page, and so have both free ranges', () => {
  expect(CLOSE_CODE_PAGES.map(({ slug }) => slug)).toEqual([
    ...Object.keys(NAMED_CLOSE_CODES),
    '3000-3999',
    '4000-4999',
  ]);
});

test.each([
  ['1006', '1006'],
  ['3000-3999', '3000-3999'],
  ['3999', '3000-3999'],
  ['4000', '4000-4999'],
  ['2999', undefined],
  ['5000', undefined],
  ['10060', undefined],
  ['x', undefined],
])('the page of %s is %s', (slug, expected) => {
  expect(closeCodePageOf(slug)?.slug).toBe(expected);
});

test('a code has a frame exactly if a server may send it, or if the frame has none', () => {
  for (const { code, frame } of CLOSE_CODE_PAGES) {
    expect(frame !== null, String(code)).toBe(code === 1005 || isCloseCodeOf(code, 'server'));
  }
  expect(toHex(closeCodePageOf('1000')!.frame!)).toBe('880203e8');
  expect(toHex(closeCodePageOf('1005')!.frame!)).toBe('8800');
});

test('a page hears the code that its frame contains, and a clean close', () => {
  for (const { code, frame } of CLOSE_CODE_PAGES) {
    if (frame === null) continue;
    const closeCode = code === 1005 ? null : code;
    const story = readStory(actOut(serverGoodbye.script({ closeCode, closeReason: '' })));
    const events = story.steps.flatMap(({ pageEvents }) => pageEvents);
    const close = events.find(({ side, event }) => side === 'client' && event.kind === 'close');
    expect(close?.event, String(code)).toEqual({ kind: 'close', code, reason: '', wasClean: true });
  }
});

test('what receivers do with 1004 is what was measured', () => {
  const kinds = Object.fromEntries(
    PEER_IDS.map((peer) => [peer, peerCell(peer, 'close-1004')?.verdict.kind]),
  );
  const accepting = Object.keys(kinds).filter((peer) => kinds[peer] === 'accepts');
  expect(accepting).toEqual(['chromium', 'firefox']);
  for (const peer of accepting) expect(WITHOUT_MEANING.toLowerCase()).toContain(peer);
});

test('what a page sees of 1010 is about 1010, which receivers report', async () => {
  const unsent = CLOSE_CODE_PAGES.filter((page) => !page.frame && page.circumstances.length === 0);
  expect(unsent.map(({ code }) => code)).toEqual([1004, 1010]);
  expect(ONLY_FROM_CLIENTS).toContain('1010');
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('connection', (_, { socket }) => socket.write(Buffer.from('880203f2', 'hex')));
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const concluded = once(new WebSocket(`ws://127.0.0.1:${port}`), 'close');
  expect((await concluded)[0]).toBe(1010);
  server.close();
});

test('a code is defined where the page says', () => {
  const documentOf = (slug: string) => referenceLabel(closeCodePageOf(slug)!.reference);
  for (const slug of ['1000', '1011', '1015']) expect(documentOf(slug)).toBe('RFC 6455 §7.4.1');
  for (const slug of ['1012', '1013', '1014']) expect(documentOf(slug)).toMatch(/^IANA /);
});

test('the words fit the class of the code', () => {
  for (const { code, sentBy, isClosableByPage } of CLOSE_CODE_PAGES) {
    const kind = classifyCloseCode(code);
    const isSent = kind !== 'local-only' && kind !== 'reserved';
    expect(sentBy === 'must not be sent', String(code)).toBe(kind === 'local-only');
    expect(/client|server/.test(sentBy), String(code)).toBe(isSent);
    if (isClosableByPage) expect(isSent).toBe(true);
  }
});
