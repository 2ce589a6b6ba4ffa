/** Names of the parameters of scenarios and of their choices. */

import type { Unit } from '#content/phrasing/quantity.ts';
import type { ParameterId, ParameterValues } from '#core/scenarios/parameters.ts';
import type { Side } from '#core/trace/direction.ts';

export type ParameterWords = {
  readonly label: string;
  /** Shown after the number. Absent if the label names the unit. */
  readonly unit?: Unit;
  /** One sentence. Absent if the label is enough. */
  readonly hint?: string;
};

export const PARAMETER_WORDS: Readonly<Record<ParameterId, ParameterWords>> = {
  message: { label: 'Message' },
  messageType: { label: 'Type', hint: 'Text has to be UTF-8; binary may be anything.' },
  sender: { label: 'Sent by' },
  size: { label: 'Largest message', unit: 'bytes' },
  repetitions: { label: 'Rounds' },
  fragmentSize: { label: 'Fragment', unit: 'bytes', hint: 'The last one contains what remains.' },
  segmentSize: { label: 'First segment', unit: 'bytes', hint: 'The rest follows in another.' },
  nonce: { label: 'Nonce', hint: '16 bytes. In base64 they are the handshake key.' },
  maskingKey: { label: 'Masking key', hint: 'Of the client’s first frame.' },
  latencyMs: { label: 'Latency', unit: 'ms', hint: 'One way.' },
  closer: { label: 'Closed by' },
  closeCode: { label: 'Close code' },
  closeReason: { label: 'Reason' },
  compression: { label: 'Compression' },
  answer: { label: 'Response' },
  proxy: { label: 'Proxy' },
  breach: { label: 'Broken rule' },
  attempt: { label: 'Shown' },
  heartbeatSeconds: { label: 'Ping every', unit: 's' },
  timeoutSeconds: { label: 'Wait for a Pong', unit: 's' },
  browserTimeoutSeconds: {
    label: 'Browser’s handshake timeout',
    unit: 's',
    hint: 'Chromium waits 240 s, Firefox 20 s.',
  },
  serverTimeoutSeconds: {
    label: 'Server’s request timeout',
    unit: 's',
    hint: 'Node waits 60 s for a whole request.',
  },
};

/** The parameters whose value is one of some strings, not any text. */
type ChoiceParameter = {
  [Id in ParameterId]: ParameterValues[Id] extends string
    ? string extends ParameterValues[Id]
      ? never
      : Id
    : never;
}[ParameterId];

type ChoiceWords = {
  readonly [Parameter in ChoiceParameter]: Readonly<
    Record<ParameterValues[Parameter] & string, string>
  >;
};

const SIDES = { client: 'the browser', server: 'the server' } as const;

const CHOICE_WORDS: ChoiceWords = {
  messageType: { text: 'text', binary: 'binary' },
  sender: SIDES,
  closer: SIDES,
  compression: {
    takeover: 'with context takeover',
    'no-takeover': 'each message alone',
    off: 'declined',
  },
  answer: {
    subprotocol: '101 with a subprotocol',
    'no-subprotocol': '101 without a subprotocol',
    '400': '400, the key is missing',
    '401': '401, not logged in',
    '403': '403, origin not allowed',
    '404': '404, no such path',
    '426': '426, other version needed',
    '503': '503, try again later',
    redirect: '307, moved',
    'wrong-accept': '101 with a wrong accept value',
  },
  proxy: { 'drops-upgrade': 'drops Upgrade', forwards: 'forwards Upgrade' },
  breach: {
    'unmasked-client': 'a client does not mask',
    'masked-server': 'a server masks',
    'reserved-bit': 'a reserved bit is set',
    'reserved-opcode': 'a reserved opcode',
    'fragmented-ping': 'a fragmented Ping',
    'ping-too-long': 'a Ping of 126 bytes',
    'lone-continuation': 'a continuation without a start',
    interleaved: 'a message inside another',
    'bad-utf8': 'text that is not UTF-8',
    'too-big': 'a message that is too big',
  },
  attempt: {
    dies: 'the connection that is lost',
    'in-vain': 'an attempt while it is lost',
    succeeds: 'the attempt that succeeds',
  },
};

/** The name of a choice, or the choice itself if it has none. */
export function choiceWords(parameter: ParameterId, choice: string): string {
  const words: Readonly<Partial<Record<ParameterId, Readonly<Record<string, string>>>>> =
    CHOICE_WORDS;
  return words[parameter]?.[choice] ?? choice;
}

/** Which close codes each side can send. */
export const CLOSE_CODE_HINTS: Readonly<Record<Side, string>> = {
  client: 'A page can close with 1000, or 3000 to 4999.',
  server: 'A server can send every listed code. Only clients send 1010.',
};
