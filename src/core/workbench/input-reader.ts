/**
 * Reads what Decode was given: input, choices and edits in, everything that Decode shows out. The
 * page and its worker run the same code.
 */

import { heldInMemory } from '#core/captures/captured-trace.ts';
import { partOf, UNREPORTED, type ReportProgress } from '#core/captures/progress.ts';
import { findConduct } from '#core/conduct/conduct.ts';
import type { Conversation } from '#core/conversation/conversation.ts';
import { readInflatedConversation } from '#core/conversation/inflated-conversation.ts';
import { applyEdit } from '#core/editing/edit.ts';
import { EditedPlaces } from '#core/editing/edited-places.ts';
import { tcpRows } from '#core/transport/tcp-rows.ts';
import type { Trace } from '#core/trace/trace.ts';
import { chooseConnection } from './chosen-connection.ts';
import type {
  ConnectionChoice,
  Decoded,
  DecodeInput,
  DecodeRequest,
  OtherProtocol,
} from './decoded.ts';
import { readContents, type InputContents, type ConnectionOpener } from './input-contents.ts';
import { MadeBytes } from './made-bytes.ts';
import { recogniseStarts } from './recognised-start.ts';

/** The part of the work after which an input's contents are known. The rest is their frames. */
const CONTENTS_READ = 0.6;

/** Keeps the contents of the last input, because a reader changes choices and edits more often. */
export class InputReader {
  #input: DecodeInput | null = null;
  #contents: InputContents | null = null;
  /** The connection that was read last, whose bytes are in memory. */
  #held: { readonly of: Trace; readonly trace: Trace } | null = null;
  readonly #opener: ConnectionOpener | null;

  constructor(opener: ConnectionOpener | null = null) {
    this.#opener = opener;
  }

  read(request: DecodeRequest, report = UNREPORTED): Decoded {
    const { input, choices, edits } = request;
    const contents = this.#contentsOf(input, partOf(report, 0, CONTENTS_READ));
    report(CONTENTS_READ);
    const chosen = chooseConnection(input, contents, choices, (trace) => this.#hold(trace));
    const { original, source } = chosen;
    const otherProtocol = otherProtocolOf(chosen.connections[chosen.connection]);
    const read = otherProtocol === null ? readEdited(original, request) : readNothing(original);
    const made = new MadeBytes(source, new EditedPlaces(original, read.trace, edits));
    const conversation = made.withoutFindings(read);
    const recognised = recogniseStarts(conversation);
    return {
      ...chosen,
      edits,
      otherProtocol,
      readings: contents.summaries,
      capture: contents.capture?.facts ?? null,
      foreign: contents.foreign,
      conversation,
      tcp: otherProtocol === null ? tcpRows(conversation) : [],
      // What isn't frames shows no conduct.
      conduct:
        recognised.length > 0 ? [] : findConduct(conversation, (unit) => made.isMadeFrame(unit)),
      recognised,
    };
  }

  #hold(trace: Trace): Trace {
    if (this.#held?.of !== trace) this.#held = { of: trace, trace: heldInMemory(trace) };
    return this.#held.trace;
  }

  #contentsOf(input: DecodeInput, report: ReportProgress): InputContents {
    if (this.#contents === null || this.#input === null || !isSame(input, this.#input)) {
      // The bytes before need not stay in memory while others are read.
      this.#held = null;
      this.#contents = readContents(input, this.#opener, report);
      this.#input = input;
    }
    return this.#contents;
  }
}

function otherProtocolOf(connection: ConnectionChoice | undefined): OtherProtocol | null {
  const kind = connection?.content?.kind;
  return kind === 'tls' || kind === 'http2' ? kind : null;
}

/** A conversation without frames, whose bytes mean something else. */
function readNothing(trace: Trace): Conversation {
  return { ...readInflatedConversation(trace, { maxUnits: 0 }), units: [], findings: [] };
}

/** Texts are compared by value. */
function isSame(one: DecodeInput, other: DecodeInput): boolean {
  if (one.kind === 'text') return other.kind === 'text' && one.text === other.text;
  return one === other;
}

function readEdited(
  original: Trace,
  { choices: { compression }, edits, maxUnits }: DecodeRequest,
): Conversation {
  const trace = edits.reduce(applyEdit, original);
  if (compression === 'as-agreed') return readInflatedConversation(trace, { maxUnits });
  return readInflatedConversation(trace, {
    maxUnits,
    compression: compression === 'none' ? null : compression,
  });
}
