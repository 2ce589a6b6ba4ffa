import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { fromLatin1, toLatin1 } from '#core/bytes/text.ts';
import {
  decodeHttpHead,
  isRequestHead,
  isResponseHead,
  type RequestHead,
} from '#core/protocol/http/http-head.ts';
import { answerOpeningRequest } from '#core/protocol/opening/opening-answer.ts';
import { outcomeForPage } from '#core/page/opening-outcome.ts';
import {
  judgeOpeningResponse,
  type OpeningJudgement,
} from '#core/protocol/opening/opening-judgement.ts';
import { checkOpeningRequest, isOpeningRequest } from '#core/protocol/opening/opening-request.ts';
import type { RuleId } from '#core/protocol/rules/rules.ts';
import type { Violation } from '#core/protocol/rules/violation.ts';
import { SESSIONS, type RecordedConnection } from '../../recorded-session.ts';

/** What an application noted; see tests/fixtures/README.md. */
type Noted = {
  /** Who it was, where several clients took part in the session. */
  readonly client?: string;
  readonly opened: boolean;
  readonly protocol?: string;
  readonly extensions?: string;
};

type Outcomes = Readonly<
  Record<string, { readonly client: string; readonly connections: readonly (Noted | null)[] }>
>;

const OUTCOMES = JSON.parse(
  readFileSync(new URL('../../../fixtures/handshake-outcomes.json', import.meta.url), 'utf8'),
) as Outcomes;

/** Every recorded connection that began with a request for a WebSocket over HTTP/1.1. */
const handshakes = SESSIONS.flatMap(({ name, connections }) =>
  connections.flatMap((connection, index) => {
    const request = requestOf(connection);
    if (request === null || !isOpeningRequest(request.head)) return [];
    const outcomes = OUTCOMES[name];
    const noted = outcomes?.connections[index] ?? null;
    const client = noted?.client ?? outcomes?.client ?? '';
    return [{ title: `${name} ${index}`, name, connection, request, client, noted }];
  }),
);

function requestOf({ handshake }: RecordedConnection) {
  const text = handshake?.request;
  if (text === undefined || text === null) return null;
  const reading = decodeHttpHead(toLatin1(text));
  if (reading.kind !== 'head' || !isRequestHead(reading.head)) return null;
  return { head: reading.head, violations: reading.violations };
}

/** Judges the answers in the stream, interim ones too, until one decides. */
function judgeStream(stream: Uint8Array, request: RequestHead): OpeningJudgement[] {
  const judgements: OpeningJudgement[] = [];
  for (let at = 0; judgements.at(-1)?.verdict !== 'opens';) {
    const reading = decodeHttpHead(stream.subarray(at));
    if (reading.kind !== 'head' || !isResponseHead(reading.head)) break;
    judgements.push(judgeOpeningResponse(reading.head, request, reading.violations));
    if (judgements.at(-1)?.verdict !== 'waits') break;
    at += reading.head.size;
  }
  return judgements;
}

const idsOf = (violations: readonly Violation[]) => violations.map(({ id }) => id);

test('there are many', () => {
  expect(handshakes.length).toBeGreaterThan(290);
  expect(handshakes.filter(({ noted }) => noted !== null).length).toBeGreaterThan(230);
});

describe('heads', () => {
  test.each(handshakes)('$title are as long as others found them', ({ connection }) => {
    const { handshake } = connection;
    for (const [text, size] of [
      [handshake?.request, handshake?.requestBytes],
      [handshake?.response, handshake?.responseBytes],
    ] as const) {
      if (text === undefined || text === null) continue;
      const reading = decodeHttpHead(toLatin1(text));
      expect(reading).toMatchObject({ kind: 'head', head: { size } });
    }
    // The same in the stream, with all bytes after it.
    const stream = fromHex(connection.streams.c2s);
    const start = fromLatin1(stream).indexOf(handshake?.request ?? '');
    const reading = decodeHttpHead(stream.subarray(start));
    expect(reading).toMatchObject({ kind: 'head', head: { size: handshake?.requestBytes } });
  });
});

/** What the hand-made requests break, by their path; whatever is not here breaks nothing. */
const REQUEST_FAULTS: Readonly<Record<string, readonly RuleId[]>> = {
  '/no-key': ['request.key-missing'],
  '/short-key': ['request.key-malformed'],
  '/not-base64-key': ['request.key-malformed'],
  '/no-version': ['request.websocket-version'],
  '/version-8': ['request.websocket-version'],
  '/version-7': ['request.websocket-version'],
  '/version-99': ['request.websocket-version'],
  '/post': ['request.method'],
  '/http10': ['request.version'],
  '/no-upgrade': ['request.upgrade'],
  '/no-connection': ['request.connection'],
  '/no-host': ['request.host'],
  '/upgrade-other': ['request.upgrade'],
  '/bad-protocol': ['request.subprotocol-malformed'],
  '/bad-extension': ['compression.offer-value'],
};

/** What a proxy forwards if it isn't configured for upgrades: the best-known fault of all. */
const PROXY_FAULTS: Readonly<Record<string, readonly RuleId[]>> = {
  'nginx-chromium-ws 8': ['request.version', 'request.upgrade', 'request.connection'],
};

