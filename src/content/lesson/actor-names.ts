/** Names of the two endpoints: "the browser" in a scenario, the program's name in a recording. */

import type { Side } from '#core/trace/direction.ts';
import type { Trace } from '#core/trace/trace.ts';

/** A name that a sentence can contain. A file can name an endpoint anything. */
const PLAIN_NAME = /^\p{L}[\p{L}\p{N}]*(?:[ .+-][\p{L}\p{N}]+)*$/u;

/** The longest name with which every title fits, its article included (UTF-16 code units). */
const MAX_NAME = 14;

/** "The browser", or in a recording "Chromium": at the beginning of a sentence. */
export function actorName(trace: Trace, side: Side): string {
  const { name } = trace.endpoints[side];
  const isRecorded = trace.provenance.kind === 'recorded';
  const called = isRecorded && !isRole(name) ? name : `The ${name.toLowerCase()}`;
  return PLAIN_NAME.test(name) && called.length <= MAX_NAME ? called : `The ${side}`;
}

/** A capture names its endpoints by what they do. */
function isRole(name: string): boolean {
  return ['Browser', 'Client', 'Server'].includes(name);
}

/** The names of clients in which the code is that of a page. */
const BROWSERS: readonly string[] = ['Browser', 'Chromium', 'Firefox', 'Safari'];

export function isBrowser({ client }: Trace['endpoints']): boolean {
  return BROWSERS.includes(client.name);
}

/** Whose code calls and hears: "the page", or "the client’s code" of another program. */
export function codeOf(endpoints: Trace['endpoints'], side: Side): string {
  if (side === 'server') return 'the server’s code';
  return isBrowser(endpoints) ? 'the page' : 'the client’s code';
}

/** The same name for the middle of a sentence. */
export function actorWithin(trace: Trace, side: Side): string {
  return actorName(trace, side).replace(/^The /, 'the ');
}
