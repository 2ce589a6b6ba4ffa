/** What a reader can change about a scenario, in words; and what is said of a wish that could not be fulfilled. */

import type { ANSWERS, ATTEMPTS, BREACHES, ParameterId } from '#core/scenarios/parameters.ts';
import type { SettlingReason } from '#core/scenarios/settle.ts';

export type ParameterWords = {
  readonly label: string;
  /** Behind a number. */
  readonly unit?: string;
};

export const PARAMETER_WORDS: Readonly<Record<ParameterId, ParameterWords>> = {
  message: { label: 'Message' },
  messageType: { label: 'Type' },
  sender: { label: 'First to speak' },
  size: { label: 'Largest message', unit: 'bytes' },
  repetitions: { label: 'Messages each way' },
  fragmentSize: { label: 'Fragment', unit: 'bytes' },
  segmentSize: { label: 'First segment', unit: 'bytes' },
  nonce: { label: 'Sixteen bytes of the key' },
  maskingKey: { label: 'First masking key' },
  latencyMs: { label: 'Latency, one way', unit: 'ms' },
  closer: { label: 'Who says goodbye' },
  closeCode: { label: 'Close code' },
  closeReason: { label: 'Close reason' },
  compression: { label: 'Compression' },
  answer: { label: 'Answer' },
  proxy: { label: 'The proxy' },
  breach: { label: 'Rule to break' },
  attempt: { label: 'Which attempt' },
  heartbeatSeconds: { label: 'Heartbeat every', unit: 's' },
  timeoutSeconds: { label: 'Patience', unit: 's' },
};

type Choice =
  | 'text'
  | 'binary'
  | 'client'
  | 'server'
  | 'takeover'
  | 'no-takeover'
  | 'off'
  | 'drops-upgrade'
  | 'forwards'
  | (typeof ANSWERS)[number]
  | (typeof BREACHES)[number]
  | (typeof ATTEMPTS)[number];

const CHOICE_WORDS: Readonly<Record<Choice, string>> = {
  text: 'text',
  binary: 'binary',
  client: 'browser',
  server: 'server',
  takeover: 'with context takeover',
  'no-takeover': 'each message alone',
  off: 'none',
  'drops-upgrade': 'drops Upgrade',
  forwards: 'forwards it',
  subprotocol: '101, with a subprotocol',
  'no-subprotocol': '101, without one',
  '400': '400 Bad Request',
  '401': '401 Unauthorized',
  '403': '403 Forbidden',
  '404': '404 Not Found',
  '426': '426 Upgrade Required',
  '503': '503 Service Unavailable',
  redirect: 'a redirect',
  'wrong-accept': '101, wrong accept value',
  'unmasked-client': 'an unmasked frame from the browser',
  'masked-server': 'a masked frame from the server',
  'reserved-bit': 'a reserved bit set',
  'reserved-opcode': 'a reserved opcode',
  'fragmented-ping': 'a ping in fragments',
  'ping-too-long': 'a ping of 126 bytes',
  'lone-continuation': 'a continuation of nothing',
  interleaved: 'two messages mixed',
  'bad-utf8': 'text that is not UTF-8',
  'too-big': 'a message too big',
  dies: 'the one that dies',
  'in-vain': 'a try in vain',
  succeeds: 'the one that succeeds',
};

/** What a choice is called; itself where it has no words. */
export function choiceWords(choice: string): string {
  return (CHOICE_WORDS as Readonly<Record<string, string>>)[choice] ?? choice;
}

/** Why a value was not taken as it stood. */
export const SETTLING_WORDS: Readonly<Record<SettlingReason, string>> = {
  below: 'is below the least that works, so the least was taken.',
  above: 'is above the most that works, so the most was taken.',
  rounded: 'is no whole number, so it was rounded.',
  'too-long': 'is too long, so it was cut.',
  unreadable: 'could not be read, so it stays as at first.',
  'not-sendable': 'is a code that nobody may send in a Close frame, so it stays as at first.',
  'not-for-a-page': 'is a code that a page may not send: only 1000 and 3000 to 4999.',
};
