/**
 * How much a receiver accepts. "Implementations that have implementation- and/or platform-specific
 * limitations regarding the frame size or total message size after reassembly from multiple frames
 * MUST protect themselves against exceeding those limits" (RFC 6455 §10.4). What the limits are,
 * and the code to fail with, is the receiver's choice.
 */

export type Limits = {
  /** In bytes of payload on the wire. A larger frame fails the connection with 1009. */
  readonly maxFrameSize: number;
  /** In bytes, after joining the fragments and inflating. A larger message fails it with 1009. */
  readonly maxMessageSize: number;
  /** Data frames in one message, empty ones included. More of them fail it with 1008. */
  readonly maxFragments: number;
};

/** Default limits. 100 MiB is the default of `ws`, too. */
export const DEFAULT_LIMITS: Limits = {
  maxFrameSize: 100 * 1024 * 1024,
  maxMessageSize: 100 * 1024 * 1024,
  maxFragments: 131_072,
};
