/** A request that a command or a call makes, before it is written as HTTP. */

import type { FieldPair } from '#core/protocol/http/field-line.ts';

export type CommandRequest = {
  readonly method: string;
  /** An absolute URL, or a path. */
  readonly url: string;
  readonly fields: readonly FieldPair[];
};
