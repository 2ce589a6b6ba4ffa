/**
 * The opening handshake from one side: what it sends, and how it judges the peer's head (RFC 6455
 * §4).
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
import { browserVerdict, judgeOpeningResponse } from './opening-judgement.ts';
import {
  checkOpeningRequest,
  encodeOpeningRequest,
  type OpeningRequest,
} from './opening-request.ts';
import { encodeRefusal, refusalFor } from './opening-response.ts';
import { decodeExtensionFields } from '#core/protocol/compression/extension-list.ts';
import {
  clientCompression,
  decodeOffers,
  type Compression,
} from '#core/protocol/compression/permessage-deflate.ts';
import { requestTimeout } from './refusal.ts';
import type { Violation } from '#core/protocol/rules/violation.ts';

/** What the two sides negotiated. */
export type Agreed = {
  /** Empty if there is none. */
  readonly subprotocol: string;
  /** The value of Sec-WebSocket-Extensions in the response; empty if there is none. */
  readonly extensions: string;
  /** How this side may compress the messages it sends; null if it may not. */
  readonly sending: Compression | null;
  /** How the peer may compress; null if it may not. */
  readonly receiving: Compression | null;
};

/** The result of the peer's head. `reply` has to be sent in any case. */
export type OpeningStep =
  | { readonly kind: 'opens'; readonly reply: Uint8Array | null; readonly agreed: Agreed }
  /** This was an interim response. The final one is still to come. */
  | { readonly kind: 'waits' }
  | {
      readonly kind: 'fails';
      readonly reply: Uint8Array | null;
      readonly violation: Violation | null;
    };

export interface Opening {
  /** Whether what this side offers or accepts can lead to compression. */
  readonly mayCompress: boolean;
  /** The bytes to send when TCP is connected; null if the peer sends first. */
  start(): Uint8Array | null;
  /** Expects a reading that is not `incomplete`. */
  take(reading: HeadReading): OpeningStep;
  /** What to send if the handshake takes too long; null if this side just ends. */
  timeOut(): Uint8Array | null;
}

/** A server may send interim responses (RFC 9110 §15.2). The limit stops an endless series. */
const MAX_INTERIM_RESPONSES = 16;

/**
 * The client's side. By default the client is a browser, which fails in some cases in which the RFC
 * lets a client choose.
 */
export class ClientOpening implements Opening {
  readonly #bytes: Uint8Array;
  readonly #sent: RequestHead | null;
  readonly #isBrowser: boolean;
  #interimResponses = 0;

  /** Throws as `encodeOpeningRequest`. */
  constructor(request: OpeningRequest, isBrowser = true) {
    this.#bytes = encodeOpeningRequest(request);
    const reading = decodeHttpHead(this.#bytes);
    const head = reading.kind === 'head' ? reading.head : null;
    this.#sent = head && isRequestHead(head) ? head : null;
    this.#isBrowser = isBrowser;
  }

  get mayCompress(): boolean {
    const { extensions } = decodeExtensionFields(this.#sent?.fields ?? []);
    return decodeOffers(extensions).length > 0;
  }

  start(): Uint8Array {
    return this.#bytes;
  }

  timeOut(): null {
    return null;
  }

  take(reading: HeadReading): OpeningStep {
    const syntax = checkHeadReading(reading);
    if (reading.kind !== 'head' || !isResponseHead(reading.head)) {
      return { kind: 'fails', reply: null, violation: syntax[0] ?? null };
    }
    const judgement = judgeOpeningResponse(reading.head, this.#sent, syntax);
    const { verdict, fault, subprotocol, extensions, compression } = judgement;
    if (this.#isBrowser) {
      const { opens, violation } = browserVerdict(judgement);
      if (!opens) return { kind: 'fails', reply: null, violation };
    }
    const mayWait = verdict === 'waits' && this.#interimResponses++ < MAX_INTERIM_RESPONSES;
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

/** The server's side. */
export class ServerOpening implements Opening {
  readonly #policy: OpeningPolicy;

  constructor(policy: OpeningPolicy = {}) {
    this.#policy = policy;
  }

  get mayCompress(): boolean {
    return this.#policy.deflate !== undefined;
  }

  start(): null {
    return null;
  }

  timeOut(): Uint8Array {
    return encodeRefusal(requestTimeout());
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
