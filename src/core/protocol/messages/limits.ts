/**
 * How much a receiver takes: "implementations SHOULD impose a limit on … the frame size and the
 * total message size after reassembly from multiple frames" (RFC 6455 §10.4).
 */

export type Limits = {
  /** Bytes of one frame's payload as on the wire; more fails the connection with 1009. */
  readonly maxFrameSize: number;
  /** Bytes of a message, its fragments joined and inflated; more fails with 1009. */
  readonly maxMessageSize: number;
  /** Data frames of one message, empty ones included; more fails with 1008. */
  readonly maxFragments: number;
};

/** What a client or server does with unless it is told otherwise: 100 MiB, as most do. */
export const DEFAULT_LIMITS: Limits = {
  maxFrameSize: 100 * 1024 * 1024,
  maxMessageSize: 100 * 1024 * 1024,
  maxFragments: 131_072,
};
