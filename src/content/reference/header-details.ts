/** Each header field of an opening handshake in detail: its meaning, its reason and its section. */

import { rfc, type Reference } from '#core/protocol/rules/reference.ts';

export type HeaderDetail = {
  /** Sentences. */
  readonly text: string;
  readonly references: readonly Reference[];
};

/** By lowercase name. */
const REQUEST_DETAILS: Readonly<Record<string, HeaderDetail>> = {
  host: {
    text: 'One address may serve many sites; this says which is meant, with the port where it is not the usual one. A server that does not find itself here should refuse, or a page could reach it under a name of its own.',
    references: [rfc(6455, '4.1'), rfc(9110, '7.2')],
  },
  upgrade: {
    text: 'Asks to go on with another protocol on the same connection. HTTP/1.1 has had this since 1997; WebSocket made use of it, so that ports 80 and 443 serve for both.',
    references: [rfc(6455, '4.1'), rfc(9110, '7.8')],
  },
  connection: {
    text: 'Says that Upgrade is meant for the next hop alone. A proxy takes both lines out, unless it knows WebSocket: that is how the handshake fails early at one that does not.',
    references: [rfc(6455, '4.1'), rfc(9110, '7.6.1')],
  },
  'sec-websocket-key': {
    text: '16 random bytes in base64, new for each connection. The server has to work them into its answer. It is no secret and protects no data; names with Sec- can’t be set by a script, so no form and no fetch can pass for a handshake.',
    references: [rfc(6455, '4.1'), rfc(6455, '1.3'), rfc(6455, '10.8')],
  },
  'sec-websocket-version': {
    text: '13, since the RFC came out; the numbers before it were drafts. A server that speaks others answers 426 and lists them.',
    references: [rfc(6455, '4.1'), rfc(6455, '4.4')],
  },
  'sec-websocket-protocol': {
    text: 'What the two will talk about, by names that they know: the page’s favourite first. The server picks one of them or none. Where a page asked and none was picked, its browser fails the connection, though the RFC would let it open.',
    references: [
      rfc(6455, '1.9'),
      rfc(6455, '4.1'),
      { document: 'WHATWG WebSockets', section: 'concept-websocket-establish' },
    ],
  },
  'sec-websocket-extensions': {
    text: 'What else both could do with frames; compression is the one in use. It is an offer: the server takes what it likes, and nothing that was not offered.',
    references: [rfc(6455, '9.1'), rfc(7692, '5')],
  },
  origin: {
    text: 'Whose page asks. Any page may try to connect anywhere, and cookies go along: there is no CORS here. So the server has to look at this line, and answer 403 where it does not like it. Other programs may leave it out, or lie.',
    references: [rfc(6455, '4.1'), rfc(6455, '10.2')],
  },
  cookie: {
    text: 'As with any request to this host. It is how most servers know who asks, and why they must look at Origin.',
    references: [rfc(6455, '4.1'), rfc(6455, '10.5')],
  },
  authorization: {
    text: 'A page can’t set it for a WebSocket; other clients can.',
    references: [rfc(6455, '10.5'), rfc(9110, '11.6.2')],
  },
};

/** By lowercase name. */
const RESPONSE_DETAILS: Readonly<Record<string, HeaderDetail>> = {
  upgrade: {
    text: 'The protocol from here on. In a 426 it says instead which one would do.',
    references: [rfc(6455, '4.2.2'), rfc(9110, '15.5.22')],
  },
  connection: {
    text: 'With Upgrade it makes the switch. In a refusal it says close: the TCP connection ends with this answer.',
    references: [rfc(6455, '4.2.2'), rfc(9110, '7.6.1')],
  },
  'sec-websocket-accept': {
    text: 'The key as text, a fixed GUID behind it, SHA-1 of both, in base64. Only who knows WebSocket comes by it, so that neither a stored answer nor a server of another kind passes for one. It proves no more than that: not who the server is.',
    references: [rfc(6455, '4.2.2'), rfc(6455, '1.3')],
  },
  'sec-websocket-protocol': {
    text: 'One of those that were asked for. The page reads it as socket.protocol.',
    references: [rfc(6455, '4.2.2'), rfc(6455, '11.3.4')],
  },
  'sec-websocket-extensions': {
    text: 'What was taken of the offers, and on which terms. From here on both are bound to it.',
    references: [rfc(6455, '9.1'), rfc(7692, '5')],
  },
  'sec-websocket-version': {
    text: 'In a refusal: versions that the server would take. A client may ask again with one of them.',
    references: [rfc(6455, '4.4'), rfc(6455, '11.3.5')],
  },
  location: {
    text: 'Browsers do not follow it here: a page could learn from it where a server sends its users.',
    references: [
      rfc(6455, '4.1'),
      { document: 'WHATWG WebSockets', section: 'concept-websocket-establish' },
    ],
  },
  'www-authenticate': {
    text: 'How to say who asks. Browsers ask nobody for a password here: log in before, and let a cookie tell.',
    references: [rfc(6455, '4.2.2'), rfc(9110, '11.6.1')],
  },
  'retry-after': {
    text: 'Seconds to wait. Browsers do not try again by themselves, and tell the page nothing of it.',
    references: [rfc(9110, '10.2.3'), rfc(6455, '7.2.3')],
  },
};

/** Null if the short note of `headerNote` is enough. */
export function headerDetail(name: string, kind: 'request' | 'response'): HeaderDetail | null {
  const details = kind === 'request' ? REQUEST_DETAILS : RESPONSE_DETAILS;
  const key = name.toLowerCase();
  return Object.hasOwn(details, key) ? (details[key] ?? null) : null;
}
