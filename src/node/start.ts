/** Starts the local server with the options of `npm start`, and says what came of it. */

import { watchWords } from '#content/live/watch-words.ts';
import { startWords, type StartWords } from '#content/live/start-words.ts';
import { ORIGIN_MODES, type OriginMode } from '#node/relay/forwarded-request.ts';
import { readTarget, type Target } from '#node/relay/target.ts';
import { startLocalServer } from '#node/server/local-server.ts';
import type { Tap } from '#node/server/live-hub.ts';

/** As they were typed. */
export type StartOptions = {
  /** Of the built site. */
  readonly directory: string;
  readonly port: string;
  /** URLs. */
  readonly to: readonly string[];
  /** "NAME", or "NAME=URL". */
  readonly tap: readonly string[];
  readonly origin: string;
  readonly allowOrigin: readonly string[];
  /** A page to open in a browser that is watched; null for none. */
  readonly watch: string | null;
};

export type Started =
  | {
      readonly kind: 'started';
      readonly words: StartWords;
      readonly close: () => Promise<void>;
    }
  /** What is wrong with the options, or why no server runs, in words. */
  | { readonly kind: 'failed'; readonly reason: string };

/** In a path, and nothing that is encoded there. */
const TAP_NAME = /^[\w.-]{1,64}$/;

/** An option that can't be read. */
class OptionProblem extends Error {}

/** @param say prints what happens later */
export async function start(
  options: StartOptions,
  say: (line: string) => void = () => undefined,
): Promise<Started> {
  try {
    const targets = options.to.map((text) => targetOf('--to', text));
    const taps = options.tap.map((text) => tapOf(text, targets[0] ?? null));
    const named = new Set(taps.map(({ name }) => name));
    if (named.size < taps.length) throw new OptionProblem('--tap: a name was given twice.');
    const port = portOf(options.port);
    const server = await startLocalServer({
      directory: options.directory,
      port,
      targets: [...targets, ...taps.flatMap(({ target }) => target ?? [])].filter(isFirst),
      taps,
      originMode: originOf(options.origin),
      allowedOrigins: options.allowOrigin.map(allowedOrigin),
      watch:
        options.watch === null
          ? undefined
          : { url: watchedUrl(options.watch), onfailed: (watch) => say(watchWords(watch)) },
    });
    const words = startWords({
      address: server.address,
      liveAddress: server.liveAddress,
      askedPort: port,
      port: server.port,
      hasIpv6: server.hasIpv6,
      taps: taps.map(({ name, target }) => ({ name, to: target?.url ?? null })),
      watch: server.watch,
    });
    return { kind: 'started', words, close: () => server.close() };
  } catch (error) {
    return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
}

function isFirst(target: Target, index: number, all: readonly Target[]): boolean {
  return all.findIndex(({ url }) => url === target.url) === index;
}

function targetOf(option: string, text: string): Target {
  const reading = readTarget(text);
  if (reading.kind === 'target') return reading.target;
  throw new OptionProblem(`${option} ${text}: ${reading.reason}.`);
}

function tapOf(text: string, first: Target | null): Tap {
  const [, name = '', url] = /^([^=]*)(?:=(.*))?$/s.exec(text) ?? [];
  if (!TAP_NAME.test(name)) {
    throw new OptionProblem(
      `--tap ${text}: a name has letters, digits, “-”, “_” and “.”, 64 at most.`,
    );
  }
  return { name, target: url === undefined ? first : targetOf(`--tap ${name}=`, url) };
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 0xffff) return port;
  throw new OptionProblem(`--port ${text}: a port is a number up to 65535.`);
}

function originOf(text: string): OriginMode {
  const mode = ORIGIN_MODES.find((each) => each === text);
  if (mode !== undefined) return mode;
  throw new OptionProblem(`--origin ${text}: it is one of ${ORIGIN_MODES.join(', ')}.`);
}

function watchedUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol === 'https:' || url?.protocol === 'http:') return url.href;
  throw new OptionProblem(
    `--watch ${text}: it is the address of a page, like https://example.com.`,
  );
}

function allowedOrigin(text: string): string {
  if (URL.canParse(text) && new URL(text).origin === text.toLowerCase()) return text.toLowerCase();
  throw new OptionProblem(`--allow-origin ${text}: an origin is like https://example.com.`);
}
