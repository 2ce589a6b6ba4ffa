import { describe, expect, test } from 'vitest';
import { toUtf8 } from '#core/bytes/text.ts';
import { PageSocket, type EndpointFact, type PageSocketEvent } from '#core/page/page-socket.ts';

const OPENED: EndpointFact = { kind: 'opened', protocol: 'chat', extensions: '' };
const MESSAGE: EndpointFact = { kind: 'message', type: 'text', data: toUtf8('Hello') };
const CLOSING: EndpointFact = { kind: 'closing-started' };
const FAILED: EndpointFact = { kind: 'failed' };
const CALLED: EndpointFact = { kind: 'close-called' };
const CLEAN: EndpointFact = {
  kind: 'tcp-closed',
  report: { code: 2999, reason: 'done', wasClean: true },
};
const LOST: EndpointFact = {
  kind: 'tcp-closed',
  report: { code: 1006, reason: '', wasClean: false },
};

function wordsOf(event: PageSocketEvent): string {
  return event.kind === 'close' ? `close ${event.code} ${event.wasClean}` : event.kind;
}

/** Each event with the state in which its listener runs, and the state at the end. */
function tell(facts: readonly EndpointFact[], page = new PageSocket()): string[] {
  const heard = facts.flatMap((fact) =>
    page.take(fact).map((event) => `${wordsOf(event)} in ${page.readyState}`),
  );
  return [...heard, page.readyState];
}

/** WHATWG WebSockets, "Feedback from the protocol", and `close()`. */
describe('a page', () => {
  test.each<{ name: string; facts: EndpointFact[]; hears: string[] }>([
    {
      name: 'hears of a clean end, with whatever code the server chose',
      facts: [OPENED, MESSAGE, CLOSING, CLEAN],
      hears: ['open in OPEN', 'message in OPEN', 'close 2999 true in CLOSED', 'CLOSED'],
    },
    {
      name: 'hears no message after close()',
      facts: [OPENED, CALLED, MESSAGE, CLEAN],
      hears: ['open in OPEN', 'close 2999 true in CLOSED', 'CLOSED'],
    },
    {
      name: 'hears no message once the closing handshake started',
      facts: [OPENED, CLOSING, MESSAGE],
      hears: ['open in OPEN', 'CLOSING'],
    },
    {
      name: 'hears of a failure only when TCP is closed, and of the error first',
      facts: [OPENED, FAILED, MESSAGE],
      hears: ['open in OPEN', 'CLOSING'],
    },
    {
      name: 'hears of a failure when TCP is closed, error first',
      facts: [OPENED, FAILED, LOST],
      hears: ['open in OPEN', 'error in CLOSED', 'close 1006 false in CLOSED', 'CLOSED'],
    },
    {
      name: 'hears of a loss as of a failure (RFC 6455 §7.2.1)',
      facts: [OPENED, LOST],
      hears: ['open in OPEN', 'error in CLOSED', 'close 1006 false in CLOSED', 'CLOSED'],
    },
    {
      name: 'hears of TCP that ends before the 101 as of a failure',
      facts: [LOST],
      hears: ['error in CLOSED', 'close 1006 false in CLOSED', 'CLOSED'],
    },
    {
      name: 'stays CONNECTING while a failed handshake ends',
      facts: [FAILED],
      hears: ['CONNECTING'],
    },
    {
      name: 'that closes before it is open hears of an error, and never of open',
      facts: [CALLED, OPENED, FAILED, LOST],
      hears: ['error in CLOSED', 'close 1006 false in CLOSED', 'CLOSED'],
    },
    {
      name: 'hears nothing after close',
      facts: [OPENED, CLOSING, CLEAN, MESSAGE, FAILED, CALLED, CLOSING, LOST],
      hears: ['open in OPEN', 'close 2999 true in CLOSED', 'CLOSED'],
    },
  ])('$name', ({ facts, hears }) => {
    expect(tell(facts)).toEqual(hears);
  });

  test('of Chromium hears of no error at a loss, unless it never opened', () => {
    const chromium = () => new PageSocket({ firesErrorAtLoss: false });
    expect(tell([OPENED, LOST], chromium())).toEqual([
      'open in OPEN',
      'close 1006 false in CLOSED',
      'CLOSED',
    ]);
    expect(tell([LOST], chromium())).toEqual([
      'error in CLOSED',
      'close 1006 false in CLOSED',
      'CLOSED',
    ]);
  });

  test('reads what was negotiated from the event', () => {
    expect(new PageSocket().take(OPENED)).toEqual([
      { kind: 'open', protocol: 'chat', extensions: '' },
    ]);
  });
});

describe('bufferedAmount', () => {
  test('falls as bytes are transmitted, and keeps what was sent too late', () => {
    const page = new PageSocket();
    expect(() => page.take({ kind: 'send-called', size: 1 })).toThrow(TypeError);
    page.take(OPENED);
    page.take({ kind: 'send-called', size: 7 });
    page.take({ kind: 'transmitted', size: 3 });
    expect(page.bufferedAmount).toBe(4);
    page.take(CALLED);
    page.take({ kind: 'send-called', size: 10 });
    page.take({ kind: 'transmitted', size: 10 });
    expect(page.bufferedAmount).toBe(10);
    page.take(CLEAN);
    page.take({ kind: 'send-called', size: 1 });
    expect(page.bufferedAmount).toBe(11);
  });
});
