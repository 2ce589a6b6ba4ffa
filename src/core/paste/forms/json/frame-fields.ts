/**
 * Frames and payloads as records in JSON logs: {"direction": "in", "data": "gQJoaQ=="}. Whether a
 * value is a payload or bytes of the wire depends on the other fields and the bytes themselves.
 */

import type { BlockReading } from '#core/paste/block.ts';
import { isControlOpcode, OPCODE } from '#core/protocol/framing/opcode.ts';
import type { FormId } from '#core/paste/form.ts';
import type { ReadingConfidence } from '#core/paste/reading.ts';
import type { JsonNode } from '#core/paste/text/json-node.ts';
import type { JsonDocument } from '#core/paste/text/json-tape.ts';
import { recordsIn, toldBy, type FrameRecord } from './frame-records.ts';
import { isEncodedAs, type ByteEncoding } from './json-bytes.ts';
import { JsonWriter, type JsonForm } from './json-form.ts';
import { addClose, addPayload, addValue } from './json-payload.ts';
import { encodingOf, payloadData, wireChoice, wireData, type WireChoice } from './wire-choice.ts';

export const FRAME_FIELDS: JsonForm = {
  recognize: (root) => {
    if (recordsIn(root).next().done !== true) return 'starts';
    return root.isObject ? 'follows' : null;
  },
  read: readRecords,
};

type Found = { readonly document: JsonDocument; readonly records: readonly FrameRecord[] };

function readRecords(documents: readonly JsonDocument[]): BlockReading[] {
  const found = documents.map((document): Found => ({
    document,
    records: [...recordsIn(document.root)],
  }));
  const all = found.flatMap(({ records }) => records);
  const hasOpcodes = all.some(({ opcode }) => opcode !== null);
  const wire = wireChoice(all);
  const readings: BlockReading[] = [];
  const isPlain = all.every(({ data }) => data.every(({ kind }) => kind !== 'string'));
  const isBuffers = isPlain && all.some(({ data }) => data[0]?.kind === 'buffer');
  if (wire !== null && !hasOpcodes) readings.push(readWire(found, wire, isBuffers));
  if (wire === null || hasOpcodes || !(isPlain || wire.evidence === 'whole')) {
    readings.push(...readPayloads(found, isBuffers));
  }
  // Payloads that are frames themselves: perhaps the log calls frames so.
  if (wire !== null && hasOpcodes && wire.evidence === 'whole') {
    const reading = readWire(found, wire, isBuffers);
    if (wire.isNamed) readings.unshift(reading);
    else readings.push(reading);
  }
  return readings;
}

function readWire(
  found: readonly Found[],
  { encoding, isNamed }: WireChoice,
  isBuffers: boolean,
): BlockReading {
  const form = isBuffers ? 'buffer-json' : 'json-frames';
  const confidence = isBuffers || isNamed ? 'sure' : 'likely';
  return writeRecords(found, form, confidence, (writer, record, told) => {
    const data = wireData(record);
    if (data === null) return;
    writer.begin(record.node, told);
    addValue(writer, data.value, encodingOf(record, data) ?? encoding);
  });
}

/** Readings as payloads: one for each encoding that is possible where nothing names it. */
function readPayloads(found: readonly Found[], isBuffers: boolean): BlockReading[] {
  const records = found.flatMap((each) => each.records);
  const open = records.flatMap((record) => {
    const data = payloadData(record);
    const isOpen = data !== null && data.kind === 'string' && encodingOf(record, data) === null;
    return isOpen && mayBeEncoded(record) && data.value.end > data.value.start ? [data.value] : [];
  });
  const isBinary = records.some(({ opcode }) => opcode === OPCODE.binary);
  const isHex = open.length > 0 && open.every((value) => isEncodedAs(value, 'hex'));
  const isBase64 = open.length > 0 && open.every((value) => isEncodedAs(value, 'base64'));
  const encodings: ByteEncoding[] = [];
  if (isHex) encodings.push('hex');
  if (isBase64 && (isBinary || open.some(looksLikeBase64))) encodings.push('base64');
  // "AAEC" is both. Short hex is written in small letters more often than not.
  if (
    isHex &&
    encodings.length > 1 &&
    !open.some(({ source, start, end }) => /[\da-f]/.test(source.slice(start, end)))
  ) {
    encodings.reverse();
  }
  // Without an opcode, text is as good.
  if (!isBinary || encodings.length === 0) encodings.unshift('text');
  const confidence = confidenceOf(records);
  return encodings.map((encoding, index) => {
    const other =
      encoding === 'hex'
        ? 'json-hex-messages'
        : encoding === 'base64'
          ? 'json-base64-messages'
          : 'json-messages';
    const form: FormId = index > 0 ? other : isBuffers ? 'buffer-json' : 'json-messages';
    return readAs(found, encoding, form, index === 0 ? confidence : 'possible');
  });
}

