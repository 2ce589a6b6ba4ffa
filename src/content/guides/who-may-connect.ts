/**
 * The guide to origins and logins. Sources: RFC 6455 §4.2.2, §10.2 and §10.5; WHATWG WebSockets;
 * RFC 6265 §5.4.
 */

import { OTHER_ORIGIN, OWN_ORIGIN } from '#core/operations/cross-site-connect.ts';
import type { Guide } from './guide.ts';

export const WHO_MAY_CONNECT: Guide = {
  topic: 'Origin, cookies, tokens and tickets',
  answer: [
    'Any page in any browser may ask your server for a WebSocket. The same-origin policy doesn’t stop it, and there is no CORS. [The browser may even add your user’s cookies]{websocket-headers}.',
    'So the server has to check `Origin` in the handshake, against a list of its own pages. [§10.2] It also has to know who the user is, because a program can send any origin. Do both before the 101. Afterwards, check again what each message may do.',
  ],
  sections: [
    {
      title: 'The attack',
      text: [
        `A user is logged in at \`${OWN_ORIGIN}\` and opens a page of \`${OTHER_ORIGIN}\`. Its script calls \`new WebSocket\` with your address. If the cookie goes along and the server doesn’t check the origin, the script reads and sends as that user.`,
        '[It has happened: at Gitpod, it led to whole accounts]{gitpod-origin}. The name for it is cross-site WebSocket hijacking.',
      ],
    },
    {
      title: 'Check Origin, exactly',
      text: [
        'Browsers set `Origin`, and no script can change it. Compare scheme, host and port with a list. Don’t search for your name within it: `https://app.example.evil.example` contains it, too.',
        'Reject with status 403 before you accept. Many libraries don’t check unless you configure it. A request without `Origin` isn’t from a browser, so decide what it may do. [Read such a rejection](#/decode?example=refused).',
      ],
    },
    {
      title: 'Four ways to know the user',
      text: [
        'The browser’s API can’t add header fields, so `Authorization` is not possible. What remains is in the table below.',
        'A **ticket** is usually best. The page fetches it over HTTP, where CORS protects the response. It works once and for seconds, so a copy in a log is worthless.',
        'A **cookie** needs no code. Set `SameSite=Lax` or `Strict`, and still check the origin: a page of a sibling subdomain counts as the same site.',
      ],
    },
    {
      title: 'After the 101',
      text: [
        'The handshake is the only request. If the user logs out or the session expires, nothing closes the WebSocket by itself. Keep a list of sockets for each session, and close them with a code of your own.',
        'A connection isn’t a permission. Check each message as you would check a request.',
        'A server on `localhost` isn’t private either. Pages that the user opens can often reach it, so it needs the same check.',
      ],
    },
  ],
  misreadings: [
    {
      claim: 'CORS headers in the 101 control who connects.',
      correction: 'Browsers ignore them there. Only your check of `Origin` counts.',
    },
    {
      claim: 'The handshake key proves that a browser connects.',
      correction:
        'Any program can make one. It only prevents accidents with caches and old servers.',
    },
    {
      claim: 'Checking Origin is enough.',
      correction:
        'It protects users from other pages. It doesn’t stop programs, which have no browser.',
    },
    {
      claim: 'With wss, the connection is authenticated.',
      correction: 'TLS proves who the server is. It says nothing about the user.',
    },
  ],
  tables: [
    {
      title: 'Ways to know the user',
      columns: ['How', 'Where it travels', 'What to watch'],
      rows: [
        ['Cookie', 'in the handshake', 'other sites’ pages, so check Origin'],
        ['Ticket in the address', 'in the handshake', 'access logs contain it, so use it once'],
        [
          'First message',
          'after the 101',
          'until then, strangers are connected, so set a short limit',
        ],
        [
          'Subprotocol',
          'in `Sec-WebSocket-Protocol`',
          'logs may contain it, and the server has to choose another name that was offered',
        ],
      ],
    },
  ],
  further: [
    '[The handshake’s answers](#/learn/answers), with 401 and 403 as a page sees them.',
    '[What changes at the 101](guides/websocket-and-http/) for cookies and headers.',
    '[Close code 1006](guides/close-code-1006/), which is all that a rejected page gets.',
  ],
};
