/** The words of Live's page. */

import type { CommandProblem } from '#core/live/echo-session.ts';
import {
  ECHO,
  type LiveConnection,
  type LiveLeg,
  type TargetFailure,
} from '#core/live/live-api.ts';
import { formatCount } from '#content/phrasing/quantity.ts';

export const HOW_TO = {
  title: 'Live runs on your own computer',
  lead: 'Live shows the bytes that your own browser sends and receives, while they cross. A site on the web can’t do that, so this page connects to nothing. The same site does, if you start it yourself.',
  steps: [
    'Get this project’s source, and Node 20.19 or later.',
    'Run “npm ci && npm start” in its folder.',
    'Open the address that it prints. It has a key, so that no other page can use the server.',
  ],
  commands: [
    { code: 'npm start', does: 'serves the site with Live and an echo server' },
    { code: 'npm start -- --to wss://host/path', does: 'adds a server of yours as a target' },
    {
      code: 'npm start -- --tap app',
      does: 'adds ws://127.0.0.1:4173/tap/app for your own app or script',
    },
    {
      code: 'npm start -- --watch https://host/',
      does: 'starts a new browser with that page, and shows its WebSockets',
    },
  ],
  privacy:
    'The server listens on this computer alone. What it records stays in its memory or a private temporary file, and is gone when it stops.',
} as const;

export const NO_KEY = {
  title: 'This page has no key',
  text: 'Open the address that the server printed when it started. It ends with “#/live?key=” and the key, which is new with each start.',
} as const;

export const SESSION_PROBLEMS = {
  refused:
    'The server has another key now, so it was started again. Open the address that it printed.',
  lost: 'The server doesn’t answer. If you stopped it, start it again and open the address that it prints. What is shown here stays.',
  'other-version': 'This page and the server are of different versions. Reload the page.',
} as const;

/** What is real, for every view of a live connection. */
export const WHAT_IS_REAL =
  'Real: the bytes, their order, and when they passed the server. Not seen: TCP’s own segments and their times. The server wrote the times down at its sockets.';

export const LOG_FULL =
  'The page follows the first 64 MiB of the log. Download the log to see all of it, or delete it to go on from here.';

export const LOG_ENDS = {
  limit:
    'The log has reached its limit of 1 GiB. Connections continue but aren’t recorded. Delete the log to record again.',
  disk: 'The disk is full. Connections continue but aren’t recorded. Delete the log to record again.',
} as const;

export const READING_FAILED = 'The log could not be read here. Download it, and open it in Decode.';

export const NOTHING_YET =
  'No connection yet. Press Connect, and the frames appear here while they cross.';

export const NO_FRAMES_YET = 'Nothing has crossed yet.';

export function targetName(to: string): string {
  return to === ECHO ? 'the built-in echo server' : to;
}

export function connectionName({ id, to, tap, isOpen }: LiveConnection): string {
  const from = tap === null ? '' : ` from tap “${tap}”`;
  return `${id}: ${to === ECHO ? 'echo server' : to}${from}${isOpen ? '' : ' (closed)'}`;
}

const LEGS: Readonly<Record<LiveLeg['name'], string>> = {
  browser: 'browser and relay',
  target: 'relay and target',
};

export function legName({ name }: LiveLeg): string {
  return LEGS[name];
}

const FAILURES: Readonly<Record<TargetFailure, string>> = {
  'no-address': 'The target’s name has no address.',
  refused: 'Nothing listens at the target’s port.',
  'no-answer': 'The target doesn’t answer.',
  unreachable: 'This computer has no route to the target’s address.',
  'not-tls': 'The target doesn’t speak TLS at this port. Try ws:// instead of wss://.',
  certificate: 'The target’s certificate isn’t valid for it.',
  reset: 'The target closed the connection before TLS was ready.',
  itself: 'The target is this server itself.',
  other: 'The target can’t be reached.',
};

/** Why there is no connection, followed by the system's message. */
export function failureWords({ id, detail }: NonNullable<LiveConnection['failure']>): string {
  return `${FAILURES[id]} (${detail})`;
}

export const COMMAND_PROBLEMS: Readonly<Record<CommandProblem | 'lost', string>> = {
  'not-open': 'The server’s side of this connection isn’t open.',
  'not-compressing': 'This connection doesn’t compress. Connect again with compression accepted.',
  lost: 'The server didn’t take this command.',
};

export const REQUEST_CHANGES =
  'The relay changed these lines of the request, and nothing else of the connection. Cookies of 127.0.0.1 belong to other programs on this computer, so the target doesn’t get them.';

export const HEX_EXPECTED = 'Pairs of hex digits: 01 ff 7a';

export function sizeWords(frames: number, fromBrowser: number, toBrowser: number): string {
  const noun = frames === 1 ? 'frame' : 'frames';
  return `${formatCount(frames)} ${noun} · ${formatCount(fromBrowser)} bytes from the browser, ${formatCount(toBrowser)} to it`;
}
