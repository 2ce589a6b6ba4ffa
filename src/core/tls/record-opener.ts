/** Opens the protected records of one direction, in order (RFC 8446 §5.2, RFC 5246 §6.2.3.3). */

import { writeSafeUint64, writeUint16 } from '#core/bytes/big-endian.ts';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { openSealed, TAG_SIZE, type CipherSuite } from './cipher-suite.ts';
import { nextSecret, trafficKey, type TrafficKey } from './key-schedule.ts';
import { CONTENT_TYPE, type TlsRecord } from './record.ts';

export type OpenedRecord = { readonly type: number; readonly content: Uint8Array };

export type RecordOpener = {
  /** Null if no key that is due opens it. */
  open(record: TlsRecord): OpenedRecord | null;
};

/**
 * TLS 1.3. Each direction goes through several secrets: of early data, of the handshake, of
 * application data, and new ones after each KeyUpdate. Where it changes isn't followed but tried: a
 * tag that fits is proof.
 */
export class Tls13Opener implements RecordOpener {
  readonly #suite: CipherSuite;
  /** Those that are still to come, in order. */
  #coming: Uint8Array[];
  #secret: Uint8Array | null = null;
  #key: TrafficKey | null = null;
  #sequenceNumber = 0;

  /** @param secrets those of this direction that the key log has, in the order of their use */
  constructor(suite: CipherSuite, secrets: readonly Uint8Array[]) {
    this.#suite = suite;
    this.#coming = [...secrets];
  }

  open(record: TlsRecord): OpenedRecord | null {
    if (record.type !== CONTENT_TYPE.applicationData) {
      return { type: record.type, content: record.fragment };
    }
    const inner = this.#openNow(record) ?? this.#openLater(record);
    return inner === null ? null : withoutPadding(inner);
  }

  #openNow(record: TlsRecord): Uint8Array | null {
    if (this.#key === null) return null;
    const inner = this.#tryKey(this.#key, this.#sequenceNumber, record);
    if (inner !== null) this.#sequenceNumber += 1;
    return inner;
  }

  /** With the first of the coming secrets that opens it. */
  #openLater(record: TlsRecord): Uint8Array | null {
    const coming =
      this.#coming.length === 0 && this.#secret !== null
        ? [nextSecret(this.#suite, this.#secret)]
        : this.#coming;
    for (const [index, secret] of coming.entries()) {
      const key = trafficKey(this.#suite, secret);
      const inner = this.#tryKey(key, 0, record);
      if (inner === null) continue;
      this.#secret = secret;
      this.#key = key;
      this.#coming = coming.slice(index + 1);
      this.#sequenceNumber = 1;
      return inner;
    }
    return null;
  }

  #tryKey({ key, iv }: TrafficKey, sequenceNumber: number, record: TlsRecord): Uint8Array | null {
    return openSealed(this.#suite.aead, {
      key,
      nonce: nonceOf(iv, sequenceNumber),
      additionalData: record.header,
      ciphertext: record.fragment,
    });
  }
}

/** TLS 1.2: nothing is protected before ChangeCipherSpec, and everything after it. */
export class Tls12Opener implements RecordOpener {
  readonly #suite: CipherSuite;
  readonly #key: TrafficKey;
  #isProtected = false;
  #sequenceNumber = 0;

  constructor(suite: CipherSuite, key: TrafficKey) {
    this.#suite = suite;
    this.#key = key;
  }

  open(record: TlsRecord): OpenedRecord | null {
    const { type, fragment } = record;
    if (!this.#isProtected) {
      this.#isProtected = type === CONTENT_TYPE.changeCipherSpec;
      // Application data is always protected, so something before it was lost.
      return type === CONTENT_TYPE.applicationData ? null : { type, content: fragment };
    }
    const content = this.#openProtected(record);
    if (content === null) return null;
    this.#sequenceNumber += 1;
    return { type, content };
  }

  #openProtected({ header, fragment }: TlsRecord): Uint8Array | null {
    const { aead } = this.#suite;
    const { key, iv } = this.#key;
    const isExplicit = aead === 'aes-gcm';
    const ciphertext = isExplicit ? fragment.subarray(EXPLICIT_NONCE_SIZE) : fragment;
    if (ciphertext.length < TAG_SIZE) return null;
    const additionalData = new Uint8Array(13);
    writeSafeUint64(additionalData, 0, this.#sequenceNumber);
    additionalData.set(header.subarray(0, 3), 8);
    writeUint16(additionalData, 11, ciphertext.length - TAG_SIZE);
    const nonce = isExplicit
      ? concatBytes([iv, fragment.subarray(0, EXPLICIT_NONCE_SIZE)])
      : nonceOf(iv, this.#sequenceNumber);
    return openSealed(aead, { key, nonce, additionalData, ciphertext });
  }
}

const EXPLICIT_NONCE_SIZE = 8;

/** The IV, XORed with the number of the record (RFC 8446 §5.3). */
function nonceOf(iv: Uint8Array, sequenceNumber: number): Uint8Array {
  const nonce = new Uint8Array(iv.length);
  writeSafeUint64(nonce, iv.length - 8, sequenceNumber);
  return nonce.map((byte, index) => byte ^ iv[index]!);
}

/** Behind the content are its type and any number of zeros (RFC 8446 §5.2). */
function withoutPadding(inner: Uint8Array): OpenedRecord | null {
  let last = inner.length - 1;
  while (last >= 0 && inner[last] === 0) last--;
  return last < 0 ? null : { type: inner[last]!, content: inner.subarray(0, last) };
}
