/**
 * A server's decision about an opening request: to accept, and what to negotiate, or to reject (RFC
 * 6455 §4.2.2).
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
import { isSameOrigin, pathOf } from './request-target.ts';
import { chooseSubprotocol, decodeSubprotocols } from './subprotocol.ts';
import type { Violation } from '#core/protocol/rules/violation.ts';

/** What a server requires. Absent parts are not checked. */
export type OpeningPolicy = {
  /** The paths that have a WebSocket, without queries. Others get a 404. */
  readonly paths?: readonly string[];
  /**
   * The origins whose pages may connect: "https://example.com". Others get a 403 (§10.2). A request
   * without an origin isn't from a browser, and is accepted.
   */
  readonly origins?: readonly string[];
  /** What the server speaks, in any order, because the client's order counts. */
  readonly subprotocols?: readonly string[];
  /** Conditions for permessage-deflate. If absent, the server declines every offer. */
  readonly deflate?: DeflatePolicy;
  /** Called last, for a request that is acceptable so far: for credentials, load or redirects. */
  readonly decide?: (request: RequestHead) => Refusal | null;
  /** Further fields of the 101. */
  readonly otherFields?: readonly FieldPair[];
};

export type OpeningAnswer =
  | {
      readonly kind: 'accepts';
      readonly response: OpeningResponse;
      /** How messages will be compressed; null if they won't. */
      readonly agreement: DeflateAgreement | null;
    }
  | {
      readonly kind: 'refuses';
      readonly refusal: Refusal;
      /** The first reason; null if the request was valid, but the policy rejects it. */
      readonly violation: Violation | null;
    };

/**
 * `violations` are all rules that the request breaks: those of HTTP, and those of opening requests.
 */
export function answerOpeningRequest(
  request: RequestHead,
  violations: readonly Violation[],
  policy: OpeningPolicy = {},
): OpeningAnswer {
  const faults = violations.filter(({ reaction }) => reaction === 'fails');
  const [violation = null] = faults;
  if (violation) {
    const refusal = isOpeningRequest(request) ? refusalFor(faults) : upgradeRequired();
    return { kind: 'refuses', refusal, violation };
  }
  const refusal = refusalBy(request, policy);
  return refusal ? { kind: 'refuses', refusal, violation: null } : accept(request, policy);
}

export function encodeOpeningAnswer(answer: OpeningAnswer): Uint8Array {
  return answer.kind === 'accepts'
    ? encodeOpeningResponse(answer.response)
    : encodeRefusal(answer.refusal);
}

function refusalBy(request: RequestHead, policy: OpeningPolicy): Refusal | null {
  const { paths, origins, decide } = policy;
  if (paths && !paths.includes(pathOf(request.startLine.target))) return notFound();
  const origin = findField(request.fields, FIELD.origin)?.value;
  const isWelcome =
    origin === undefined || !origins || origins.some((each) => isSameOrigin(each, origin));
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
