/** Each header field of an opening handshake in detail: its meaning, its reason and its source. */

import { rfc, type Reference } from '#core/protocol/rules/reference.ts';

export type HeaderDetail = {
  /** Sentences. */
  readonly text: string;
  readonly references: readonly Reference[];
};

/** By lowercase name. */
const REQUEST_DETAILS: Readonly<Record<string, HeaderDetail>> = {
  host: {
    text: 'One IP address can serve many sites. This field names the one that the client wants, with the port if it isn’t the scheme’s default. If a server accepts any name here, an attacker’s page can reach it under the attacker’s own host name.',
    references: [rfc(6455, '4.1'), rfc(9110, '7.2')],
  },
  upgrade: {
    text: 'This field asks the server to continue with another protocol on the same connection. HTTP/1.1 has had this field since 1997. WebSocket uses it so that ports 80 and 443 serve both protocols.',
    references: [rfc(6455, '4.1'), rfc(6455, '1.7'), rfc(2068, ''), rfc(9110, '7.8')],
  },
  connection: {
    text: 'This field means that Upgrade is for the next hop only. A proxy has to remove both fields before it forwards the request. If the proxy doesn’t request the upgrade itself, the server gets an ordinary GET and the handshake fails.',
    references: [rfc(6455, '4.1'), rfc(9110, '7.6.1')],
  },
  'sec-websocket-key': {
    text: '16 random bytes in base64, new for each connection. The server has to use them in its response. They aren’t secret and protect no data. Scripts can’t set a field whose name begins with Sec-, so a form or a fetch can’t imitate a handshake.',
    references: [rfc(6455, '4.1'), rfc(6455, '1.3'), rfc(6455, '1.6')],
  },
  'sec-websocket-version': {
    text: '13 is the version of RFC 6455. Lower numbers were drafts. A server that doesn’t know the version sends an error, such as 426, with a list of the versions that it knows.',
    references: [rfc(6455, '4.1'), rfc(6455, '4.2.2'), rfc(6455, '4.4')],
  },
  'sec-websocket-protocol': {
    text: 'The subprotocols that the page can use, in its order of preference. The server selects one of them or none. If it selects none, RFC 6455 lets the connection open, but the standard for browsers says that it fails. Chromium fails it, Firefox opens it.',
    // Source: WHATWG WebSockets, establish a WebSocket connection, step 11.2; Chromium 156 and
    // Firefox 153, measured with a server that selects none.
    references: [
      rfc(6455, '1.9'),
      rfc(6455, '4.1'),
      { document: 'WHATWG WebSockets', section: 'concept-websocket-establish' },
    ],
  },
  'sec-websocket-extensions': {
    text: 'Extensions that the client offers. Browsers offer compression. The server can accept offers, and nothing else.',
    references: [
      rfc(6455, '9.1'),
      rfc(7692, '5'),
      { document: 'WHATWG WebSockets', section: 'concept-websocket-establish' },
    ],
  },
  origin: {
    text: 'The origin of the page that connects. CORS doesn’t apply here, so any page can connect to any server, possibly with the user’s cookies. A server that is meant for certain sites should check this field, and reject other origins with 403. Programs other than browsers can omit the field or send any origin.',
    references: [rfc(6455, '4.1'), rfc(6455, '4.2.2'), rfc(6455, '10.1'), rfc(6455, '10.2')],
  },
  cookie: {
    text: 'The same cookies as in any request to this host. Many servers recognize their users by cookies. Such a server has to check Origin too, because a page of another site might connect with the same cookies.',
    references: [rfc(6455, '4.1'), rfc(6455, '10.5')],
  },
  authorization: {
    text: 'Pages can’t set this field for a WebSocket. Other clients can.',
    references: [
      rfc(6455, '10.5'),
      rfc(9110, '11.6.2'),
      { document: 'WHATWG WebSockets', section: 'the-websocket-interface' },
    ],
  },
};

/** By lowercase name. */
const RESPONSE_DETAILS: Readonly<Record<string, HeaderDetail>> = {
  upgrade: {
    text: 'In a 101, the protocol of the connection from here on. In a 426, a protocol that the server requires.',
    references: [rfc(6455, '4.2.2'), rfc(9110, '15.5.22')],
  },
  connection: {
    text: 'In a 101, “Upgrade” means that the connection switches. In another response, “close” means that the TCP connection ends after it.',
    references: [rfc(6455, '4.2.2'), rfc(9110, '7.6.1'), rfc(9112, '9.6')],
  },
  'sec-websocket-accept': {
    text: 'SHA-1 of the key’s text and a fixed GUID, in base64. It proves that a WebSocket server read this very request, so a cached response or another kind of server can’t pass for one. It doesn’t prove who the server is.',
    references: [rfc(6455, '4.2.2'), rfc(6455, '1.3')],
  },
  'sec-websocket-protocol': {
    text: 'One of the subprotocols that the client offered. A page reads it as socket.protocol.',
    references: [
      rfc(6455, '4.2.2'),
      rfc(6455, '11.3.4'),
      { document: 'WHATWG WebSockets', section: 'dom-websocket-protocol' },
    ],
  },
  'sec-websocket-extensions': {
    text: 'The offers that the server accepts, with their parameters. Both sides use them from here on.',
    references: [rfc(6455, '9.1'), rfc(7692, '5')],
  },
  'sec-websocket-version': {
    text: 'In an error response, the versions that the server knows. A client can try again with one of them.',
    references: [rfc(6455, '4.4'), rfc(6455, '11.3.5')],
  },
  location: {
    text: 'Browsers don’t follow redirects here. If they did, an open redirector on a trusted host could send the page’s messages to any other host.',
    // Source: WHATWG WebSockets, the warning after "establish a WebSocket connection"; Chromium 156
    // and Firefox 153, measured with a 302.
    references: [
      rfc(6455, '4.1'),
      { document: 'WHATWG WebSockets', section: 'concept-websocket-establish' },
    ],
  },
  'www-authenticate': {
    text: 'How the client can authenticate. Browsers don’t ask for a password here. Log in first, so that a cookie is sent.',
    references: [rfc(6455, '4.2.2'), rfc(9110, '11.6.1')],
  },
  'retry-after': {
    text: 'How long the client ought to wait, in seconds or as a date. Browsers don’t try again, and don’t report it to the page.',
    references: [
      rfc(9110, '10.2.3'),
      { document: 'WHATWG WebSockets', section: 'concept-websocket-establish' },
    ],
  },
};

/** Null if the short note of `headerNote` is enough. */
export function headerDetail(name: string, kind: 'request' | 'response'): HeaderDetail | null {
  const details = kind === 'request' ? REQUEST_DETAILS : RESPONSE_DETAILS;
  const key = name.toLowerCase();
  return Object.hasOwn(details, key) ? (details[key] ?? null) : null;
}
