/** What Live's page and its local server say to each other, as JSON. */

/** Changes with the form of anything here. A page of another build asks to be reloaded. */
export const LIVE_VERSION = 2;

/** The paths of the server's side. */
export const LIVE_PATHS = {
  status: '/live/status',
  connections: '/live/connections',
  log: '/live/log',
  /** Followed by a ticket. */
  socket: '/live/c/',
  /** Followed by a name. */
  tap: '/tap/',
} as const;

/** Headers of the log's responses. */
export const LOG_HEADERS = {
  /** Another one after the log was deleted. */
  log: 'x-ws101-log',
  /** Where the next bytes start. */
  next: 'x-ws101-next',
  /** Goes up with everything that `LiveStatus` says. */
  changes: 'x-ws101-changes',
} as const;

/** The value of the Authorization field (RFC 6750 §2.1). */
export function authorizationOf(key: string): string {
  return `Bearer ${key}`;
}

/** The two TCP connections that a relayed WebSocket has. */
export type LegName = 'browser' | 'target';

export type LiveLeg = {
  readonly name: LegName;
  /** Addresses and ports as in the log: "127.0.0.1:50000". */
  readonly client: string;
  readonly server: string;
};

/** Why there is no connection to a target. */
export type TargetFailure =
  | 'no-address'
  | 'refused'
  | 'no-answer'
  | 'unreachable'
  | 'not-tls'
  | 'certificate'
  | 'reset'
  | 'itself'
  | 'other';

export type LiveConnection = {
  readonly id: number;
  /** "echo", or the URL of a target. */
  readonly to: string;
  /** The name of the tap; null for this site's page. */
  readonly tap: string | null;
  /** Milliseconds since 1970. */
  readonly openedAtMs: number;
  readonly isOpen: boolean;
  readonly legs: readonly LiveLeg[];
  readonly failure: { readonly id: TargetFailure; readonly detail: string } | null;
  /** The request as it came, and as it went on; null before a target was reached. */
  readonly request: { readonly received: string; readonly forwarded: string } | null;
  /** Whether both sides agreed on permessage-deflate; only known of the echo server. */
  readonly isCompressing: boolean;
};

/** A browser whose connections are recorded. */
export type LiveWatch = {
  /** Of the page that was opened in it. */
  readonly url: string;
  readonly state: 'starting' | 'running' | 'ended' | 'failed' | 'no-browser';
  /** The path of the browser; null if none was found. */
  readonly program: string | null;
  /** What the system says about a browser that didn't start. */
  readonly problem: string | null;
  /** The address of the proxy: "127.0.0.1:40000". */
  readonly proxy: string;
  /** The path of the file for the browser's TLS keys. */
  readonly keyLog: string;
  /** How many connections it has opened so far. */
  readonly tunnels: number;
};

export type LiveStatus = {
  readonly version: number;
  /** Names the log. */
  readonly log: number;
  readonly logSize: number;
  /** Why nothing more is recorded: the log has its largest size, or the disk is full. */
  readonly logEnd: 'limit' | 'disk' | null;
  readonly targets: readonly string[];
  /** The taps with the targets they lead to. */
  readonly taps: readonly { readonly name: string; readonly to: string }[];
  /** Null if no browser is watched. */
  readonly watch: LiveWatch | null;
  /** The latest ones. */
  readonly connections: readonly LiveConnection[];
};

/** The answer to a request for a connection. */
export type LiveTicket = { readonly id: number; readonly path: string };

export const ECHO = 'echo';
