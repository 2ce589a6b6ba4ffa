/** What stands around bytes in logs, mails and reports. */

import type { Direction } from '#core/trace/direction.ts';

/** What programs put before a line; `at` counts lines. */
export const PREFIXES: Readonly<Record<string, (at: number) => string>> = {
  none: () => '',
  'time ISO': (at) => `2024-01-02T03:04:${two(at)}.678Z `,
  'time ISO offset': (at) => `2024-01-02T03:04:${two(at)}.678+01:00 `,
  'time brackets': (at) => `[12:00:${two(at)}.123] `,
  'time bare': (at) => `12:00:${two(at)}.123 `,
  'time comma': (at) => `2024-01-02 03:04:${two(at)},678 `,
  epoch: (at) => `1704164${600 + at}.678 `,
  'epoch ms': (at) => `${1_704_164_645_000 + at} `,
  dmesg: (at) => `[  ${12 + at}.345678] `,
  logcat: (at) => `01-02 03:04:${two(at)}.678  1234  5678 D WebSocket: `,
  python: () => 'DEBUG:websockets.client:',
  'python asctime': (at) => `2024-01-02 03:04:${two(at)},678 DEBUG ws.client `,
  'python dashes': (at) => `2024-01-02 03:04:${two(at)},678 - ws - DEBUG - `,
  go: (at) => `2024/01/02 03:04:${two(at)} `,
  'go file': (at) => `2024/01/02 03:04:${two(at)} main.go:42: `,
  log4j: (at) => `03:04:${two(at)}.678 [main] DEBUG c.e.WsClient - `,
  spring: (at) => `2024-01-02 03:04:${two(at)}.678  INFO 4711 --- [nio-8080-exec-1] c.e.Ws : `,
  syslog: (at) => `Jan  2 03:04:${two(at)} host app[1234]: `,
  journal: (at) => `Jan 02 03:04:${two(at)} raspberrypi node[812]: `,
  docker: () => 'web-1  | ',
  'rust env_logger': (at) => `[2024-01-02T03:04:${two(at)}Z DEBUG ws::client] `,
  'rust tracing': (at) => `2024-01-02T03:04:${two(at)}.678901Z DEBUG tungstenite::protocol: `,
  serilog: (at) => `[12:00:${two(at)} DBG] `,
  nginx: (at) => `2024/01/02 03:04:${two(at)} [debug] 12#12: *1 `,
  browser: () => 'app.js:12 ',
  'browser VM': () => 'VM123:1 ',
  flutter: () => 'I/flutter ( 1234): ',
  ios: (at) => `2024-01-02 03:04:${two(at)}.678 App[1234:5678] `,
  esp: (at) => `I (${1234 + at}) ws: `,
  'strace pid': () => '[pid  1234] ',
  tag: () => '[ws] ',
  'two tags': () => '[WS-Client][data] ',
  level: () => 'DEBUG: ',
  'line number': (at) => `[Line #${at + 1}] `,
  'connection id': () => '[conn 7] ',
  'connection key': () => 'conn=7 ',
};

function two(at: number): string {
  return String(at % 60).padStart(2, '0');
}

type Voices = Readonly<Record<Direction, string>>;

function voices(client: string, server: string): Voices {
  return { 'client-to-server': client, 'server-to-client': server };
}

/** Whose bytes they are, before them in the same line; in the order client, server. */
export const LABELS: Readonly<Record<string, Voices | null>> = {
  none: null,
  'send recv': voices('send: ', 'recv: '),
  'recv send': voices('recv: ', 'send: '),
  'SEND RECV': voices('SEND ', 'RECV '),
  'sent received': voices('sent ', 'received '),
  'Sending Received': voices('Sending: ', 'Received: '),
  'client server': voices('client: ', 'server: '),
  'C S': voices('C: ', 'S: '),
  '> <': voices('> ', '< '),
  '< >': voices('< ', '> '),
  '>>> <<<': voices('>>> ', '<<< '),
  '-> <-': voices('-> ', '<- '),
  '--> <--': voices('--> ', '<-- '),
  '→ ←': voices('→ ', '← '),
  'TX RX': voices('TX: ', 'RX: '),
  'out in': voices('out: ', 'in: '),
  'client -> server': voices('client -> server: ', 'server -> client: '),
  'write read': voices('write: ', 'read: '),
  '=> <=': voices('=> ', '<= '),
};

/** Whose bytes they are, in a line above them. `size` counts them. */
export const HEADINGS: Readonly<Record<string, ((size: number) => Voices) | null>> = {
  none: null,
  'Client:': () => voices('Client:', 'Server:'),
  'Client -> Server': () => voices('Client -> Server', 'Server -> Client'),
  '>>> SEND': (size) => voices(`>>> SEND (${size} bytes)`, `<<< RECV (${size} bytes)`),
  'send n bytes': (size) => voices(`send ${size} bytes`, `recv ${size} bytes`),
  'Sent:': () => voices('Sent:', 'Received:'),
  '# client': () => voices('# client', '# server'),
  '// from client': () => voices('// from client', '// from server'),
};

/** Between a label and bytes: how many there are. */
export const ANNOUNCEMENTS: readonly ((size: number) => string)[] = [
  () => '',
  (size) => `${size} bytes: `,
  (size) => `(${size} bytes) `,
  (size) => `len=${size} data=`,
  () => 'data: ',
  () => 'frame ',
];

/** After bytes. */
export const SUFFIXES: readonly ((size: number) => string)[] = [
  () => '',
  (size) => ` (${size} bytes)`,
  (size) => ` len=${size}`,
  () => '',
];

export const PROSE: readonly string[] = [
  'Connected to ws://server.example.com/chat',
  'Hi all, my client gets closed with 1006 and I can’t see why.',
  'Here is what I see:',
  'then after 30 seconds it disconnects',
  'Node 20.11.0 on Ubuntu 22.04, ws 8.16.0',
  "Any idea what's wrong?",
  'WebSocket connection established',
  'Do we add a bad byte? It’s dead.',
  '---',
  'keepalive timeout = 20s',
];

/** What a mail program or an editor puts before each line. */
export const LINE_STARTS: readonly string[] = ['', '', '', '', '    ', '\t', '> ', '> > ', '  '];
