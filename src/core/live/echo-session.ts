/**
 * Live's echo server, without I/O: it answers a handshake, sends every message back, and does on
 * command what servers do, including what they must not.
 *
 * It writes to a channel, which sends and delays. The page runs the same session against a modelled
 * browser to predict what a real one does.
 */

import { concatBytes, NO_BYTES } from '#core/bytes/byte-array.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { fromUtf8, toUtf8 } from '#core/bytes/text.ts';
import { writeUint16 } from '#core/bytes/big-endian.ts';
import { Connection } from '#core/protocol/connection.ts';
import { MESSAGE_CODECS } from '#core/protocol/compression/codecs.ts';
import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { OPCODE, type DefinedOpcode } from '#core/protocol/framing/opcode.ts';
import { isCloseCodeOf } from '#core/protocol/messages/close-code.ts';
import type { Refusal } from '#core/protocol/opening/refusal.ts';
import { brokenFrame, needsCompression, type ServerBreakId } from './broken-frames.ts';
import type { EchoCommand, EchoSettings, TcpEnd } from './echo-command.ts';

export type EchoChannel = {
  /** Sends bytes, `delayMs` after now, and after everything that was sent before. */
  send(bytes: Uint8Array, delayMs: number): void;
  /** Ends TCP after everything that was sent. */
  end(by: TcpEnd, delayMs: number): void;
  /** Whether bytes are taken from the peer's socket. */
  setReading(isOn: boolean): void;
};

/** Why a command wasn't carried out. */
export type CommandProblem = 'not-open' | 'not-compressing';

const SWITCHING_PROTOCOLS = 101;

const HELLO = 'Hello';

export class EchoSession {
  readonly #channel: EchoChannel;
  readonly #connection: Connection;
  #delayMs: number;
  /** How many bytes the server still sends before it ends TCP; null for no end. */
  #left: number | null;
  #endsBy: TcpEnd;
  #hasEnded = false;
  #isSilent = false;
  /** After a Close frame that was written beside the connection, its own frames are too late. */
  #isClosing = false;

