/** Finds records of frames in any JSON: objects with bytes, and members that say what they are. */

import type { Told } from '#core/paste/block.ts';
import { wireEvidence } from '#core/paste/ranking/wire-unit.ts';
import type { Speaker } from '#core/paste/speaker.ts';
import { ByteCollector } from '#core/paste/text/byte-collector.ts';
import type { JsonNode } from '#core/paste/text/json-node.ts';
import { isControlOpcode, OPCODE, type DefinedOpcode } from '#core/protocol/framing/opcode.ts';
import { addNumbers, addString, isEncodedAs, type ByteEncoding } from './json-bytes.ts';
import {
  membersOf,
  NOTHING_SAID,
  type RecordData,
  type RecordTime,
  type Said,
} from './record-members.ts';

export type FrameRecord = {
  readonly node: JsonNode;
  readonly speaker: Speaker;
  readonly time: RecordTime | null;
  readonly source: string | null;
  readonly destination: string | null;
  /** Ids of the connection: by a name that means it, and by "id". */
  readonly connection: string | null;
  readonly id: string | null;
  readonly opcode: DefinedOpcode | null;
  /** Null if the record doesn't say it. */
  readonly isFinal: boolean | null;
  readonly isCompressed: boolean;
  readonly encoding: ByteEncoding | null;
  /** How many bytes the record says that it has; null if it doesn’t. */
  readonly size: number | null;
  /** The likeliest first. Empty for a Close frame by code and reason. */
  readonly data: readonly RecordData[];
  readonly closeCode: JsonNode | null;
  readonly closeReason: JsonNode | null;
};

/** The records in a value at any depth, in the order of the text. */
export function* recordsIn(root: JsonNode): Generator<FrameRecord, void> {
  /** Values to look at, the next last. A list of a million is not unfolded at once. */
  const waiting: { readonly nodes: Iterator<JsonNode, void>; readonly said: Said }[] = [
    { nodes: [root][Symbol.iterator](), said: NOTHING_SAID },
  ];
  for (let top = waiting.at(-1); top !== undefined; top = waiting.at(-1)) {
    const { value: node, done } = top.nodes.next();
    if (done === true || node === undefined) {
      waiting.pop();
      continue;
    }
    if (node.isArray) waiting.push({ nodes: node.elements(), said: top.said });
    if (!node.isObject) continue;
    const { said, data, code, reason } = membersOf(node, top.said);
    const record = recordOf(node, said, data, code, reason);
    if (record === null) waiting.push({ nodes: valuesOf(node), said });
    else yield record;
  }
}

function* valuesOf(node: JsonNode): Generator<JsonNode, void> {
  for (const [, value] of node.members()) if (value.isObject || value.isArray) yield value;
}

/** Bytes by chance are frames, too, if they are few. */
const LEAST_BYTES = 4;

function recordOf(
  node: JsonNode,
  said: Said,
  data: readonly RecordData[],
  code: JsonNode | null,
  reason: JsonNode | null,
): FrameRecord | null {
  const hasSpeaker = said.speaker !== null || (said.source !== null && said.destination !== null);
  const opcode = said.opcode ?? (hasSpeaker || said.isFinal !== null ? said.kindOpcode : null);
  const closeCode = opcode === OPCODE.close && isCloseCode(code) ? code : null;
  const isTold = opcode !== null || hasSpeaker || data[0]?.kind === 'buffer';
  const isRecord = data.length > 0 ? isTold || isWire(data) : closeCode !== null;
  if (!isRecord) return null;
  const {
    speaker,
    time,
    source,
    destination,
    connection,
    id,
    isFinal,
    isCompressed,
    encoding,
    size,
  } = said;
  return {
    node,
    speaker,
    time,
    source,
    destination,
    connection,
    id,
    opcode,
    isFinal: opcode !== null && isControlOpcode(opcode) ? true : isFinal,
    isCompressed,
    encoding,
    size,
    data,
    closeCode,
    closeReason: closeCode === null ? null : reason,
  };
}

function isCloseCode(node: JsonNode | null): boolean {
  const code = node?.number() ?? 0;
  return Number.isInteger(code) && code >= 1000 && code <= 4999;
}

function isWire(data: readonly RecordData[]): boolean {
  return data.some((each) => {
    const encodings: readonly ByteEncoding[] = each.kind === 'string' ? ['hex', 'base64'] : ['hex'];
    return encodings.some((encoding) => {
      if (!isPossible(each, encoding)) return false;
      const collector = new ByteCollector();
      addData(each, encoding, collector);
      return collector.count >= LEAST_BYTES && wireEvidence(collector.view()) === 'whole';
    });
  });
}

/** Whether a value is bytes, or a string in this encoding. */
export function isPossible({ value, kind }: RecordData, encoding: ByteEncoding): boolean {
  return kind !== 'string' || isEncodedAs(value, encoding);
}

export function addData(
  { value, kind }: RecordData,
  encoding: ByteEncoding,
  sink: ByteCollector,
): void {
  if (kind === 'string') addString(value, encoding, sink);
  else addNumbers(value, sink);
}

/** What a record says, for all records of a block: an "id" that comes once is that of a message. */
export function toldBy(
  record: FrameRecord,
  connections: ReadonlySet<string>,
  perUnit: number,
): Partial<Told> {
  const { speaker, time, source, destination, connection, id } = record;
  const atMs = time === null ? null : time.unit === 'ms' ? time.value : time.value * perUnit;
  const repeated = id !== null && connections.has(id) ? id : null;
  const isAddressed = speaker === null && source !== null && destination !== null;
  return {
    speaker,
    atMs,
    connection: connection ?? repeated,
    source: isAddressed ? source : null,
    destination: isAddressed ? destination : null,
  };
}
