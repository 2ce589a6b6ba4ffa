/** Terminal commands with which a reader can check a step without our code. */

import { toHex } from '#core/bytes/hex.ts';
import { fromUtf8 } from '#core/bytes/text.ts';
import { NONCE_SIZE, WEBSOCKET_GUID } from '#core/protocol/opening/accept-value.ts';
import { checkFacts, type CheckFacts } from '#core/story/check-facts.ts';
import type { Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';

export type CheckCommand = {
  /** What it shows, as a noun phrase: "the payload, unmasked". */
  readonly shows: string;
  readonly command: string;
  /** What it prints. */
  readonly prints: string;
};

/** Longer payloads would make a command too long to paste. */
const MAX_PAYLOAD_SIZE = 256;

/** The characters of base64. Others could end the quotes around the key in a shell. */
const SAFE_KEY = /^[A-Za-z0-9+/=]{1,64}$/;

/** Null if there is nothing to compute. */
export function checkCommand(step: Pick<Step, 'unit'>, story: Story): CheckCommand | null {
  const facts = checkFacts(step, story, MAX_PAYLOAD_SIZE);
  switch (facts?.kind) {
    case undefined:
      return null;
    case 'key':
    case 'accept':
      return SAFE_KEY.test(facts.key) ? keyCommand(facts) : null;
    case 'length':
      return lengthCommand(facts);
    case 'close':
      return closeCommand(facts);
    case 'payload':
      return payloadCommand(facts);
    case 'inflation':
      return inflateCommand(facts);
  }
}

type FactsOf<Kind extends CheckFacts['kind']> = Extract<CheckFacts, { kind: Kind }>;

function keyCommand(facts: FactsOf<'key' | 'accept'>): CheckCommand {
  if (facts.kind === 'key') {
    return {
      shows: `how many bytes the key holds: ${NONCE_SIZE}`,
      command: `node -p "Buffer.from('${facts.key}', 'base64').length"`,
      prints: String(NONCE_SIZE),
    };
  }
  return {
    shows: 'the accept value that belongs to the key',
    command: `printf '%s' '${facts.key}${WEBSOCKET_GUID}' | openssl sha1 -binary | openssl base64`,
    prints: facts.accept,
  };
}

function lengthCommand({ header, form, value }: FactsOf<'length'>): CheckCommand {
  const read = form === 16 ? 'readUInt16BE(2)' : 'readBigUInt64BE(2)';
  return {
    shows: 'the payload length that the header announces',
    command: `node -p "String(Buffer.from('${toHex(header)}', 'hex').${read})"`,
    prints: String(value),
  };
}

function closeCommand(facts: FactsOf<'close'>): CheckCommand {
  const expression = unmaskExpression(facts);
  return {
    shows: `the code and the reason${maskNote(facts)}`,
    command: `node -p "const b = ${expression}; b.readUInt16BE(0) + ' ' + b.toString('utf8', 2)"`,
    prints: `${facts.code} ${facts.reason}`.trimEnd(),
  };
}

function payloadCommand(facts: FactsOf<'payload'>): CheckCommand {
  const isText = facts.text !== null;
  return {
    shows: `${isText ? 'the payload as text' : 'the payload in hexadecimal digits'}${maskNote(facts)}`,
    command: `node -p "${unmaskExpression(facts)}.toString('${isText ? 'utf8' : 'hex'}')"`,
    prints: facts.text ?? toHex(facts.bytes),
  };
}

function inflateCommand({ deflated, inflated }: FactsOf<'inflation'>): CheckCommand | null {
  if (deflated.length > 2 * MAX_PAYLOAD_SIZE) return null;
  const bytes = `Buffer.from('${toHex(deflated)}', 'hex')`;
  const end = 'finishFlush: zlib.constants.Z_SYNC_FLUSH';
  return {
    shows:
      inflated.length > 1
        ? 'this message and those before it that it refers to, inflated'
        : 'the message, inflated',
    command: `node -p "zlib.inflateRawSync(${bytes}, { ${end} }).toString()"`,
    prints: inflated.map(fromUtf8).join(''),
  };
}

function maskNote({ maskingKey }: FactsOf<'close' | 'payload'>): string {
  return maskingKey ? ', unmasked' : '';
}

function unmaskExpression({ wire, maskingKey }: FactsOf<'close' | 'payload'>): string {
  const hex = `Buffer.from('${toHex(wire)}', 'hex')`;
  return maskingKey ? `${hex}.map((b, i) => b ^ [${[...maskingKey].join(', ')}][i % 4])` : hex;
}
