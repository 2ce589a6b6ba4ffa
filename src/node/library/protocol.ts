/** What other programs import as `ws-101/protocol`. The page docs/library.md explains it. */

/* oxlint-disable house/no-barrels -- other programs can't name the file that has it. */

export { Connection, type ConnectionEvent } from '#core/protocol/connection.ts';
export type { ConnectionOptions } from '#core/protocol/connection-options.ts';
export type { Output } from '#core/protocol/connection-output.ts';
export { MESSAGE_CODECS } from '#core/protocol/compression/codecs.ts';
export { PLAIN_OFFER } from '#core/protocol/compression/deflate-parameters.ts';
export {
  decodeFrame,
  encodeFrame,
  type Frame,
  type OutgoingFrame,
} from '#core/protocol/framing/frame.ts';
export {
  checkFrameHeader,
  type FrameHeader,
  type HeaderContext,
} from '#core/protocol/framing/frame-header.ts';
export { OPCODE, opcodeName } from '#core/protocol/framing/opcode.ts';
export { classifyCloseCode, isSendableCloseCode } from '#core/protocol/messages/close-code.ts';
export { decodeClosePayload, encodeClosePayload } from '#core/protocol/messages/close-payload.ts';
export { computeAccept, keyOfNonce } from '#core/protocol/opening/accept-value.ts';
export { referenceLabel, referenceUrl, type Reference } from '#core/protocol/rules/reference.ts';
export { RULES, type Rule, type RuleId } from '#core/protocol/rules/rules.ts';
export type { Violation } from '#core/protocol/rules/violation.ts';
