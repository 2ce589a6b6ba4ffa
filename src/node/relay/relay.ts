/**
 * Passes bytes between a browser and a target, untouched but for the first request, and records
 * both sides. A slow side slows the other; ends and resets are passed on.
 */

import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { fromLatin1, toUtf8 } from '#core/bytes/text.ts';
import type { TargetFailure } from '#core/live/live-api.ts';
import { peerText } from '#core/packets/tcp-packet.ts';
import type { RequestHead } from '#core/protocol/http/http-head.ts';
import {
  CLIENT,
  LegRecorder,
  peerOf,
  plainPort,
  SERVER,
  type WallClock,
} from '#node/recording/leg-recorder.ts';
import type { TraceLog } from '#node/recording/trace-log.ts';
import type { FirstHead } from '#node/server/first-head.ts';
import type { ConnectionRecord } from './connection-record.ts';
import { forwardRequest, type OriginMode } from './forwarded-request.ts';
import { passOn } from './pass-on.ts';
import { resetSocket } from './socket-end.ts';
import { failureOf, isOwnAddress, type Target } from './target.ts';

export type RelayOptions = {
  readonly log: TraceLog;
  readonly clock: WallClock;
  /** The port at which this server listens. */
  readonly ownPort: number;
  readonly originMode: OriginMode;
  readonly connectTimeoutMs: number;
  /** Certificates to trust besides the system's, for tests. */
  readonly ca?: string | undefined;
};

/** Written by the relay, and not by the target. */
const MADE_HERE = 'This response was written by the relay, because it could not reach the target.';

export class Relay {
  readonly #options: RelayOptions;
  readonly #browser: Socket;
  readonly #record: ConnectionRecord;
  readonly #browserLeg: LegRecorder;
  /** Null until connected. */
  #targetLeg: LegRecorder | null = null;
  #target: Socket | null = null;
  /** The socket under TLS, which can be reset. */
  #transport: Socket | null = null;

  constructor(browser: Socket, record: ConnectionRecord, options: RelayOptions) {
    this.#options = options;
    this.#browser = browser;
    this.#record = record;
    const client = peerOf(browser.remoteAddress, browser.remotePort);
    const server = peerOf(browser.localAddress, browser.localPort);
    this.#browserLeg = new LegRecorder(options.log, options.clock, [client, server]);
    record.addLeg({ name: 'browser', client: peerText(client), server: peerText(server) });
  }

  /** Connects to the target, and passes on everything, beginning with the first head. */
  start(first: FirstHead, head: RequestHead, target: Target): void {
    const [firstAtNs] = first.chunks.map(({ atNs }) => atNs);
    this.#browserLeg.opened(firstAtNs);
    for (const { bytes, atNs } of first.chunks) this.#browserLeg.bytes(CLIENT, bytes, { atNs });
    this.#browser.on('error', () => this.#lose('browser'));
    this.#browser.on('close', () => {
      this.#record.close();
      // Nobody is left to answer.
      if (this.#targetLeg === null) this.#transport?.destroy();
    });
    this.#connect(target, () => this.#begin(first.bytes, head, target));
  }

  /** Ends both sides, as when the server stops. */
  stop(): void {
    this.#browser.end();
    this.#target?.end();
  }

  #connect(target: Target, onconnected: () => void): void {
    const { ownPort, connectTimeoutMs, ca } = this.#options;
    const { hostname, port, isSecure } = target;
    const transport = connectTcp({ host: hostname, port, allowHalfOpen: true, noDelay: true });
    this.#transport = transport;
    const timer = setTimeout(() => {
      this.#fail('no-answer', `no answer within ${connectTimeoutMs / 1000} s`);
    }, connectTimeoutMs);
    const connected = (socket: Socket): void => {
      clearTimeout(timer);
      this.#target = socket;
      onconnected();
    };
    transport.on('error', (error) => this.#failWith(error));
    transport.on('close', () => {
      clearTimeout(timer);
      if (this.#target === null) this.#fail('reset', 'the target closed the connection');
    });
    transport.once('connect', () => {
      if (isOwnAddress(transport.remoteAddress, port, ownPort)) {
        clearTimeout(timer);
        return this.#fail('itself', 'the target is this relay');
      }
      if (!isSecure) return connected(transport);
      const secure = connectTls({
        socket: transport,
        // An address has no server name (RFC 6066 §3), but its certificate is checked all the same.
        host: hostname,
        servername: /^[\d.]+$|:/.test(hostname) ? '' : hostname,
        ALPNProtocols: ['http/1.1'],
        ...(ca !== undefined && { ca }),
      });
      secure.once('secureConnect', () => connected(secure));
      secure.on('error', (error) => this.#failWith(error));
    });
  }

  #begin(bytes: Uint8Array, head: RequestHead, target: Target): void {
    const socket = this.#target!;
    const transport = this.#transport!;
    const { log, clock, originMode } = this.#options;
    const client = peerOf(transport.localAddress, transport.localPort);
    const far = peerOf(transport.remoteAddress, plainPort(target.port));
    this.#targetLeg = new LegRecorder(log, clock, [client, far]);
    this.#record.addLeg({ name: 'target', client: peerText(client), server: peerText(far) });
    this.#targetLeg.opened();
    const forwarded = forwardRequest(bytes, head, target, originMode);
    this.#record.noteRequest(fromLatin1(bytes.subarray(0, head.size)), fromLatin1(forwarded));
    this.#send(this.#targetLeg, CLIENT, socket, forwarded);
    const rest = bytes.subarray(head.size);
    if (rest.length > 0) this.#send(this.#targetLeg, CLIENT, socket, rest);
    passOn(this.#browser, socket, [this.#browserLeg, this.#targetLeg], CLIENT, clock);
    passOn(socket, this.#browser, [this.#targetLeg, this.#browserLeg], SERVER, clock);
    this.#browser.resume();
  }

  #send(leg: LegRecorder, sender: 0 | 1, socket: Socket, bytes: Uint8Array): void {
    leg.bytes(sender, bytes);
    socket.write(bytes);
  }

  /** One side is gone without an end. The other one is told so. */
  #lose(side: 'browser' | 'target'): void {
    const sender = side === 'browser' ? CLIENT : SERVER;
    this.#browserLeg.reset(sender);
    this.#targetLeg?.reset(sender);
    if (side === 'target') resetSocket(this.#browser);
    else if (this.#transport !== null) resetSocket(this.#transport);
    this.#record.close();
  }

  #failWith(error: Error): void {
    if (this.#target !== null) return this.#lose('target');
    const { id, detail } = failureOf(error);
    this.#fail(id, detail);
  }

  /** Answers the browser, whose page learns no reason from it. It asks this server for that. */
  #fail(id: TargetFailure, detail: string): void {
    if (this.#record.describe().failure !== null || this.#target !== null) return;
    this.#record.fail(id, detail);
    this.#transport?.destroy();
    if (this.#browser.destroyed) return;
    const body = toUtf8(`The target can’t be reached: ${detail}\n`);
    const head = toUtf8(
      `HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n`,
    );
    const bytes = Buffer.concat([head, body]);
    this.#browserLeg.bytes(SERVER, bytes, { comment: MADE_HERE });
    this.#browserLeg.ended(SERVER);
    this.#browser.on('end', () => this.#browserLeg.ended(CLIENT));
    this.#browser.resume();
    this.#browser.end(bytes);
  }
}
