import { describe, expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { readInflatedConversation } from '#core/conversation/inflated-conversation.ts';
import type { FieldId, FieldValue } from '#core/dissection/field.ts';
import { newMessageDraft, readDraft } from '#core/editing/conversation-draft.ts';
import type { ConversationDraft, DraftProblem } from '#core/editing/conversation-draft.ts';
import type { EditOutcome, EditProblem } from '#core/editing/edit-outcome.ts';
import { parseFieldValue, type ValueProblem } from '#core/editing/field-value-parser.ts';
import { recompress } from '#core/editing/recompress.ts';
import { setByte } from '#core/editing/set-byte.ts';
import { setField } from '#core/editing/set-field.ts';
import type { EditOptions } from '#core/editing/set-payload.ts';
import { agreementOf } from '#core/protocol/compression/permessage-deflate.ts';
import { PLAIN_OFFER } from '#core/protocol/compression/deflate-parameters.ts';
import { streamOf } from '#core/trace/trace.ts';
import { traceOf } from '../conversation/streams.ts';
import { conversationOf, fieldOf, frameAt } from './editing.ts';

/* For each problem of editing, what a reader does to get it. */

type Made = ValueProblem | EditProblem | null;

/** What is wrong with a text typed into a field. */
function ofText(id: FieldId, text: string): Made {
  const parsed = parseFieldValue(id, text);
  return parsed.kind === 'problem' ? parsed.problem : null;
}

const problemIn = (outcome: EditOutcome): Made =>
  outcome.kind === 'problem' ? outcome.problem : null;

/** What is wrong with a value for a field of an unmasked “Hello”. */
function ofValue(id: FieldId, value: FieldValue, options: EditOptions = {}): Made {
  const hello = conversationOf('81 05 48 65 6c 6c 6f', 's');
  const unit = frameAt(hello);
  return problemIn(setField(hello, unit, fieldOf(hello, unit, id), value, options));
}

/** RFC 7692 §7.2.3.2: the second “Hello” refers to a first one, which is missing. */
const compressed = (hex: string) =>
  readInflatedConversation(traceOf([['s', fromHex(hex)]]), {
    compression: agreementOf({ ...PLAIN_OFFER, clientMaxWindowBits: null }),
  });
const HELLO = 'c107 f248cdc9c90700';
const SECOND_HELLO = 'c105 f200110000';

/** What is wrong with a text for a compressed message. */
function ofCompressed(hex: string, options: EditOptions): Made {
  const conversation = compressed(hex);
  const unit = frameAt(conversation);
  const field = fieldOf(conversation, unit, 'payload.text');
  return problemIn(setField(conversation, unit, field, { kind: 'text', text: 'new' }, options));
}

/** What is wrong with masking a payload of which a part was not captured. */
function ofGap(): Made {
  const bytes = fromHex('81 05 48 65 00 00 00');
  const trace = traceOf([['s', bytes]]);
  const stream = streamOf(bytes, [{ start: 4, end: 7 }]);
  const conversation = readInflatedConversation({
    ...trace,
    streams: { ...trace.streams, 'server-to-client': stream },
  });
  const unit = frameAt(conversation);
  const field = fieldOf(conversation, unit, 'frame.mask');
  return problemIn(setField(conversation, unit, field, { kind: 'flag', isSet: true }));
}

const EDIT_PROBLEMS: Readonly<Record<EditProblem, () => Made>> = {
  'not-a-flag': () => ofText('frame.fin', '2'),
  'not-an-opcode': () => ofText('frame.opcode', '16'),
  'not-a-length': () => ofText('frame.length', '1.5'),
  'not-a-close-code': () => ofText('close.code', '65536'),
  'not-hex': () => ofText('payload.binary', 'hello'),
  'odd-hex-digits': () => ofText('payload.binary', 'ff 0'),
  'not-a-masking-key': () => ofText('frame.masking-key', '37 fa'),
  'lone-surrogate': () => ofText('payload.text', '\ud83d'),
  'not-latin-1': () => ofText('head.field-value', '€'),
  'line-break': () => ofText('head.field-value', 'a\r\nb: c'),
  'not-a-token': () => ofText('head.field-name', 'X A'),
  'not-a-start-line': () => ofText('head.request-line', 'nonsense'),
  'not-a-field-line': () => ofText('head.field', 'Host'),
  'too-large-for-field': () =>
    ofValue('frame.length', { kind: 'number', value: 128 }, { keeps: 'bytes' }),
  'no-such-byte': () => {
    const hello = conversationOf('81 05 48 65 6c 6c 6f', 's');
    return problemIn(setByte(hello, frameAt(hello), { buffer: 'wire', offset: 7 }, 0));
  },
  'not-for-this-field': () => ofValue('frame.fin', { kind: 'number', value: 1 }),
  'compressor-missing': () => ofCompressed(HELLO, {}),
  'content-unknown': () => {
    const conversation = compressed(SECOND_HELLO);
    return problemIn(recompress(conversation, frameAt(conversation), toUtf8('new')));
  },
  'not-captured': ofGap,
};

test.each(Object.keys(EDIT_PROBLEMS) as EditProblem[])('an edit has the problem %s', (id) => {
  expect(EDIT_PROBLEMS[id]()).toBe(id);
});

const draftOf = (
  messages: readonly Partial<ReturnType<typeof newMessageDraft>>[],
  rest: Partial<ConversationDraft> = {},
): ConversationDraft => ({
  hasHandshake: true,
  target: '/',
  host: 'example.com',
  messages: messages.map((message, id) => ({ ...newMessageDraft(id), ...message })),
  ...rest,
});

const DRAFTS: Readonly<Record<Exclude<DraftProblem, ValueProblem>, ConversationDraft>> = {
  'not-a-target': draftOf([], { target: 'chat' }),
  'not-a-host': draftOf([], { host: 'exa mple' }),
  'no-messages': draftOf([], { hasHandshake: false }),
  'not-utf8': draftOf([{ notation: 'hex', content: 'c3' }]),
  'not-a-count': draftOf([{ fragments: '0' }]),
  'control-too-long': draftOf([{ type: 'ping', content: 'a'.repeat(126) }]),
  'code-not-sendable': draftOf([{ type: 'close', closeCode: '1005' }]),
  'reason-without-code': draftOf([{ type: 'close', closeCode: '', reason: 'a' }]),
  'reason-too-long': draftOf([{ type: 'close', reason: 'a'.repeat(124) }]),
  'compressed-without-handshake': draftOf([{ isCompressed: true }], { hasHandshake: false }),
  'after-close': draftOf([{ type: 'close' }, {}]),
};

describe('a composed conversation', () => {
  test.each(Object.entries(DRAFTS))('has the problem %s, and no other', (id, draft) => {
    const { messages, ...others } = readDraft(draft).problems;
    expect([others, ...messages].flatMap((each) => Object.values(each))).toEqual([id]);
  });
});
