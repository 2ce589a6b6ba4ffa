/**
 * A proxy between a client and a server (RFC 9110 §3.7). TCP ends at it twice: it accepts the
 * client's connection, and opens one to the server when it has the request, as nginx does. It
 * forwards heads with its own changes (§7.6), and what follows them as it is.
 */

import { concatBytes } from '#core/bytes/byte-array.ts';
import { forwardHead } from '#core/protocol/http/forwarded-head.ts';
import { FIELD } from '#core/protocol/http/field-name.ts';
import { hasToken, type FieldPair } from '#core/protocol/http/field-line.ts';
import {
  encodeResponseHead,
  HeadReader,
  isRequestHead,
  isResponseHead,
  type HeadReading,
  type HttpHead,
} from '#core/protocol/http/http-head.ts';
import { SWITCHING_PROTOCOLS } from '#core/protocol/opening/opening-response.ts';
import type { EventQueue } from '#core/simulation/event-queue.ts';
import { TcpEndpoint } from '#core/simulation/tcp-endpoint.ts';
import type { Wire } from '#core/simulation/wire.ts';
import { otherSide, type Side } from '#core/trace/direction.ts';

export type ProxySettings = {
  /** Whether it passes the field Upgrade on, and then the bytes of the new protocol. */
  readonly passesUpgrade: boolean;
};

/** Its name in Via. */
export const PROXY_HOST = 'proxy.example.net';

/** Responses of the proxy itself (RFC 9110 §15.5.1, §15.6.3, §15.6.5). */
const OWN_RESPONSES = {
  400: 'Bad Request',
  502: 'Bad Gateway',
  504: 'Gateway Timeout',
} as const;

/**
 * It reads the request, opens TCP to the server, and reads the response. Then it only passes bytes
 * on: those of both sides in a tunnel, otherwise the rest of the response.
 */
type Phase = 'request' | 'connecting' | 'response' | 'rest-of-response' | 'tunnel' | 'over';

