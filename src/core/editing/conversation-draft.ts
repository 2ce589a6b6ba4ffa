/** A conversation as typed into a form, and the problems that prevent composing it. */

import { fromValidUtf8, toUtf8 } from '#core/bytes/text.ts';
import { isSendableCloseCode } from '#core/protocol/messages/close-code.ts';
import { MAX_REASON_SIZE } from '#core/protocol/messages/close-payload.ts';
import { MAX_CONTROL_PAYLOAD } from '#core/protocol/framing/payload-length.ts';
import { isWellFormedHost, isWellFormedTarget } from '#core/protocol/opening/request-target.ts';
import type { Side } from '#core/trace/direction.ts';
import type { ComposedMessage, ConversationSpec } from './compose-conversation.ts';
import { parseFieldValue, type ValueProblem } from './field-value-parser.ts';

export type MessageDraft = {
  /** Identifies the row, even after it is moved. */
  readonly id: number;
  readonly sender: Side;
  readonly type: ComposedMessage['type'];
  /** The notation of `content`. */
  readonly notation: 'text' | 'hex';
  readonly content: string;
  readonly fragments: string;
  readonly isCompressed: boolean;
  /** If empty, a key is made up. */
  readonly maskingKey: string;
  /** If empty, the Close frame has no code. */
  readonly closeCode: string;
  readonly reason: string;
};

export type ConversationDraft = {
  readonly hasHandshake: boolean;
  readonly target: string;
  readonly host: string;
  readonly messages: readonly MessageDraft[];
};

export type DraftProblem =
  | ValueProblem
  | 'not-a-target'
  | 'not-a-host'
  | 'no-messages'
  | 'not-utf8'
  | 'not-a-count'
  | 'control-too-long'
  | 'code-not-sendable'
  | 'reason-without-code'
  | 'reason-too-long'
  | 'compressed-without-handshake'
  | 'after-close';

type MessageField =
  | 'sender'
  | 'content'
  | 'fragments'
  | 'isCompressed'
  | 'maskingKey'
  | 'closeCode'
  | 'reason';

export type MessageProblems = Readonly<Partial<Record<MessageField, DraftProblem>>>;

export type DraftReading = {
  /** Null if there is any problem. */
  readonly spec: ConversationSpec | null;
  readonly problems: {
    readonly target?: DraftProblem;
    readonly host?: DraftProblem;
    /** Problems of the conversation, not of one field or message. */
    readonly conversation?: DraftProblem;
    /** One entry per message. */
    readonly messages: readonly MessageProblems[];
  };
};

/** More would be unreadable as a list. */
const MAX_FRAGMENTS = 64;

/** A row before anything is typed. */
export function newMessageDraft(id: number, sender: Side = 'client'): MessageDraft {
  return {
    id,
    sender,
    type: 'text',
    notation: 'text',
    content: '',
    fragments: '1',
    isCompressed: false,
    maskingKey: '',
    closeCode: '1000',
    reason: '',
  };
}

export function readDraft(draft: ConversationDraft): DraftReading {
  const { hasHandshake, target, host } = draft;
  const closedSides = new Set<Side>();
  const readings = draft.messages.map((message) => {
    const reading = readMessage(message, hasHandshake);
    const isLate = closedSides.has(message.sender);
    if (message.type === 'close') closedSides.add(message.sender);
    return isLate
      ? { ...reading, problems: { ...reading.problems, sender: 'after-close' as const } }
      : reading;
  });
  const problems = {
    ...(hasHandshake && !isWellFormedTarget(target) && { target: 'not-a-target' as const }),
    ...(hasHandshake && !isWellFormedHost(host) && { host: 'not-a-host' as const }),
    ...(!hasHandshake && readings.length === 0 && { conversation: 'no-messages' as const }),
    messages: readings.map((reading) => reading.problems),
  };
  const messages = readings.flatMap(({ message }) => (message ? [message] : []));
  const isValid =
    Object.keys(problems).length === 1 &&
    problems.messages.every((each) => Object.keys(each).length === 0);
  const handshake = hasHandshake ? { target, host } : null;
  return { spec: isValid ? { handshake, messages } : null, problems };
}

