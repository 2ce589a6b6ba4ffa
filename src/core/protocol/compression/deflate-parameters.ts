/**
 * The parameters of permessage-deflate, as a client offers and a server answers them (RFC 7692
 * §7.1).
 */

import type { Extension, FoundExtension, FoundParameter } from './extension-list.ts';
import type { RuleId } from '#core/protocol/rules/rules.ts';
import { violationAtBytes, type Violation } from '#core/protocol/rules/violation.ts';

const PERMESSAGE_DEFLATE = 'permessage-deflate';

/** Base-2 logarithms of the LZ77 window's size: 256 bytes to 32 KiB (§7.1.2). */
export const MIN_WINDOW_BITS = 8;
export const MAX_WINDOW_BITS = 15;

/**
 * What an answer says (§7.1.1, §7.1.2). Window bits are null where nothing is said of them, which
 * means 15.
 */
export type DeflateAnswer = {
  readonly serverNoContextTakeover: boolean;
  readonly clientNoContextTakeover: boolean;
  readonly serverMaxWindowBits: number | null;
  readonly clientMaxWindowBits: number | null;
};

/**
 * What an offer says. Of its own side the client only gives hints: that it will keep no context,
 * and, by a number, how large its window will be. `'any'`, a name without a value, says that it can
 * limit its window if asked (§7.1.2.2).
 */
export type DeflateOffer = Omit<DeflateAnswer, 'clientMaxWindowBits'> & {
  readonly clientMaxWindowBits: number | 'any' | null;
};

/** Plain permessage-deflate, as Firefox offers it. */
export const PLAIN_OFFER: DeflateOffer = {
  serverNoContextTakeover: false,
  clientNoContextTakeover: false,
  serverMaxWindowBits: null,
  clientMaxWindowBits: null,
};

type Side = 'offer' | 'answer';

const BREACHES = {
  offer: {
    unknown: 'compression.offer-parameter-unknown',
    repeated: 'compression.offer-parameter-repeated',
    value: 'compression.offer-value',
  },
  answer: {
    unknown: 'compression.answer-parameter-unknown',
    repeated: 'compression.answer-parameter-repeated',
    value: 'compression.answer-value',
  },
} as const satisfies Record<Side, Record<string, RuleId>>;

/** A number "without leading zeroes between 8 to 15, inclusive". */
const WINDOW_BITS = /^(?:[89]|1[0-5])$/;

export function isPermessageDeflate({ name }: Extension): boolean {
  return name === PERMESSAGE_DEFLATE;
}

/** A parameter with a wrong value counts as absent: saying so is the work of `checkParameters`. */
export function decodeOffer(extension: FoundExtension): DeflateOffer {
  const client = findParameter(extension, 'client_max_window_bits');
  return {
    ...decodeParameters(extension),
    clientMaxWindowBits: client?.value === null ? 'any' : toWindowBits(client),
  };
}

/** Likewise. */
export function decodeAnswer(extension: FoundExtension): DeflateAnswer {
  const client = findParameter(extension, 'client_max_window_bits');
  return { ...decodeParameters(extension), clientMaxWindowBits: toWindowBits(client) };
}

export function encodeOffer(offer: DeflateOffer): Extension {
  return encodeParameters(offer);
}

export function encodeAnswer(answer: DeflateAnswer): Extension {
  return encodeParameters(answer);
}

/** What is wrong with the parameters whatever the other side said (§7). */
export function checkParameters(extension: FoundExtension, side: Side): Violation[] {
  const seen = new Set<string>();
  return extension.parameters.flatMap((parameter) => {
    const breach = seen.has(parameter.name) ? 'repeated' : breachIn(parameter, side);
    seen.add(parameter.name);
    return breach === null ? [] : [violationAtBytes(BREACHES[side][breach], parameter.range)];
  });
}

function breachIn(parameter: FoundParameter, side: Side): 'unknown' | 'value' | null {
  const { name, value } = parameter;
  switch (name) {
    case 'server_no_context_takeover':
    case 'client_no_context_takeover':
      return value === null ? null : 'value';
    case 'server_max_window_bits':
      return toWindowBits(parameter) === null ? 'value' : null;
    case 'client_max_window_bits':
      return toWindowBits(parameter) === null && !(side === 'offer' && value === null)
        ? 'value'
        : null;
    default:
      return 'unknown';
  }
}

/** What means the same in offers and answers; a parameter with a wrong value counts as absent. */
function decodeParameters(extension: FoundExtension) {
  return {
    serverNoContextTakeover: findParameter(extension, 'server_no_context_takeover')?.value === null,
    clientNoContextTakeover: findParameter(extension, 'client_no_context_takeover')?.value === null,
    serverMaxWindowBits: toWindowBits(findParameter(extension, 'server_max_window_bits')),
  };
}

function encodeParameters(parameters: DeflateOffer): Extension {
  const flag = (isSet: boolean, name: string) => (isSet ? [{ name, value: null }] : []);
  const bits = (value: number | 'any' | null, name: string) =>
    value === null ? [] : [{ name, value: value === 'any' ? null : fromWindowBits(value) }];
  return {
    name: PERMESSAGE_DEFLATE,
    parameters: [
      ...flag(parameters.serverNoContextTakeover, 'server_no_context_takeover'),
      ...flag(parameters.clientNoContextTakeover, 'client_no_context_takeover'),
      ...bits(parameters.serverMaxWindowBits, 'server_max_window_bits'),
      ...bits(parameters.clientMaxWindowBits, 'client_max_window_bits'),
    ],
  };
}

export function findParameter(extension: FoundExtension, name: string): FoundParameter | undefined {
  return extension.parameters.find((parameter) => parameter.name === name);
}

function toWindowBits(parameter: FoundParameter | undefined): number | null {
  const { value = null } = parameter ?? {};
  return value !== null && WINDOW_BITS.test(value) ? Number(value) : null;
}

function fromWindowBits(bits: number): string {
  if (WINDOW_BITS.test(String(bits))) return String(bits);
  throw new RangeError(
    `expected ${MIN_WINDOW_BITS} to ${MAX_WINDOW_BITS} window bits, got ${bits}`,
  );
}
