/**
 * The parameters of permessage-deflate in a client's offer and a server's answer (RFC 7692 §7.1).
 */

import type { Extension, FoundExtension, FoundParameter } from './extension-list.ts';
import type { RuleId } from '#core/protocol/rules/rules.ts';
import { violationAtBytes, type Violation } from '#core/protocol/rules/violation.ts';

const PERMESSAGE_DEFLATE = 'permessage-deflate';

/** Base-2 logarithms of the size of the LZ77 window: 256 bytes to 32 KiB (§7.1.2). */
export const MIN_WINDOW_BITS = 8;
export const MAX_WINDOW_BITS = 15;

/** The parameters of an answer (§7.1.1, §7.1.2). Absent window bits are null, which means 15. */
export type DeflateAnswer = {
  readonly serverNoContextTakeover: boolean;
  readonly clientNoContextTakeover: boolean;
  readonly serverMaxWindowBits: number | null;
  readonly clientMaxWindowBits: number | null;
};

/**
 * The parameters of an offer. Those about the client are hints: that it will not use context
 * takeover, and the largest window it will use. `'any'`, a name without a value, means that the
 * client can limit its window on request (§7.1.2.2).
 */
export type DeflateOffer = Omit<DeflateAnswer, 'clientMaxWindowBits'> & {
  readonly clientMaxWindowBits: number | 'any' | null;
};

/** permessage-deflate without parameters, as Firefox offers it. */
export const PLAIN_OFFER: DeflateOffer = {
  serverNoContextTakeover: false,
  clientNoContextTakeover: false,
  serverMaxWindowBits: null,
  clientMaxWindowBits: null,
};

type Origin = 'offer' | 'answer';

const RULES_BROKEN = {
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
} as const satisfies Record<Origin, Record<string, RuleId>>;

/** A number "without leading zeroes between 8 to 15, inclusive". */
const WINDOW_BITS = /^(?:[89]|1[0-5])$/;

export function isPermessageDeflate({ name }: Extension): boolean {
  return name === PERMESSAGE_DEFLATE;
}

/** A parameter with a wrong value counts as absent; `checkParameters` reports it. */
export function decodeOffer(extension: FoundExtension): DeflateOffer {
  const client = findParameter(extension, 'client_max_window_bits');
  return {
    ...decodeParameters(extension),
    clientMaxWindowBits: client?.value === null ? 'any' : toWindowBits(client),
  };
}

/** A parameter with a wrong value counts as absent; `checkParameters` reports it. */
export function decodeAnswer(extension: FoundExtension): DeflateAnswer {
  const client = findParameter(extension, 'client_max_window_bits');
  return { ...decodeParameters(extension), clientMaxWindowBits: toWindowBits(client) };
}

/** Throws a `RangeError` if window bits are not from 8 to 15. */
export function encodeOffer(offer: DeflateOffer): Extension {
  return encodeParameters(offer);
}

/** Throws a `RangeError` if window bits are not from 8 to 15. */
export function encodeAnswer(answer: DeflateAnswer): Extension {
  return encodeParameters(answer);
}

/** The rules that parameters break by themselves, whatever was offered (§7). */
export function checkParameters(extension: FoundExtension, origin: Origin): Violation[] {
  const seen = new Set<string>();
  return extension.parameters.flatMap((parameter) => {
    const fault = seen.has(parameter.name) ? 'repeated' : faultIn(parameter, origin);
    seen.add(parameter.name);
    return fault === null ? [] : [violationAtBytes(RULES_BROKEN[origin][fault], parameter.range)];
  });
}

function faultIn(parameter: FoundParameter, origin: Origin): 'unknown' | 'value' | null {
  const { name, value } = parameter;
  switch (name) {
    case 'server_no_context_takeover':
    case 'client_no_context_takeover':
      return value === null ? null : 'value';
    case 'server_max_window_bits':
      return toWindowBits(parameter) === null ? 'value' : null;
    case 'client_max_window_bits':
      return toWindowBits(parameter) === null && !(origin === 'offer' && value === null)
        ? 'value'
        : null;
    default:
      return 'unknown';
  }
}

/** The parameters that mean the same in offers and answers. */
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