export class ProxyActor {
  readonly #settings: ProxySettings;
  readonly #endpoints: Readonly<Record<Side, TcpEndpoint>>;
  readonly #heads: Readonly<Record<Side, HeadReader>> = {
    client: new HeadReader(),
    server: new HeadReader(),
  };
  /** Bytes of the head that is being read. */
  readonly #read: Record<Side, Uint8Array[]> = { client: [], server: [] };
  readonly #timesPassed: Record<Side, number> = { client: 0, server: 0 };
  #phase: Phase = 'request';
  /** The request as it is forwarded. */
  #request: Uint8Array | null = null;
  /** Whether the forwarded request asks for another protocol. */
  #asksForUpgrade = false;
  /** What the client sent before the server switched protocols. */
  readonly #early: Uint8Array[] = [];

  /** `wires` are those to each side. */
  constructor(settings: ProxySettings, queue: EventQueue, wires: Readonly<Record<Side, Wire>>) {
    this.#settings = settings;
    const endpointTo = (side: Side) =>
      new TcpEndpoint(otherSide(side), queue, wires[side], {
        opened: () => side === 'server' && this.#sendRequest(),
        receiveBytes: (bytes) => queue.schedule(0, () => this.#receive(side, bytes)),
        receiveEnd: () => queue.schedule(0, () => this.#receiveEnd(side)),
        lost: () => this.#lose(side),
      });
    this.#endpoints = { client: endpointTo('client'), server: endpointTo('server') };
  }

  /** Its TCP waits for an acknowledgement. */
  get isWaiting(): boolean {
    return this.#endpoints.client.isWaiting || this.#endpoints.server.isWaiting;
  }

  #receive(from: Side, bytes: Uint8Array): void {
    if (this.#phase === 'tunnel') return this.#pass(from, bytes);
    if (from === 'client') return this.#receiveRequest(bytes);
    if (this.#phase === 'response') return this.#receiveResponse(bytes);
    if (this.#phase === 'rest-of-response') this.#pass('server', bytes);
  }

  #receiveRequest(bytes: Uint8Array): void {
    if (this.#phase === 'connecting' || this.#phase === 'response') this.#early.push(bytes);
    if (this.#phase !== 'request') return;
    this.#read.client.push(bytes);
    const reading = this.#heads.client.feed(bytes);
    if (reading.kind === 'incomplete') return;
    const head = soundHead(reading);
    if (head === null || !isRequestHead(head)) return this.#respond(400);
    this.#early.push(this.#heads.client.rest);
    this.#request = this.#forwarded('client', head);
    this.#asksForUpgrade =
      this.#settings.passesUpgrade && hasToken(head.fields, FIELD.connection, FIELD.upgrade);
    this.#phase = 'connecting';
    this.#endpoints.server.connect();
  }

  #sendRequest(): void {
    if (this.#phase !== 'connecting' || this.#request === null) return;
    this.#phase = 'response';
    this.#endpoints.server.send([{ name: 'request', bytes: this.#request }]);
  }

  #receiveResponse(bytes: Uint8Array): void {
    this.#read.server.push(bytes);
    const reading = this.#heads.server.feed(bytes);
    if (reading.kind === 'incomplete') return;
    const head = soundHead(reading);
    if (head === null || !isResponseHead(head)) return this.#failResponse();
    const isSwitching = head.startLine.status === SWITCHING_PROTOCOLS;
    // Only what was asked for can be switched to (RFC 9110 §7.8).
    if (isSwitching && !this.#asksForUpgrade) return this.#failResponse();
    this.#phase = isSwitching ? 'tunnel' : 'rest-of-response';
    this.#endpoints.client.send([{ name: 'response', bytes: this.#forwarded('server', head) }]);
    this.#pass('server', this.#heads.server.rest);
    if (isSwitching) this.#pass('client', concatBytes(this.#early));
  }

  /** It closes its connection to the client when the server has closed, so `close` stays true. */
  #forwarded(from: Side, head: HttpHead): Uint8Array {
    const keptOptions = [
      ...(this.#settings.passesUpgrade ? [FIELD.upgrade] : []),
      ...(from === 'server' ? ['close'] : []),
    ];
    const bytes = concatBytes(this.#read[from]);
    return forwardHead(bytes, head, { pseudonym: PROXY_HOST, keptOptions });
  }

  #pass(from: Side, bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    const name = `${from}-bytes-${++this.#timesPassed[from]}`;
    this.#endpoints[otherSide(from)].send([{ name, bytes }]);
  }

  #failResponse(): void {
    this.#respond(502);
    this.#endpoints.server.destroy();
  }

  /** Responds itself, and closes. */
  #respond(status: keyof typeof OWN_RESPONSES): void {
    this.#phase = 'over';
    const fields: FieldPair[] = [
      [FIELD.connection, 'close'],
      [FIELD.contentLength, '0'],
    ];
    const bytes = encodeResponseHead(status, OWN_RESPONSES[status], fields);
    this.#endpoints.client.send([{ name: 'response', bytes }]);
    this.#endpoints.client.end();
  }

  /** One side ended its half. In a tunnel, the other half stays open until its side ends it. */
  #receiveEnd(from: Side): void {
    const { client, server } = this.#endpoints;
    const isWaiting = this.#phase === 'response' || this.#phase === 'connecting';
    if (this.#phase === 'tunnel') return this.#endpoints[otherSide(from)].end();
    if (from === 'server' && isWaiting) this.#respond(502);
    this.#phase = 'over';
    client.end();
    if (from === 'server') server.end();
    else server.destroy();
  }

  /** One connection is lost, so the other has no use. */
  #lose(from: Side): void {
    const isWaiting = this.#phase === 'response' || this.#phase === 'connecting';
    if (from === 'server' && isWaiting) return this.#respond(504);
    this.#phase = 'over';
    this.#endpoints[otherSide(from)].destroy();
  }
}

/** Null for anything that a proxy doesn't forward (RFC 9112 §2.2, §5.1). */
function soundHead(reading: HeadReading): HttpHead | null {
  return reading.kind === 'head' && reading.violations.length === 0 ? reading.head : null;
}
