/** Whether the bytes in records are frames or payloads, by their names and by what they are. */

import { areFrames, wireEvidence, type WireEvidence } from '#core/paste/ranking/wire-unit.ts';
import { ByteCollector } from '#core/paste/text/byte-collector.ts';
import { addData, isPossible, type FrameRecord } from './frame-records.ts';
import type { ByteEncoding } from './json-bytes.ts';
import type { RecordData } from './record-members.ts';

/** The value that contains the frame, and the one that contains only its payload. */
export function wireData({ data }: FrameRecord): RecordData | null {
  return (
    data.find(({ name }) => name.meaning === 'wire') ??
    data.find(({ name }) => name.meaning === null) ??
    data[0] ??
    null
  );
}

export function payloadData({ data }: FrameRecord): RecordData | null {
  return data.find(({ name }) => name.meaning !== 'wire') ?? data[0] ?? null;
}

export type WireChoice = {
  readonly encoding: ByteEncoding;
  readonly evidence: WireEvidence;
  /** Whether a name such as "raw" says so. */
  readonly isNamed: boolean;
};

/** How the records can be read as bytes of the wire; null if they can't. */
export function wireChoice(records: readonly FrameRecord[]): WireChoice | null {
  const values = records.map((record) => ({ record, data: wireData(record) }));
  if (!values.every(hasData)) return null;
  const isNamed = values.every(({ data }) => data.name.meaning === 'wire');
  const isPlain = values.every(({ data }) => data.kind !== 'string');
  let best: WireChoice | null = null;
  for (const encoding of ['hex', 'base64'] as const) {
    const areAll = values.every(({ record, data }) =>
      isPossible(data, encodingOf(record, data) ?? encoding),
    );
    if (!areAll) continue;
    const evidence = evidenceIn(values, encoding);
    if (best === null || RANKS[evidence] > RANKS[best.evidence]) {
      best = { encoding, evidence, isNamed };
    }
  }
  return best !== null && (best.evidence !== 'none' || isPlain) ? best : null;
}

type WireValue = { readonly record: FrameRecord; readonly data: RecordData };

function hasData(value: {
  readonly record: FrameRecord;
  readonly data: RecordData | null;
}): value is WireValue {
  return value.data !== null;
}

/** The number of bytes of each speaker that are looked at. */
const LOOKED_AT = 64 * 1024;

function evidenceIn(values: readonly WireValue[], encoding: ByteEncoding): WireEvidence {
  if (values.every((value) => isCounted(value, encoding))) return 'whole';
  const collectors = new Map<FrameRecord['speaker'], ByteCollector>();
  for (const { record, data } of values) {
    // The text ends in it, and so in its frame.
    if (data.value.isCut && values.length > 1) continue;
    const own = collectors.get(record.speaker) ?? new ByteCollector();
    collectors.set(record.speaker, own);
    if (own.count <= LOOKED_AT) addData(data, encodingOf(record, data) ?? encoding, own);
  }
  return leastEvidence(Array.from(collectors.values(), (own) => wireEvidence(own.view())));
}

/** Whether a value is as many bytes as its record says, and these are frames. */
function isCounted({ record, data }: WireValue, encoding: ByteEncoding): boolean {
  if (record.size === null || data.kind !== 'string') return false;
  const collector = new ByteCollector();
  addData(data, encodingOf(record, data) ?? encoding, collector);
  return collector.count === record.size && areFrames(collector.view());
}

const RANKS: Readonly<Record<WireEvidence, number>> = { whole: 2, begun: 1, none: 0 };

function leastEvidence(all: readonly WireEvidence[]): WireEvidence {
  const least = Math.min(...all.map((each) => RANKS[each]));
  return least === 2 ? 'whole' : least === 1 ? 'begun' : 'none';
}

/** The encoding that the record names. */
export function encodingOf({ encoding }: FrameRecord, { name }: RecordData): ByteEncoding | null {
  return name.encoding ?? encoding;
}