/** Text needs no encoding. */
function mayBeEncoded({ opcode }: FrameRecord): boolean {
  return opcode === null || opcode === OPCODE.binary || opcode === OPCODE.continuation;
}

function looksLikeBase64({ source, start, end }: JsonNode): boolean {
  const text = source.slice(start, Math.min(end, start + 10_000));
  return (
    end - start >= 4 &&
    (/=$/.test(text) || (/[A-Z]/.test(text) && /[a-z]/.test(text) && /[\d+/]/.test(text)))
  );
}

function confidenceOf(records: readonly FrameRecord[]): ReadingConfidence {
  const isTold = records.every(({ opcode, speaker }) => opcode !== null && speaker !== null);
  if (isTold) return 'sure';
  // A single object can be a message itself.
  const isFrame = records.some(({ opcode, speaker }) => opcode !== null || speaker !== null);
  return isFrame || records.length > 1 ? 'likely' : 'possible';
}

function readAs(
  found: readonly Found[],
  encoding: ByteEncoding,
  form: FormId,
  confidence: ReadingConfidence,
): BlockReading {
  const finals = finalFlags(found.flatMap(({ records }) => records));
  return writeRecords(found, form, confidence, (writer, record, told) => {
    const { opcode, isCompressed, closeCode, closeReason, node } = record;
    const data = payloadData(record);
    const isFinal = finals.get(record) ?? true;
    writer.begin(node, told, { kind: 'payload', opcode, isFinal, isCompressed });
    const isEmpty =
      data === null || (data.kind === 'string' && data.value.end === data.value.start);
    if (isEmpty && closeCode !== null) return addClose(writer, closeCode, closeReason);
    if (data === null) return;
    const named = encodingOf(record, data);
    const isControl = opcode !== null && isControlOpcode(opcode);
    const assumed = mayBeEncoded(record) || isControl ? encoding : 'text';
    addPayload(
      writer,
      data.value,
      opcode,
      named ?? (isControl ? controlEncoding(encoding) : assumed),
    );
    writer.end(node);
  });
}

/** What is tried first for control frames, whose payloads are usually short text. */
function controlEncoding(encoding: ByteEncoding): ByteEncoding {
  return encoding === 'text' ? 'hex' : encoding;
}

/** A fragment isn't final if the next frame of its sender continues it. */
function finalFlags(records: readonly FrameRecord[]): Map<FrameRecord, boolean> {
  const flags = new Map<FrameRecord, boolean>();
  const last = new Map<string, FrameRecord>();
  for (const record of records) {
    const { opcode, isFinal, speaker, connection } = record;
    flags.set(record, isFinal ?? true);
    if (opcode !== null && isControlOpcode(opcode)) continue;
    const key = `${connection ?? ''} ${speaker ?? ''}`;
    const before = last.get(key);
    if (opcode === OPCODE.continuation && before !== undefined && before.isFinal === null)
      flags.set(before, false);
    last.set(key, record);
  }
  return flags;
}

type WriteRecord = (
  writer: JsonWriter,
  record: FrameRecord,
  told: ReturnType<typeof toldBy>,
) => void;

function writeRecords(
  found: readonly Found[],
  form: FormId,
  confidence: ReadingConfidence,
  write: WriteRecord,
): BlockReading {
  const writer = new JsonWriter();
  const all = found.flatMap(({ records }) => records);
  const connections = repeatedIds(all);
  const perUnit = unitOf(all);
  for (const { document, records } of found) {
    const { root } = document;
    writer.startDocument(document);
    if (records.length === 0) writer.block.skip({ start: root.start, end: root.end });
    for (const record of records) write(writer, record, toldBy(record, connections, perUnit));
    writer.endDocument(document);
  }
  return writer.block.finish(form, confidence);
}

function repeatedIds(records: readonly FrameRecord[]): ReadonlySet<string> {
  const seen = new Set<string>();
  let isRepeated = false;
  for (const { id } of records) {
    if (id === null) continue;
    if (seen.has(id)) isRepeated = true;
    seen.add(id);
  }
  return isRepeated ? seen : new Set();
}

/** Times since a program's start are milliseconds if they are whole and large, else seconds. */
function unitOf(records: readonly FrameRecord[]): number {
  const values = records.flatMap(({ time }) => (time?.unit === 'unknown' ? [time.value] : []));
  const areMilliseconds = values.every(Number.isInteger) && values.some((value) => value >= 10_000);
  return areMilliseconds ? 1 : 1000;
}
