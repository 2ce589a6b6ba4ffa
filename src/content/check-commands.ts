/** A command for a terminal with which a reader can check what a step says, with nothing of ours in it. */

import { toHex } from '#core/bytes/hex.ts';
import { unitBytes } from '#core/dissection/conversation.ts';
import type { FrameUnit } from '#core/dissection/unit.ts';
import { WEBSOCKET_GUID } from '#core/protocol/accept-value.ts';
import { findField } from '#core/protocol/field-line.ts';
import { OPCODE } from '#core/protocol/opcode.ts';
import type { Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';

export type CheckCommand = {
  /** What it shows, as half a sentence: "the payload, unmasked". */
  readonly shows: string;
  readonly command: string;
};

/** A longer payload makes no command that anybody would paste. */
const LONGEST_PAYLOAD = 256;

/** What base64 may consist of: nothing else gets between quotes in a shell. */
const SAFE_KEY = /^[A-Za-z0-9+/=]{1,64}$/;

/** Null where there is nothing to compute. */
export function checkCommand({ unit }: Pick<Step, 'unit'>, story: Story): CheckCommand | null {
  if (unit?.kind === 'frame') return frameCommand(unit, story);
  const key = keyOf(story);
  if (key === null || !SAFE_KEY.test(key)) return null;
  if (unit?.kind === 'request') {
    return {
      shows: 'how many bytes the key holds: 16',
      command: `printf '%s' '${key}' | base64 -d | wc -c`,
    };
  }
  if (unit?.kind !== 'response' || unit.head.startLine.status !== 101) return null;
  return {
    shows: 'the accept value that belongs to the key',
    command: `printf '%s' '${key}${WEBSOCKET_GUID}' | openssl sha1 -binary | base64`,
  };
}

function keyOf({ conversation }: Story): string | null {
  const request = conversation.units.find(({ kind }) => kind === 'request');
  if (request?.kind !== 'request') return null;
  return findField(request.head.fields, 'Sec-WebSocket-Key')?.value ?? null;
}

function frameCommand(unit: FrameUnit, { conversation }: Story): CheckCommand | null {
  const { header, headerSize, missing } = unit;
  const payload = unitBytes(conversation.trace, unit).subarray(headerSize);
  if (payload.length === 0 || payload.length > LONGEST_PAYLOAD || missing > 0) return null;
  const { maskingKey: key } = header;
  const hex = `Buffer.from('${toHex(payload)}', 'hex')`;
  const bytes = key ? `${hex}.map((b, i) => b ^ [${[...key].join(', ')}][i % 4])` : hex;
  const masked = key ? ', unmasked' : '';
  if (header.opcode === OPCODE.close) {
    if (payload.length < 2) return null;
    return {
      shows: `the code and the reason${masked}`,
      command: `node -p "const b = ${bytes}; [b.readUInt16BE(0), b.toString('utf8', 2)]"`,
    };
  }
  // Later messages may refer to earlier ones: one alone can't be inflated then.
  if (header.rsv1 || unit.inflation) return null;
  return {
    shows: `the payload as text${masked}`,
    command: `node -p "${bytes}.toString()"`,
  };
}