/** Where a server was less strict than RFC 6455 asks. */
const LENIENT: Readonly<Record<string, readonly string[]>> = {
  'raw-ws-bad-requests': ['/version-8', '/http10', '/no-host'],
  'raw-gorilla-bad-requests': ['/short-key', '/not-base64-key', '/http10', '/bad-protocol'],
};

describe('requests', () => {
  const bySession = handshakes.map((row) => ({ ...row, path: row.request.head.startLine.target }));

  test.each(bySession)(
    '$title breaks what it was made to break',
    ({ title, name, path, request }) => {
      const violations = [...request.violations, ...checkOpeningRequest(request.head)];
      const faults = name.endsWith('-bad-requests') ? REQUEST_FAULTS[path] : PROXY_FAULTS[title];
      expect(idsOf(violations)).toEqual(faults ?? []);
    },
  );

  const answered = bySession.filter(
    ({ name, connection }) =>
      name.endsWith('-bad-requests') && connection.handshake?.status !== undefined,
  );

  test.each(answered)('$title is accepted or refused as by its server', (row) => {
    const { name, path, request, connection } = row;
    const violations = [...request.violations, ...checkOpeningRequest(request.head)];
    const answer = answerOpeningRequest(request.head, violations);
    const isLenient = LENIENT[name]?.includes(path) === true;
    const wasAccepted = connection.handshake?.status === 101;
    expect(answer.kind).toBe(wasAccepted && !isLenient ? 'accepts' : 'refuses');
    if (isLenient) expect(wasAccepted).toBe(true);
  });

  test('that are not HTTP are recognized from the first byte', () => {
    const streams = SESSIONS.filter(({ name }) => name.endsWith('-bad-requests')).map(
      ({ connections }) => fromHex(connections.at(-1)?.streams.c2s ?? ''),
    );
    expect(streams).toHaveLength(2);
    for (const stream of streams) {
      expect(decodeHttpHead(stream)).toEqual({ kind: 'not-http', line: { start: 0, end: 1 } });
    }
  });
});

/** What the answers break that were made to be refused, by their path. */
const RESPONSE_FAULTS: Readonly<Record<string, readonly RuleId[]>> = {
  '/accept-wrong': ['response.accept-wrong'],
  '/accept-missing': ['response.accept-missing'],
  '/upgrade-missing': ['response.upgrade'],
  '/connection-missing': ['response.connection'],
  '/upgrade-h2c': ['response.upgrade'],
  '/http10': ['response.version'],
  '/protocol-unasked': ['response.subprotocol-not-offered'],
  '/extension-unasked': ['response.extension-not-offered'],
  '/100-then-101': ['response.interim'],
  '/103-then-101': ['response.interim'],
};

describe('answers', () => {
  const noted = handshakes.flatMap(({ noted, ...row }) => (noted ? [{ ...row, noted }] : []));

  test.each(noted)('$title is judged as by its client, $client', (row) => {
    const judgements = judgeStream(fromHex(row.connection.streams.s2c), row.request.head);
    const last = judgements.at(-1);
    const isBrowser = /^(?:chromium|firefox)/i.test(row.client);
    if (isBrowser) {
      const outcomes = judgements.map(outcomeForPage);
      // Firefox goes by RFC 6455 where a subprotocol was asked for and none chosen.
      const isLenient = row.name === 'firefox-ws-subprotocol' && last?.subprotocol === '';
      const hasOpened = outcomes.length > 0 && outcomes.every(({ kind }) => kind === 'opens');
      expect(hasOpened).toBe(row.noted.opened && !isLenient);
      if (hasOpened) {
        const { protocol, extensions } = row.noted;
        expect(outcomes.at(-1)).toEqual({ kind: 'opens', protocol, extensions });
      }
    } else {
      expect(last?.verdict === 'opens').toBe(row.noted.opened);
      if (last?.verdict === 'opens') {
        const [name] = last.extensions.split(';');
        if (row.noted.protocol !== undefined) expect(last.subprotocol).toBe(row.noted.protocol);
        if (row.noted.extensions !== undefined) expect(row.noted.extensions).toContain(name);
      }
    }
  });

  const refused = handshakes.filter(
    ({ name }) =>
      name === 'chromium-ws-rejected-handshakes' || name === 'ws-ws-rejected-handshakes',
  );

  test.each(refused)('$title is refused for the right reason', ({ connection, request }) => {
    const [first] = judgeStream(fromHex(connection.streams.s2c), request.head);
    const path = request.head.startLine.target;
    if (first === undefined) return expect(['/empty', '/garbage']).toContain(path);
    const faults = /^\/\d+$/.test(path) ? ['response.status'] : RESPONSE_FAULTS[path];
    const ids = idsOf(first.violations);
    if (path === '/deflate-bad-parameter') expect(first.verdict).toBe('fails');
    else expect(ids).toEqual(faults ?? []);
  });

  test('that are not HTTP are recognized from their first line', () => {
    for (const { connection, request } of refused) {
      if (request.head.startLine.target !== '/garbage') continue;
      const stream = fromHex(connection.streams.s2c);
      expect(fromLatin1(stream)).toContain('SSH-2.0');
      expect(decodeHttpHead(stream)).toEqual({ kind: 'not-http', line: { start: 0, end: 6 } });
    }
  });
});