  constructor(channel: EchoChannel, { status, compresses, delayMs, drop }: EchoSettings) {
    this.#channel = channel;
    this.#delayMs = delayMs;
    this.#left = drop?.afterBytes ?? null;
    this.#endsBy = drop?.by ?? 'fin';
    const decide = () => (status === SWITCHING_PROTOCOLS ? null : refusalWith(status));
    this.#connection = new Connection({
      role: 'server',
      policy: { decide, ...(compresses && { deflate: {} }) },
      codecs: MESSAGE_CODECS,
    });
  }

  /** Whether the handshake is complete, and neither side is closing. */
  get isOpen(): boolean {
    return this.#connection.readyState === 'OPEN' && !this.#isClosing && !this.#hasEnded;
  }

  /** Whether both sides agreed on permessage-deflate. */
  get isCompressing(): boolean {
    return this.#connection.extensions !== '';
  }

  receive(bytes: Uint8Array): void {
    this.#connection.receive(bytes);
    this.#flush();
  }

  /** The browser ended its half of TCP. */
  receiveEnd(): void {
    this.#connection.receiveEnd();
    this.#flush();
  }

  /** The server stops: it says goodbye, and ends TCP. */
  goAway(code: number, reason: string): void {
    if (this.isOpen) this.#connection.close(code, reason);
    else this.#connection.stopWaiting();
    this.#flush();
    this.#end('fin');
  }

  /** Returns why the command isn't possible now; null if it was carried out. */
  command(command: EchoCommand): CommandProblem | null {
    switch (command.kind) {
      case 'silence':
        this.#isSilent = command.isOn;
        return null;
      case 'reading':
        this.#channel.setReading(command.isOn);
        return null;
      case 'delay':
        this.#delayMs = command.ms;
        return null;
      case 'drop':
        this.#dropAfter(command.afterBytes, command.by);
        return null;
      default:
        return this.isOpen ? this.#sendCommand(command) : 'not-open';
    }
  }

  #sendCommand(
    command: Exclude<EchoCommand, { readonly kind: 'silence' | 'reading' | 'delay' | 'drop' }>,
  ): CommandProblem | null {
    switch (command.kind) {
      case 'text':
        return this.#sendFrame(OPCODE.text, toUtf8(command.text));
      case 'binary':
        return this.#sendFrame(OPCODE.binary, fromHex(command.hex));
      case 'ping':
        return this.#sendFrame(OPCODE.ping, fromHex(command.hex));
      case 'raw':
        return this.#write(fromHex(command.hex));
      case 'fragments':
        return this.#write(encodeFragments(command.texts));
      case 'compressed':
        if (!this.isCompressing) return 'not-compressing';
        this.#connection.sendText(command.text);
        return this.#write(this.#takeBytes());
      case 'close':
        return this.#close(command.code, command.reason);
      case 'broken':
        return this.#sendBroken(command.id);
    }
  }

  /** A legal code is the connection's own. Another one is written beside it. */
  #close(code: number | null, reason: string): null {
    if (code === null || isCloseCodeOf(code, 'server')) {
      this.#connection.close(code, reason);
      return this.#write(this.#takeBytes());
    }
    this.#isClosing = true;
    const payload = new Uint8Array(2);
    writeUint16(payload, 0, code);
    return this.#sendFrame(OPCODE.close, concatBytes([payload, toUtf8(reason)]));
  }

  #sendBroken(id: ServerBreakId): CommandProblem | null {
    if (!needsCompression(id)) return this.#write(brokenFrame(id) ?? NO_BYTES);
    if (!this.isCompressing) return 'not-compressing';
    this.#connection.sendText(HELLO);
    return this.#write(brokenFrame(id, this.#takeBytes()) ?? NO_BYTES);
  }

  /** Uncompressed, also if messages may be compressed (RFC 7692 §6). */
  #sendFrame(opcode: DefinedOpcode, payload: Uint8Array): null {
    return this.#write(encodeFrame({ opcode, maskingKey: null, payload }));
  }

  /** Sends every message back, and what the connection wants to send. */
  #flush(): void {
    for (const event of this.#connection.takeEvents()) {
      if (event.kind !== 'message' || this.#isSilent) continue;
      if (event.type === 'text') this.#connection.sendText(fromUtf8(event.data));
      else this.#connection.sendBinary(event.data);
    }
    for (const output of this.#connection.takeOutput()) {
      if (output.kind !== 'bytes') this.#end('fin');
      else if (!this.#isSilent && !this.#isClosing) this.#write(concatBytes(output.parts));
    }
  }

  #takeBytes(): Uint8Array {
    const outputs = this.#connection.takeOutput();
    return concatBytes(outputs.flatMap((each) => (each.kind === 'bytes' ? each.parts : [])));
  }

  /** As far as the end that was asked for. */
  #write(bytes: Uint8Array): null {
    if (this.#hasEnded) return null;
    const sent = this.#left === null ? bytes : bytes.subarray(0, this.#left);
    if (sent.length > 0) this.#channel.send(sent, this.#delayMs);
    if (this.#left === null) return null;
    this.#left -= sent.length;
    if (this.#left === 0) this.#end(this.#endsBy);
    return null;
  }

  #dropAfter(afterBytes: number, by: TcpEnd): void {
    this.#left = afterBytes;
    this.#endsBy = by;
    if (afterBytes === 0) this.#end(by);
  }

  /** A silent server keeps TCP open. */
  #end(by: TcpEnd): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#channel.end(by, this.#delayMs);
  }
}

/** A message of text in several frames (RFC 6455 §5.4). */
function encodeFragments(texts: readonly string[]): Uint8Array {
  return concatBytes(
    texts.map((text, index) =>
      encodeFrame({
        opcode: index === 0 ? OPCODE.text : OPCODE.continuation,
        isFinal: index === texts.length - 1,
        maskingKey: null,
        payload: toUtf8(text),
      }),
    ),
  );
}

/** The reason phrases say what Live does, because a phrase means nothing to a browser. */
function refusalWith(status: number): Refusal {
  return { status, reason: 'As Asked', fields: [['Connection', 'close']] };
}
