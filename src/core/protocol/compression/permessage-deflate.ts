/**
 * permessage-deflate: how client and server negotiate compression (RFC 7692 §5, §7.1).
 *
 * The client sends offers, in order of preference. The server accepts one, adds its conditions, and
 * ignores offers that it can't accept or understand. The client checks the answer against its
 * offers.
 */

import {
  checkParameters,
  decodeAnswer,
  decodeOffer,
  findParameter,
  isPermessageDeflate,
  MAX_WINDOW_BITS,
  type DeflateAnswer,
  type DeflateOffer,
} from './deflate-parameters.ts';
import type { FoundExtension } from './extension-list.ts';
import type { RuleId } from '#core/protocol/rules/rules.ts';
import { violationAtBytes, type Violation } from '#core/protocol/rules/violation.ts';

/**
 * The bytes that a flush appends to a message. Senders remove them, receivers restore them (§7.2).
 */
export const MESSAGE_TAIL = Uint8Array.of(0x00, 0x00, 0xff, 0xff);

/** How one side may compress. */
export type Compression = {
  /** Whether a message may refer to earlier messages. */
  readonly contextTakeover: boolean;
  /** The base-2 logarithm of how many bytes back it may refer. */
  readonly windowBits: number;
};

/** The "agreed parameters" (§5), by the side that compresses. */
export type DeflateAgreement = { readonly client: Compression; readonly server: Compression };

/** A server's conditions. */
export type DeflatePolicy = {
  /** Whether the server gives up context takeover, requested or not. */
  readonly serverNoContextTakeover?: boolean;
  readonly clientNoContextTakeover?: boolean;
  readonly serverMaxWindowBits?: number;
  /** The server keeps no larger window. It declines clients that can't limit theirs. */
  readonly clientMaxWindowBits?: number;
};

export type DecodedOffer = {
  readonly offer: DeflateOffer;
  readonly violations: readonly Violation[];
};

export type JudgedAnswer = {
  readonly answer: DeflateAnswer;
  readonly agreement: DeflateAgreement;
  /** The offer that it accepts, or the most similar one. Null if no offers are known. */
  readonly offer: DeflateOffer | null;
  readonly violations: readonly Violation[];
};

/** Every offer of permessage-deflate in the list, in order of preference. */
export function decodeOffers(extensions: readonly FoundExtension[]): DecodedOffer[] {
  return extensions.filter(isPermessageDeflate).map((extension) => ({
    offer: decodeOffer(extension),
    violations: checkParameters(extension, 'offer'),
  }));
}

/** The server's answer to the first offer that it can accept; null if it declines all (§5, §7). */
export function chooseAnswer(
  offers: readonly DecodedOffer[],
  policy: DeflatePolicy = {},
): DeflateAnswer | null {
  for (const { offer, violations } of offers) {
    const answer = violations.length === 0 ? acceptOffer(offer, policy) : null;
    if (answer !== null) return answer;
  }
  return null;
}

/** The agreed parameters that an answer means. */
export function agreementOf(answer: DeflateAnswer): DeflateAgreement {
  return {
    client: {
      contextTakeover: !answer.clientNoContextTakeover,
      windowBits: answer.clientMaxWindowBits ?? MAX_WINDOW_BITS,
    },
    server: {
      contextTakeover: !answer.serverNoContextTakeover,
      windowBits: answer.serverMaxWindowBits ?? MAX_WINDOW_BITS,
    },
  };
}

/** How a client has to compress: as agreed, and as its offer promised (§7.1.1.2, §7.1.2.2). */
export function clientCompression({ client }: DeflateAgreement, offer: DeflateOffer): Compression {
  const { clientMaxWindowBits: hint } = offer;
  return {
    contextTakeover: client.contextTakeover && !offer.clientNoContextTakeover,
    windowBits: typeof hint === 'number' ? Math.min(client.windowBits, hint) : client.windowBits,
  };
}

/**
 * How a client judges an answer; null if it doesn't contain permessage-deflate. Without `offers`,
 * only the rules about the answer itself are checked: unoffered extensions are checked elsewhere.
 */
export function judgeAnswer(
  extensions: readonly FoundExtension[],
  offers: readonly DeflateOffer[] = [],
): JudgedAnswer | null {
  const [extension, ...others] = extensions.filter(isPermessageDeflate);
  if (extension === undefined) return null;
  const answer = decodeAnswer(extension);
  const comparisons = offers
    .map((offer) => ({ offer, violations: compareWithOffer(extension, answer, offer) }))
    .toSorted((one, other) => one.violations.length - other.violations.length);
  const nearest = comparisons[0] ?? { offer: null, violations: [] };
  return {
    answer,
    agreement: agreementOf(answer),
    offer: nearest.offer,
    violations: [
      ...checkParameters(extension, 'answer'),
      ...nearest.violations,
      ...others.map(({ range }) => violationAtBytes('compression.answer-repeated', range)),
    ],
  };
}

function acceptOffer(offer: DeflateOffer, policy: DeflatePolicy): DeflateAnswer | null {
  const { serverMaxWindowBits: serverOwn = MAX_WINDOW_BITS } = policy;
  const { clientMaxWindowBits: clientWanted = MAX_WINDOW_BITS } = policy;
  const isClientLimited = clientWanted < MAX_WINDOW_BITS;
  const { clientMaxWindowBits: hint, serverMaxWindowBits: asked } = offer;
  if (isClientLimited && hint === null) return null;
  const serverBits = Math.min(serverOwn, asked ?? MAX_WINDOW_BITS);
  const clientBits = typeof hint === 'number' ? Math.min(clientWanted, hint) : clientWanted;
  return {
    serverNoContextTakeover:
      offer.serverNoContextTakeover || policy.serverNoContextTakeover === true,
    clientNoContextTakeover:
      offer.clientNoContextTakeover || policy.clientNoContextTakeover === true,
    serverMaxWindowBits: asked !== null || serverBits < MAX_WINDOW_BITS ? serverBits : null,
    clientMaxWindowBits: clientBits < MAX_WINDOW_BITS ? clientBits : null,
  };
}

/** The conditions of the offer that an answer breaks. */
function compareWithOffer(
  extension: FoundExtension,
  answer: DeflateAnswer,
  offer: DeflateOffer,
): Violation[] {
  const violations: Violation[] = [];
  const report = (isBroken: boolean, id: RuleId, name: string) => {
    const { range } = findParameter(extension, name) ?? extension;
    if (isBroken) violations.push(violationAtBytes(id, range));
  };
  const { client, server } = agreementOf(answer);
  report(
    offer.serverNoContextTakeover && server.contextTakeover,
    'compression.server-takeover-not-refused',
    'server_no_context_takeover',
  );
  report(
    offer.serverMaxWindowBits !== null && server.windowBits > offer.serverMaxWindowBits,
    'compression.server-window-too-large',
    'server_max_window_bits',
  );
  report(
    offer.clientMaxWindowBits === null && answer.clientMaxWindowBits !== null,
    'compression.client-window-not-offered',
    'client_max_window_bits',
  );
  const { clientMaxWindowBits: hint } = offer;
  report(
    typeof hint === 'number' && answer.clientMaxWindowBits !== null && client.windowBits > hint,
    'compression.client-window-too-large',
    'client_max_window_bits',
  );
  return violations;
}