type MessageReading = {
  readonly message: ComposedMessage | null;
  readonly problems: MessageProblems;
};

function readMessage(draft: MessageDraft, hasHandshake: boolean): MessageReading {
  const { sender, type } = draft;
  const key =
    sender === 'server' || draft.maskingKey.trim() === ''
      ? null
      : readBytes('frame.masking-key', draft.maskingKey);
  const keyProblem = typeof key === 'string' ? { maskingKey: key } : {};
  const from = { sender, ...(key instanceof Uint8Array && { maskingKey: key }) };
  if (type === 'close') {
    const { code, problems } = readClose(draft);
    return {
      message: { ...from, type, code, reason: draft.reason },
      problems: { ...keyProblem, ...problems },
    };
  }
  const content =
    draft.notation === 'hex' ? readBytes('payload.binary', draft.content) : readText(draft.content);
  const contentProblem = typeof content === 'string' ? content : problemIn(type, content);
  const bytes = typeof content === 'string' ? new Uint8Array(0) : content;
  const problems = { ...keyProblem, ...(contentProblem && { content: contentProblem }) };
  if (type === 'ping' || type === 'pong')
    return { message: { ...from, type, content: bytes }, problems };
  const fragments = readCount(draft.fragments);
  const isLoose = draft.isCompressed && !hasHandshake;
  return {
    message: {
      ...from,
      type,
      content: bytes,
      fragments: fragments ?? 1,
      isCompressed: draft.isCompressed,
    },
    problems: {
      ...problems,
      ...(fragments === null && { fragments: 'not-a-count' as const }),
      ...(isLoose && { isCompressed: 'compressed-without-handshake' as const }),
    },
  };
}

function readClose({ closeCode, reason }: MessageDraft): {
  readonly code: number | null;
  readonly problems: MessageProblems;
} {
  const reasonProblem = readText(reason);
  if (typeof reasonProblem === 'string') return { code: null, problems: { reason: reasonProblem } };
  if (closeCode.trim() === '') {
    return { code: null, problems: reason === '' ? {} : { reason: 'reason-without-code' } };
  }
  const isTooLong = reasonProblem.length > MAX_REASON_SIZE;
  const reasonProblems = isTooLong ? { reason: 'reason-too-long' as const } : {};
  const parsed = parseFieldValue('close.code', closeCode);
  if (parsed.kind === 'problem') {
    return { code: null, problems: { ...reasonProblems, closeCode: parsed.problem } };
  }
  const code = parsed.value.kind === 'close-code' ? parsed.value.code : 0;
  const codeProblems = isSendableCloseCode(code) ? {} : { closeCode: 'code-not-sendable' as const };
  return { code, problems: { ...reasonProblems, ...codeProblems } };
}

function problemIn(type: ComposedMessage['type'], content: Uint8Array): DraftProblem | null {
  if (type === 'text') return fromValidUtf8(content) === null ? 'not-utf8' : null;
  if (type === 'binary') return null;
  return content.length > MAX_CONTROL_PAYLOAD ? 'control-too-long' : null;
}

function readBytes(
  field: 'payload.binary' | 'frame.masking-key',
  text: string,
): Uint8Array | ValueProblem {
  const parsed = parseFieldValue(field, text);
  if (parsed.kind === 'problem') return parsed.problem;
  return parsed.value.kind === 'bytes' ? parsed.value.bytes : 'not-hex';
}

function readText(text: string): Uint8Array | ValueProblem {
  const parsed = parseFieldValue('payload.text', text);
  return parsed.kind === 'problem' ? parsed.problem : toUtf8(text);
}

function readCount(text: string): number | null {
  const count = /^\s*\d{1,3}\s*$/.test(text) ? Number(text) : 0;
  return count >= 1 && count <= MAX_FRAGMENTS ? count : null;
}
