/** What `npm start` prints. */

import type { LiveWatch } from '#core/live/live-api.ts';
import { watchByHand, watchWords } from './watch-words.ts';

export type StartWords = {
  /** Line by line. */
  readonly lines: readonly string[];
};

export type StartFacts = {
  readonly address: string;
  readonly liveAddress: string;
  readonly askedPort: number;
  readonly port: number;
  readonly hasIpv6: boolean;
  /** `to` is null for the echo server. */
  readonly taps: readonly { readonly name: string; readonly to: string | null }[];
  /** Null if no browser is watched. */
  readonly watch: LiveWatch | null;
};

export function startWords(facts: StartFacts): StartWords {
  const { address, liveAddress, askedPort, port, hasIpv6, taps, watch } = facts;
  return {
    lines: [
      ...(port === askedPort || askedPort === 0 ? [] : [`Port ${askedPort} is taken.`]),
      `WS 101 is at ${address}`,
      `Live, with the key of this run: ${liveAddress}`,
      ...taps.map(({ name, to }) => {
        return `A tap is at ws://127.0.0.1:${port}/tap/${name} and leads to ${to ?? 'the echo server'}`;
      }),
      ...(watch === null ? [] : watchLines(watch)),
      ...(hasIpv6 ? [] : ['This machine has no IPv6, so [::1] doesn’t answer.']),
      'Only programs on this machine can connect. Press Ctrl+C to stop.',
    ],
  };
}

function watchLines(watch: LiveWatch): string[] {
  const { url, program } = watch;
  if (program !== null) return [`${program} opens ${url}, and Live shows its WebSockets.`];
  return [watchWords(watch), ...watchByHand(watch).map((line) => `  ${line}`)];
}
