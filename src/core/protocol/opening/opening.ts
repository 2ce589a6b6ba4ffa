/**
 * The opening handshake as one side goes through it: what it says, and what it makes of the other's
 * head (RFC 6455 §4).
 */

import {
  checkHeadReading,
  decodeHttpHead,
  isRequestHead,
  isResponseHead,
  type HeadReading,
  type RequestHead,
} from '#core/protocol/http/http-head.ts';
import { answerOpeningRequest, encodeOpeningAnswer, type OpeningPolicy } from './opening-answer.ts';
import { judgeOpeningResponse, outcomeForPage } from './opening-judgement.ts';
import {
  checkOpeningRequest,
  encodeOpeningRequest,
  type OpeningRequest,
} from './opening-request.ts';
import { encodeRefusal, refusalFor } from './opening-response.ts';
import {
  clientCompression,
  type Compression,
} from '#core/protocol/compression/permessage-deflate.ts';
import type { Violation } from '#core/protocol/rules/violation.ts';

/** What the two sides agreed on. */
export type Agreed = {
  /** Empty where there is none. */
  readonly subprotocol: string;
  /** Value of Sec-WebSocket-Extensions in the answer; empty where there is none. */
  readonly extensions: string;
  /** How the messages that this side sends may be compressed; null where they may not. */
  readonly sending: Compression | null;
  /** How those that it receives may be. */
  readonly receiving: Compression | null;
};

/** What comes of the other side's head. `reply` is to be sent in any case. */
export type OpeningStep =
  | { readonly kind: 'opens'; readonly reply: Uint8Array | null; readonly agreed: Agreed }
  /** The answer proper is yet to come. */
  | { readonly kind: 'waits' }
  | {
      readonly kind: 'fails';
      readonly reply: Uint8Array | null;
      readonly violation: Violation | null;
    };

export interface Opening {
  /** What is said when TCP stands; null where the other side speaks first. */
  start(): Uint8Array | null;
  /** Takes a reading that is not incomplete. */
  take(reading: HeadReading): OpeningStep;
}

/** A server may say something in advance (RFC 9110 §15.2), but not without end. */
const MOST_INTERIM_ANSWERS = 16;

/**
 * Of a client, which is a browser unless it is told otherwise: browsers fail in some cases where
 * the RFC lets them choose.
 */
export class ClientOpening implements Opening {
  readonly #request: OpeningRequest;
  readonly #isBrowser: boolean;
  #sent: RequestHead | null = null;
  #interimAnswers = 0;

  constructor(request: OpeningRequest, isBrowser = true) {
    this.#request = request;
    this.#isBrowser = isBrowser;
  }

  start(): Uint8Array {
    const bytes = encodeOpeningRequest(this.#request);
    const reading = decodeHttpHead(bytes);
    if (reading.kind === 'head' && isRequestHead(reading.head)) this.#sent = reading.head;
    return bytes;
  }

  take(reading: HeadReading): OpeningStep {
    const syntax = checkHeadReading(reading);
    if (reading.kind !== 'head' || !isResponseHead(reading.head)) {
      return { kind: 'fails', reply: null, violation: syntax[0] ?? null };
    }
    const judgement = judgeOpeningResponse(reading.head, this.#sent, syntax);
    const { verdict, fault, subprotocol, extensions, compression } = judgement;
    if (this.#isBrowser) {
      const outcome = outcomeForPage(judgement);
      if (outcome.kind === 'fails') {
        return { kind: 'fails', reply: null, violation: outcome.violation };
      }
    }
    const mayWait = verdict === 'waits' && this.#interimAnswers++ < MOST_INTERIM_ANSWERS;
    if (mayWait) return { kind: 'waits' };
    if (verdict !== 'opens') return { kind: 'fails', reply: null, violation: fault };
    const agreement = compression?.agreement ?? null;
    const offer = compression?.offer ?? null;
    return {
      kind: 'opens',
      reply: null,
      agreed: {
        subprotocol,
        extensions,
        sending: agreement && offer && clientCompression(agreement, offer),
        receiving: agreement && agreement.server,
      },
    };
  }
}

export class ServerOpening implements Opening {
  readonly #policy: OpeningPolicy;

  constructor(policy: OpeningPolicy = {}) {
    this.#policy = policy;
  }

  start(): null {
    return null;
  }

  take(reading: HeadReading): OpeningStep {
    const syntax = checkHeadReading(reading);
    if (reading.kind !== 'head' || !isRequestHead(reading.head)) {
      const reply = encodeRefusal(refusalFor(syntax));
      return { kind: 'fails', reply, violation: syntax[0] ?? null };
    }
    const violations = [...syntax, ...checkOpeningRequest(reading.head)];
    const answer = answerOpeningRequest(reading.head, violations, this.#policy);
    const reply = encodeOpeningAnswer(answer);
    if (answer.kind === 'refuses') return { kind: 'fails', reply, violation: answer.violation };
    const { response, agreement } = answer;
    return {
      kind: 'opens',
      reply,
      agreed: {
        subprotocol: response.subprotocol ?? '',
        extensions: response.extensions ?? '',
        sending: agreement && agreement.server,
        receiving: agreement && agreement.client,
      },
    };
  }
}
