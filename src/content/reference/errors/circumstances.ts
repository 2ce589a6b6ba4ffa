/**
 * What ends or prevents a connection without a faulty frame or header: what happened, why, and how
 * to find out more.
 */

export type Circumstance = {
  /** What happened, in a few words. */
  readonly title: string;
  readonly why: string;
  /** How to find out more, in the order of effort. */
  readonly steps: readonly string[];
};

export const CIRCUMSTANCES = {
  // Source: RFC 6455 §7.1.5 (1006) and §7.1.1; nginx, ngx_http_proxy_module, proxy_read_timeout.
  'cut-without-close': {
    title: 'the connection ended without a Close frame',
    why: 'TCP ended while the WebSocket was open. A crash, a restart, a proxy’s idle limit and a lost network all do that. APIs report code 1006.',
    steps: [
      'Measure how long the connection lasts. The same number each time, such as 60 s, points to an idle limit.',
      'Check the logs of the server and of each proxy at that second.',
      'Capture the connection. The side that sends the first FIN or RST ended it.',
    ],
  },
  // Source: RFC 9293 §3.5.2, §3.10.7.4.
  'connection-reset': {
    title: 'the peer reset the TCP connection',
    why: 'A segment with RST arrived. The peer’s program crashed or closed the socket early, or a proxy or firewall no longer knows the connection.',
    steps: [
      'Check the peer’s log at that second.',
      'Look for proxies, firewalls and load balancers with an idle limit.',
      'Capture on both machines: if the peer never sent the RST, something in between did.',
    ],
  },
  // Source: RFC 6455 §4.1 (the client waits for a response); RFC 9112 §9.6 (closing); measured with
  // Chromium 156: a server that closes at once.
  'closed-before-response': {
    title: 'the connection closed before the response',
    why: 'TCP was open and the request was sent, but no whole response came back. Perhaps the server crashed, or the port expects TLS or another protocol.',
    steps: [
      'Request the same address with curl and --http1.1, and see what comes back.',
      'Check the scheme: wss needs a port with TLS, ws one without.',
      'Check the server’s log for this request.',
    ],
  },
  // Source: RFC 6455 §4.2.1; websockets 17.1, server.py, “did not receive a valid HTTP request”.
  'no-request': {
    title: 'a client connected, but sent no HTTP request',
    why: 'It closed TCP again, or it sent TLS or another protocol. Health checks and port scans do that.',
    steps: [
      'Compare the times with those of the load balancer’s health checks.',
      'If real clients fail, check whether they use wss on this port.',
    ],
  },
  // Source: RFC 9293 §3.5.2 (a SYN for a closed port is answered by RST); ss(8), “-l” and “-t”.
  refused: {
    title: 'nothing listens at this address and port',
    why: 'The host answered the SYN with RST. No program listens on the port, it listens on another interface, or a firewall rejects the connection.',
    steps: [
      'Compare host and port with those that the server prints when it starts.',
      'On the server, list the ports with “ss -lt”.',
      'In a container, “localhost” is the container itself.',
    ],
  },
  // Source: RFC 1035 §4.1.1 (name error); getaddrinfo(3), EAI_NONAME and EAI_AGAIN.
  'host-not-found': {
    title: 'the host name has no known address',
    why: 'Neither DNS nor the hosts file of this machine has an address for the name, or DNS didn’t respond.',
    steps: [
      'Check the spelling of the name.',
      'Query DNS from the same machine, with “nslookup” and the name.',
      'Check that both containers are in the same network, if you use containers.',
    ],
  },
  // Source: RFC 9293 §3.8.3 (no reply to SYN); RFC 6455 §4.1.
  'connect-timeout': {
    title: 'the connection didn’t open in time',
    why: 'Either nothing answered the SYN, often because a firewall drops it, or the server accepted TCP and never responded to the request.',
    steps: [
      'Connect to the port with “nc -vz”. If that waits too, look for a firewall.',
      'If TCP opens, check the server’s log for the request.',
      'Check that the proxy forwards upgrades.',
    ],
  },
  // Source: RFC 792 (destination unreachable) and RFC 9293 §3.9.2.2; POSIX, connect(), with
  // EHOSTUNREACH: “The destination host cannot be reached”.
  unreachable: {
    title: 'no packet reaches this host',
    why: 'This machine or a router on the path reported that. The host might be off, or no network that this machine is in leads to its address.',
    steps: [
      'Compare the address with the one that DNS gives for the name.',
      'Check the network and the VPN of this machine.',
      'Try another host in the same network.',
    ],
  },
  // Source: RFC 6455 §5.4 (control frames between fragments); rules/peer-verdicts-measured.ts and
  // rules/peer-verdicts-others.ts, 'close-between-fragments'.
  'close-within-message': {
    title: 'a Close frame came before the last fragment',
    why: 'Control frames may come between fragments, so no frame breaks a rule. But nothing may follow the Close frame, so the message remains incomplete. The other receivers measured here accept that.',
    steps: [
      'Send the last fragment before the Close frame.',
      'If the peer closed, look at its close code: it gave the message up.',
    ],
  },
  // Source: RFC 8446 §4.4.2.4 and §6.2 (bad_certificate, certificate_expired, unknown_ca).
  'tls-certificate': {
    title: 'TLS failed: the certificate isn’t trusted',
    why: 'It has expired, belongs to another name, or its issuer isn’t known to this client. No WebSocket request was sent.',
    steps: [
      'Open the same address with https in a browser, which shows the reason.',
      'Compare the host in the address with the names in the certificate.',
      'If you issued the certificate yourself, add its issuer to those that the client trusts.',
    ],
  },
  // Source: RFC 8446 §5.1; OpenSSL 3, SSL_R_WRONG_VERSION_NUMBER; RFC 6455 §3.
  'tls-to-plain-port': {
    title: 'the client uses TLS, but the port doesn’t',
    why: 'The client sent a ClientHello, and what came back wasn’t TLS. Usually it is plain HTTP, from a server or proxy without TLS on this port.',
    steps: [
      'Use ws for this port, or the port that has TLS with wss.',
      'If a proxy ends TLS, connect to the proxy, not to the server behind it.',
    ],
  },
  // Source: RFC 6455 §3; nginx 1.31, ngx_http_special_response.c, error 497.
  'plain-to-tls-port': {
    title: 'the port uses TLS, but the client doesn’t',
    why: 'The server expected a ClientHello and read an HTTP request.',
    steps: ['Use wss and https for this port.'],
  },
  // Source: RFC 6455 §7.4.1 (1015); RFC 8446 §6.2. Firefox 153 reports 1015 to the page, Chromium
  // 156 reports 1006: both measured with wss to a port without TLS.
  'tls-failed': {
    title: 'the TLS handshake failed',
    why: 'Client and server didn’t agree on TLS, so no WebSocket request was sent. The certificate might be the reason, or a port without TLS.',
    steps: [
      'Open the same address with https in a browser, which shows the reason.',
      'Check that the port has TLS.',
    ],
  },
  // Source: WHATWG WebSockets, “close()”: fails the connection while it is CONNECTING; measured
  // with Chromium 156. React, “StrictMode”: effects run twice in development.
  'closed-while-connecting': {
    title: 'your own code closed it before it was open',
    why: 'close() was called while the handshake was in flight. In React’s StrictMode, effects run twice during development, so the first socket closes early.',
    steps: [
      'Find the call of close(), for example in a cleanup function.',
      'If another connection opens right after it, the message is harmless.',
    ],
  },
  // Source: WHATWG WebSockets, “send()” and readyState; RFC 6455 §5.5.1 (no data after a Close).
  'not-open': {
    title: 'your code used a connection that isn’t open',
    why: 'A function was called before the connection opened, or after it closed. If it closed, this error is a consequence: the cause came earlier.',
    steps: [
      'Send only after the open event, or its equivalent.',
      'Look for the close event before this error, and for its code.',
    ],
  },
  // Source: RFC 6455 §5.5.2 and §5.5.3 (Ping, Pong); no deadline is in the RFC, so it is the
  // program’s.
  'ping-unanswered': {
    title: 'a Ping got no Pong in time',
    why: 'This side checks the connection with Pings. The peer is gone, the network is slow, or the peer’s program was too busy to reply.',
    steps: [
      'Look for work that blocks the event loop for seconds, on both sides.',
      'Compare the Ping interval and its timeout with the slowest network you expect.',
      'Capture the connection: does the Ping arrive, and does a Pong leave?',
    ],
  },
  // Source: nginx, ngx_http_proxy_module, proxy_read_timeout (60s by default); RFC 6455 §5.5.2 (a
  // Ping as keepalive).
  'idle-limit': {
    title: 'nothing crossed the connection for too long',
    why: 'A limit for idle connections ended it. nginx, for example, waits 60 s by default (proxy_read_timeout).',
    steps: [
      'Send a Ping or a small message more often than the limit.',
      'Or raise the limit in each proxy between client and server.',
    ],
  },
  // Source: WHATWG Fetch, “bad port”; W3C Mixed Content §4; W3C CSP 3, connect-src; measured with
  // Chromium 156 and Firefox 153.
  'blocked-by-browser': {
    title: 'the browser refused to connect',
    why: 'A page served with https usually needs wss. A Content-Security-Policy might forbid the address, and browsers block some ports.',
    steps: [
      'Use wss in pages served with https.',
      'Add the address to connect-src in the page’s Content-Security-Policy.',
      'Use another port, if this one is blocked.',
    ],
  },
  // Source: WHATWG WebSockets, “new WebSocket(url, protocols)” and “close(code, reason)”; measured
  // with Chromium 156 and Firefox 153.
  'bad-argument': {
    title: 'an argument of the call isn’t allowed',
    why: 'The address, a subprotocol, the close code or the close reason is wrong, so the call sent nothing.',
    steps: [
      'An address begins with ws or wss, http or https, and has no “#”.',
      'Subprotocols are names without spaces, each listed once.',
      'close() accepts 1000 or 3000 to 4999, and a reason of up to 123 bytes.',
    ],
  },
  // Source: WHATWG WebSockets, “Feedback from the protocol” (what a page must not learn); measured
  // with Chromium 156 and Firefox 153: a refused port, a 404 and a failed TLS handshake.
  'hidden-by-browser': {
    title: 'the connection didn’t open, and the page can’t see why',
    why: 'Browsers keep the reason from scripts, so that no page can explore a network. A refused port and a 404 look alike. So does a failed TLS handshake, except in Firefox, which reports 1015.',
    steps: [
      'Open the Network panel, reload, and select the request. A status means that a server responded.',
      'Without a status, check host, port and TLS.',
      'Check the server’s log: did the request arrive?',
    ],
  },
  // Source: measured with Firefox 153: an RST, a Close that the server never answered, and each of
  // the frames that the search lists for it. Chromium 156 names the rule of each.
  'firefox-interrupted': {
    title: 'an open connection ended badly',
    why: 'Despite its words, Firefox prints this at any time: for an RST, for a Close frame without a reply, and for a frame that breaks a rule.',
    steps: [
      'Check the logs of the server and of each proxy at that second.',
      'Try Chromium, whose console names the rule that a frame breaks.',
    ],
  },
  // Source: WebKit, Tools/TestWebKitAPI, “WebSocket is closed due to suspension.”
  'page-suspended': {
    title: 'the browser suspended the page',
    why: 'The page was left and kept for the Back button. WebKit closes the connections of such a page.',
    steps: ['Open a new connection when the page is shown again, in the pageshow event.'],
  },
  // Source: Darwin, sys/errno.h, EPROTO (100) for NSPOSIXErrorDomain; public bug reports of 2022 to
  // 2026. Chromium 156 and ws 8.23.0 name the rule, as measured.
  'unnamed-rule': {
    title: 'a frame broke a rule that the system doesn’t name',
    why: 'Apple’s URLSession reports every broken rule in these words. Reserved bits, compression and fragmentation are all possible.',
    steps: [
      'Connect with Chromium or with ws, which name the rule.',
      'Or capture the connection and open the capture in Decode.',
      'Switch off permessage-deflate on the server, and see whether the error goes away.',
    ],
  },
  // Source: RFC 6455 §5.5.1; measured with Chromium 156, a Ping and a second Close after a Close.
  'control-after-close': {
    title: 'a control frame followed the Close frame',
    why: 'RFC 6455 only forbids data frames there. Chromium fails the connection anyway, and the page sees code 1006 instead of the server’s code.',
    steps: ['On the server, send nothing after its Close frame.'],
  },
  // Source: socket.io, packages/engine.io-client/lib/transports/polling-xhr.ts (4.8): the polling
  // transport comes first.
  'polling-failed': {
    title: 'Socket.IO’s first HTTP request failed',
    why: 'Socket.IO starts with HTTP polling and upgrades later. A CORS error, a wrong path or an unreachable server makes that request fail. No WebSocket was involved.',
    steps: [
      'Find the request to /socket.io/ in the Network panel, and its status.',
      'If the console mentions CORS, set cors.origin on the server.',
      'Check that client and server use the same path.',
    ],
  },
  // Source: socket.io, packages/socket.io-client/lib/manager.ts and engine.io/lib/socket.ts (4.8),
  // “parse error”.
  'not-socket-io': {
    title: 'the text in the frame wasn’t a Socket.IO packet',
    why: 'The frame itself was fine. Its sender doesn’t use Socket.IO, or uses another version.',
    steps: [
      'Check that client and server have compatible versions of Socket.IO.',
      'Connect to a Socket.IO server with a Socket.IO client, not with a plain WebSocket.',
    ],
  },
  // Source: socket.io, packages/socket.io-client/lib/socket.ts and socket.io/lib/socket.ts (4.8).
  'closed-by-application': {
    title: 'a program closed the connection on purpose',
    why: 'One side called its disconnect function, or shut down. The protocol worked.',
    steps: ['Find the call of disconnect() or close() on the side that the message names.'],
  },
  // Source: nginx 1.31, ngx_http_upstream.c; RFC 9110 §15.6.3 (502) and §15.6.5 (504).
  'no-server-behind-proxy': {
    title: 'the proxy reached no server behind it',
    why: 'The proxy runs, but the server that it forwards to doesn’t accept connections. The client gets a status such as 502 or 504.',
    steps: [
      'Check that the server runs on the address that the proxy uses.',
      'From the proxy’s machine or container, request that address with curl.',
    ],
  },
  // Source: nginx 1.31, ngx_http_upstream.c, ngx_http_upstream_process_header.
  'server-behind-proxy-closed': {
    title: 'the server behind the proxy closed too early',
    why: 'It accepted the proxy’s connection and closed it before sending a whole response. Perhaps it crashed, or its port expects TLS.',
    steps: [
      'Check that server’s log at that second.',
      'Check that the proxy forwards with http or https as the server expects.',
    ],
  },
  // Source: gorilla/websocket 1.5.3, doc.go, “Concurrency”; .NET,
  // net_Websockets_AlreadyOneOutstandingOperation in Strings.resx; Tomcat,
  // wsRemoteEndpoint.concurrentMessageSend in LocalStrings.properties.
  'concurrent-calls': {
    title: 'two tasks used the connection at the same time',
    why: 'This library allows one sender and one reader at a time. Otherwise the bytes of two frames could mix.',
    steps: ['Send from one task with a queue, or guard the call with a lock.'],
  },
  // Source: RFC 6455 §10.2 and §4.2.2; gorilla/websocket 1.5.3, server.go, checkSameOrigin.
  'origin-refused': {
    title: 'the server doesn’t accept the page’s Origin',
    why: 'The browser sends the page’s origin in the handshake. The server compared it with its own host or a list, and responded with 403.',
    steps: [
      'Compare the Origin in the request with what the server allows.',
      'Add the page’s origin to the server’s list. Don’t allow every origin if the page uses cookies.',
    ],
  },
  // Source: snapview/tungstenite-rs 0.29.0, src/error.rs, TlsFeatureNotEnabled.
  'tls-not-compiled': {
    title: 'the program was built without TLS',
    why: 'The address begins with wss, and tungstenite has TLS only with one of its features.',
    steps: ['Enable a feature such as native-tls or rustls-tls-native-roots.'],
  },
  // Source: OkHttp 5.4, RealRoutePlanner.kt; Android, “Network security configuration”,
  // cleartextTrafficPermitted.
  'cleartext-forbidden': {
    title: 'Android forbids connections without TLS',
    why: 'The address begins with ws. Apps for Android 9 and later can’t use unencrypted connections unless their configuration allows them.',
    steps: [
      'Use wss.',
      'For development, allow the host in the app’s network security configuration.',
    ],
  },
  // Source: gorilla/websocket 1.5.3, server.go, Upgrade; net/http, Hijacker.
  'cannot-upgrade': {
    title: 'the server can’t hand over the connection',
    why: 'The handshake was fine. Code around the handler, such as a logger or a compressor, wraps the response and hides the function that takes over TCP.',
    steps: [
      'Put the WebSocket’s handler outside that middleware, or use a wrapper that supports Hijack.',
    ],
  },
} as const satisfies Record<string, Circumstance>;

export type CircumstanceId = keyof typeof CIRCUMSTANCES;

export function isCircumstanceId(id: string): id is CircumstanceId {
  return id in CIRCUMSTANCES;
}
