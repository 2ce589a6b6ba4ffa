/**
 * A server's decision about an opening request: to switch, and with what, or to refuse (RFC 6455
 * §4.2.2).
 */

import { FIELD } from '#core/protocol/http/field-name.ts';
import {
  encodeAnswer as encodeDeflateAnswer,
  type DeflateAnswer,
} from '#core/protocol/compression/deflate-parameters.ts';
import {
  decodeExtensionFields,
  encodeExtensionList,
} from '#core/protocol/compression/extension-list.ts';
import { findField, type FieldPair } from '#core/protocol/http/field-line.ts';
import type { RequestHead } from '#core/protocol/http/http-head.ts';
import { isOpeningRequest } from './opening-request.ts';
import {
  encodeOpeningResponse,
  encodeRefusal,
  refusalFor,
  type OpeningResponse,
} from './opening-response.ts';
import {
  agreementOf,
  chooseAnswer,
  decodeOffers,
  type DeflateAgreement,
  type DeflatePolicy,
} from '#core/protocol/compression/permessage-deflate.ts';
import { forbidden, notFound, upgradeRequired, type Refusal } from './refusal.ts';
import { pathOf } from './request-target.ts';
import { chooseSubprotocol, decodeSubprotocols } from './subprotocol.ts';
import type { Violation } from '#core/protocol/rules/violation.ts';

/** What a server wants. Whatever is absent is not asked about. */
export type OpeningPolicy = {
  /** Paths at which there is a WebSocket, without queries; 404 elsewhere. */
  readonly paths?: readonly string[];
  /**
   * Whose pages may connect, as "https://example.com"; 403 for others (§10.2). A request without an
   * origin does not come from a page, and passes.
   */
  readonly origins?: readonly string[];
  /** Spoken here, in any order: the client's favourite is taken. */
  readonly subprotocols?: readonly string[];
  /** Compresses, on these conditions; absent, every offer is declined. */
  readonly deflate?: DeflatePolicy;
  /**
   * The last word, on a request that is right and welcome so far: credentials, load, another place.
   */
  readonly decide?: (request: RequestHead) => Refusal | null;
  /** What else the server says where it agrees. */
  readonly otherFields?: readonly FieldPair[];
};

export type OpeningAnswer =
  | {
      readonly kind: 'accepts';
      readonly response: OpeningResponse;
      /** How messages will be compressed; null where they will not. */
      readonly agreement: DeflateAgreement | null;
    }
  | {
      readonly kind: 'refuses';
      readonly refusal: Refusal;
      /** The first fault that it is for; null where the request was right, but not welcome. */
      readonly violation: Violation | null;
    };

/**
 * `violations` is everything found wrong with the request: with its head as HTTP, and as an opening
 * request.
 */
export function answerOpeningRequest(
  request: RequestHead,
  violations: readonly Violation[],
  policy: OpeningPolicy = {},
): OpeningAnswer {
  const faults = violations.filter(stopsServer);
  const [violation = null] = faults;
  if (violation) {
    const refusal = isOpeningRequest(request) ? refusalFor(faults) : upgradeRequired();
    return { kind: 'refuses', refusal, violation };
  }
  const refusal = refuseUnwelcome(request, policy);
  return refusal ? { kind: 'refuses', refusal, violation: null } : accept(request, policy);
}

export function encodeOpeningAnswer(answer: OpeningAnswer): Uint8Array {
  return answer.kind === 'accepts'
    ? encodeOpeningResponse(answer.response)
    : encodeRefusal(answer.refusal);
}

/** A body need not stop a server; but one that would take it for frames can't go on. */
function stopsServer({ id, reaction }: Violation): boolean {
  return reaction === 'must fail' || id === 'request.body';
}

function refuseUnwelcome(request: RequestHead, policy: OpeningPolicy): Refusal | null {
  const { paths, origins, decide } = policy;
  if (paths && !paths.includes(pathOf(request.startLine.target))) return notFound();
  const origin = findField(request.fields, FIELD.origin)?.value.toLowerCase();
  const isWelcome = origin === undefined || !origins || origins.includes(origin);
  if (!isWelcome) return forbidden();
  return decide?.(request) ?? null;
}

function accept(request: RequestHead, policy: OpeningPolicy): OpeningAnswer {
  const { fields } = request;
  const subprotocol = chooseSubprotocol(
    decodeSubprotocols(fields).names,
    policy.subprotocols ?? [],
  );
  const deflate = answerOffers(request, policy.deflate);
  const response: OpeningResponse = {
    key: findField(fields, FIELD.webSocketKey)?.value ?? '',
    ...(subprotocol !== null && { subprotocol }),
    ...(deflate && { extensions: encodeExtensionList([encodeDeflateAnswer(deflate)]) }),
    ...(policy.otherFields && { otherFields: policy.otherFields }),
  };
  return { kind: 'accepts', response, agreement: deflate && agreementOf(deflate) };
}

function answerOffers(
  { fields }: RequestHead,
  policy: DeflatePolicy | undefined,
): DeflateAnswer | null {
  if (policy === undefined) return null;
  return chooseAnswer(decodeOffers(decodeExtensionFields(fields).extensions), policy);
}
