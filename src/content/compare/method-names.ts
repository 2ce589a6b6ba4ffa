/** What the methods are called, and how sentences about them are built. */

import type { ComparedId } from '#core/traffic/methods/method-run.ts';
import type { Alternative } from '#core/traffic/verdict/recommendation.ts';

export type NamedMethod = Alternative['method'];

type MethodName = {
  readonly name: string;
  /** For the middle of a sentence. */
  readonly within: string;
  readonly isPlural: boolean;
};

const NAMES: Readonly<Record<NamedMethod, MethodName>> = {
  polling: { name: 'Polling', within: 'polling', isPlural: false },
  'long-polling': { name: 'Long polling', within: 'long polling', isPlural: false },
  'event-stream': { name: 'Server-sent events', within: 'server-sent events', isPlural: true },
  websocket: { name: 'WebSocket', within: 'WebSocket', isPlural: false },
  requests: { name: 'Plain requests', within: 'plain requests', isPlural: true },
  webtransport: { name: 'WebTransport', within: 'WebTransport', isPlural: false },
};

export function nameOf(method: NamedMethod): string {
  return NAMES[method].name;
}

export function nameWithin(method: NamedMethod): string {
  return NAMES[method].within;
}

/** The verb that agrees with a method: `sends` after WebSocket, `send` after server-sent events. */
export function verbOf(method: NamedMethod, singular: string, plural: string): string {
  return NAMES[method].isPlural ? plural : singular;
}

/** "one", "one and another", "one, another and a third". */
export function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

/** The subject of a sentence about several methods: "Polling and long polling". */
export function subjectOf(methods: readonly ComparedId[]): string {
  return listed(
    methods.map((method, index) => (index === 0 ? nameOf(method) : nameWithin(method))),
  );
}

/** The verb that agrees with `subjectOf`. */
export function verbOfAll(
  methods: readonly ComparedId[],
  singular: string,
  plural: string,
): string {
  const [only] = methods;
  return methods.length === 1 && only !== undefined ? verbOf(only, singular, plural) : plural;
}
