/** What a receiver would do if a bit arrived flipped, in one sentence. */

import { fromUtf8 } from '#core/bytes/text.ts';
import { frameContent } from '#core/conversation/frame-content.ts';
import type { FrameUnit, Unit } from '#core/conversation/unit.ts';
import { OPCODE, opcodeName } from '#core/protocol/framing/opcode.ts';
import type { Violation } from '#core/protocol/rules/violation.ts';
import type { AlteredReading } from '#core/story/flipped-bit.ts';
import type { Story } from '#core/story/story.ts';
import { directionFrom, otherSide } from '#core/trace/direction.ts';
import type { ByteStream } from '#core/trace/trace.ts';
import { inWords } from '#content/phrasing/number-words.ts';
import { countOf, formatCount } from '#content/phrasing/quantity.ts';
import { quoted } from '#content/phrasing/quotation.ts';
import { OPCODE_NOTES } from '#content/reference/opcode-notes.ts';
import { NO_FACTS, ruleWords } from '#content/rules/rule-notes.ts';
import { actorName, actorWithin } from './actor-names.ts';

export function flipWords(reading: AlteredReading, story: Story): string {
  const { trace } = story.conversation;
  switch (reading.kind) {
    case 'lost':
      return 'This segment doesn’t arrive, so its receiver reads nothing.';
    case 'proxied':
      return 'The proxy would get it: flip the bit to see what follows.';
    case 'unread':
      return 'Its receiver no longer reads, so nothing would change.';
    case 'duplicate':
      return 'Its receiver has these bytes already, so TCP would drop them.';
    case 'fails':
      return `${actorName(trace, reading.side)} would ${failureOf(reading)}.`;
    case 'waits':
      return reading.didWait
        ? `${actorName(trace, reading.side)} would wait for more bytes, as it does now.`
        : `${actorName(trace, reading.side)} would wait for more bytes, because nothing would be complete.`;
    case 'reads':
      return `${readWords(reading, story)}${toleratedWords(reading.tolerated?.violation)}.`;
  }
}

function failureOf({ side, violation }: Extract<AlteredReading, { kind: 'fails' }>): string {
  const { title } = ruleWords(violation.id, NO_FACTS);
  const { closeCode } = violation;
  if (closeCode !== null) return `fail the connection (${closeCode}): ${title}`;
  return `${side === 'server' ? 'reject the request' : 'fail the handshake'}: ${title}`;
}

/** The rule that is broken although the receiver reads on. */
function toleratedWords(violation: Violation | undefined): string {
  return violation === undefined ? '' : ` (${ruleWords(violation.id, NO_FACTS).title})`;
}

function readWords(
  { side, units, story: altered, tolerated }: Extract<AlteredReading, { kind: 'reads' }>,
  story: Story,
): string {
  const who = actorWithin(story.conversation.trace, side);
  const [first, ...others] = units;
  if (first?.kind === 'request') {
    const choice = tolerated ? '' : '; what it answers is its own choice';
    return `No rule would make ${who} reject the request${choice}`;
  }
  if (first?.kind === 'response') return `No rule would make ${who} fail the handshake`;
  const stream = altered.received[side].trace.streams[directionFrom(otherSide(side))];
  const name = actorName(story.conversation.trace, side);
  if (first === undefined) return `${name} would read nothing`;
  if (others.length === 0) return `${name} would read ${unitWords(first, stream)}`;
  const names = units.slice(0, MAX_NAMES).map(shortName).join(', ');
  const more = units.length > MAX_NAMES ? ', …' : '';
  return `${name} would read ${inWords(units.length)} frames in these bytes: ${names}${more}`;
}

const MAX_NAMES = 4;

function shortName(unit: Unit): string {
  return unit.kind === 'frame' ? OPCODE_NOTES[opcodeName(unit.header.opcode)].name : 'other bytes';
}

function unitWords(unit: Unit, stream: ByteStream): string {
  if (unit.kind !== 'frame') return `${formatCount(unit.range.end - unit.range.start)} other bytes`;
  const content = frameContent(unit, stream);
  switch (content.kind) {
    case 'close': {
      const { code, reason } = content;
      if (code === null) return 'a Close frame without a code';
      const because = reason === '' ? '' : ` and ${quoted(reason, MAX_TEXT)}`;
      return `a Close frame with ${code}${because}`;
    }
    case 'control':
      return `a ${shortName(unit)} with ${countOf(content.bytes.length, 'byte')} of payload`;
    case 'text':
      return fragmentWords(unit, quoted(fromUtf8(content.bytes), MAX_TEXT));
    case 'data':
      return fragmentWords(unit, `${countOf(content.bytes.length, 'byte')} of binary data`);
  }
}

/** In characters. */
const MAX_TEXT = 24;

function fragmentWords({ header }: FrameUnit, content: string): string {
  const isContinuation = header.opcode === OPCODE.continuation;
  if (header.isFinal) return isContinuation ? `${content} as the end of a message` : content;
  return isContinuation
    ? `${content} as a further part of a message`
    : `${content} and wait for the rest of the message`;
}
