/** What the error search shows for its matches: the same text with the same causes only once. */

import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { isSendableCloseCode, NO_STATUS_RECEIVED } from '#core/protocol/messages/close-code.ts';
import { encodeClosePayload } from '#core/protocol/messages/close-payload.ts';
import { closeCodeMeaning } from '#content/reference/close-code-notes.ts';
import { closeCodeName } from '#content/reference/close-code-names.ts';
import { messageText } from '#content/decode/misreading-words.ts';
import type { CircumstanceId } from './circumstances.ts';
import type { ErrorExample, Reader } from './error-examples.ts';
import type { ErrorMatch, MessageMatch } from './error-finder.ts';
import type { ErrorAnswer, ErrorCause } from './error-message.ts';

type ResultBase = {
  readonly id: string;
  readonly title: string;
  readonly answer: ErrorAnswer;
  readonly causes: readonly ErrorCause[];
};

export type MessageResult = ResultBase & {
  readonly kind: 'message';
  readonly libraries: readonly string[];
  readonly reader: Reader;
  readonly note: string | null;
  /** The response's status, if the message contains it. */
  readonly status: number | null;
};

export type CloseCodeResult = ResultBase & {
  readonly kind: 'close-code';
  readonly code: number;
  readonly meaning: string;
};

export type ErrorResult = MessageResult | CloseCodeResult;

export function resultsOf(matches: readonly ErrorMatch[]): readonly ErrorResult[] {
  const results = new Map<string, ErrorResult>();
  for (const match of matches) {
    const result = match.kind === 'message' ? messageResult(match) : closeCodeResult(match.code);
    const known = results.get(result.id);
    if (known?.kind === 'message' && result.kind === 'message') {
      const libraries = [...new Set([...known.libraries, ...result.libraries])];
      results.set(result.id, { ...known, libraries });
    } else {
      results.set(result.id, result);
    }
  }
  return [...results.values()];
}

function messageResult({ message, numbers }: MessageMatch): MessageResult {
  const { library, reader, causes, answer, note } = message;
  const title = messageText(message);
  const plain = title.toLowerCase().replace(/\.$/, '');
  return {
    kind: 'message',
    id: `${plain} ${reader} ${causes.join(' ')}`,
    title,
    libraries: [library],
    reader,
    note,
    answer,
    causes,
    status: numbers.find((number) => number >= 200 && number < 600) ?? null,
  };
}

// Source: RFC 6455 §7.1.5, §7.4.1.
const WITHOUT_CLOSE: Readonly<Partial<Record<number, readonly CircumstanceId[]>>> = {
  1006: ['cut-without-close', 'hidden-by-browser'],
  1015: ['tls-failed'],
};

/** Codes with which a receiver fails a connection over the other side's bytes. */
const FAULT_CODES: readonly number[] = [1002, 1003, 1007, 1009];

// Source: RFC 6455 §7.4.1.
const FAULT_WORDS =
  'The side that sent this code found the fault in what the other side sent. Its log names it.';

function closeCodeResult(code: number): CloseCodeResult {
  const causes = WITHOUT_CLOSE[code] ?? [];
  const meaning = closeCodeMeaning(code);
  return {
    kind: 'close-code',
    id: `close code ${code}`,
    title: `Close code ${code}: ${closeCodeName(code)}`,
    code,
    meaning: FAULT_CODES.includes(code) ? `${meaning} ${FAULT_WORDS}` : meaning,
    answer: causes.length > 0 ? 'no-frame' : 'close',
    causes,
  };
}

/** The server's Close frame that an API reports as this code, or null. */
export function closeFrameOf({ code }: CloseCodeResult): ErrorExample | null {
  const isEmpty = code === NO_STATUS_RECEIVED;
  if (!isEmpty && !isSendableCloseCode(code)) return null;
  const payload = encodeClosePayload(isEmpty ? null : code);
  const bytes = encodeFrame({ opcode: OPCODE.close, maskingKey: null, payload });
  return { sender: 'server', bytes, headSize: 0, request: null, kind: 'frames' };
}
