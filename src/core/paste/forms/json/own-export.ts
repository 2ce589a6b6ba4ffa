/** Documents of this project: what Decode exports as JSON reads back as the same bytes. */

import type { BlockReading, PieceContent } from '#core/paste/block.ts';
import { ByteCollector } from '#core/paste/text/byte-collector.ts';
import type { JsonNode } from '#core/paste/text/json-node.ts';
import type { JsonDocument } from '#core/paste/text/json-tape.ts';
import { plainJson } from '#core/paste/text/plain-json.ts';
import { DIRECTIONS, type Direction } from '#core/trace/direction.ts';
import type { JsonProblem } from '#core/trace/json-value.ts';
import { readOwnExport, type ExportedChunk } from '#core/trace/own-export.ts';
import { addString } from './json-bytes.ts';
import { JsonWriter, type JsonForm } from './json-form.ts';

export const OWN_EXPORT: JsonForm = {
  recognize: (root) => (isOwn(root) ? 'starts' : null),
  read: (documents) => [readExports(documents)],
};

/** "ws-101-conversation/1", and the other formats of `trace/own-export.ts`. */
const FORMAT = /^ws-101-[a-z]{1,40}\/\d{1,4}$/;

function isOwn(root: JsonNode): boolean {
  return FORMAT.test(root.member('format')?.text(60) ?? '');
}

function readExports(documents: readonly JsonDocument[]): BlockReading {
  const writer = new JsonWriter();
  documents.forEach((document, index) => {
    const connection = documents.length > 1 ? String(index + 1) : null;
    writer.startDocument(document);
    new ExportReader(writer, document, connection).read();
    writer.endDocument(document);
  });
  return writer.block.finish('own-export', 'sure');
}

class ExportReader {
  readonly #writer: JsonWriter;
  readonly #root: JsonNode;
  readonly #isCut: boolean;
  readonly #connection: string | null;

  constructor(writer: JsonWriter, { root, problem }: JsonDocument, connection: string | null) {
    this.#writer = writer;
    this.#root = root;
    this.#isCut = problem !== null;
    this.#connection = connection;
  }

  read(): void {
    const json = plainJson(this.#root);
    const whole = readOwnExport(json);
    if (whole?.kind === 'connections') this.#addAll(whole.connections[0]?.chunks ?? []);
    if (whole?.kind !== 'problem') return;
    const before = readOwnExport(withoutDamage(json, whole.problem));
    if (before?.kind === 'connections') this.#addAll(before.connections[0]?.chunks ?? []);
    // If it was cut, that is the problem.
    if (this.#isCut) this.#addCutUnit(whole.problem);
    else this.#stop(whole.problem);
  }

  #addAll(chunks: readonly ExportedChunk[]): void {
    if (this.#root.member('streams') === null) this.#addUnits(chunks);
    else this.#addSegments(chunks);
  }

  /** Bytes of a trace are in its streams, and its events only name their ranges. */
  #addSegments(chunks: readonly ExportedChunk[]): void {
    const streams = {
      'client-to-server': this.#readStream('client-to-server'),
      'server-to-client': this.#readStream('server-to-client'),
    };
    const lasts = lastOfEach(chunks);
    const { block } = this.#writer;
    for (const chunk of chunks) {
      const { node, bytes } = streams[chunk.direction];
      if (node === null) continue;
      this.#begin(node, chunk);
      const end = chunk.offset + chunk.bytes.length;
      block.collector.addRange(bytes.view(), bytes.positions, { start: chunk.offset, end });
      if (chunk === lasts[chunk.direction]) block.miss(bytes.count - end);
    }
  }

  #readStream(direction: Direction): { readonly node: JsonNode | null; bytes: ByteCollector } {
    const node = this.#root.path('streams', direction);
    const bytes = new ByteCollector();
    if (node !== null) addString(node, 'base64', bytes);
    return { node, bytes };
  }

  #addUnits(chunks: readonly ExportedChunk[]): void {
    const units = this.#units();
    const captured = units.filter((unit) => unit.member('kind')?.text() !== NOT_CAPTURED);
    const lasts = lastOfEach(chunks);
    const { block } = this.#writer;
    chunks.forEach((chunk, index) => {
      const unit = captured[index];
      const wire = unit?.path('buffers', 'wire');
      if (!unit || !wire) return;
      this.#begin(unit, chunk);
      addString(wire, 'hex', block);
      if (chunk !== lasts[chunk.direction]) return;
      const end = chunk.offset + chunk.bytes.length;
      // The document of one unit has nothing but the unit's own word for what follows it.
      const isAlone = this.#root.member('units') === null;
      const missing = isAlone ? unit.member('notCaptured')?.number() : endOf(units, chunk) - end;
      if (Number.isSafeInteger(missing)) block.miss(Math.max(0, missing ?? 0));
    });
  }

  /** What is there of the unit in which the document ends. */
  #addCutUnit({ path }: JsonProblem): void {
    const unit = path.startsWith('unit') ? nodeAt(this.#root, path.split('.')[0] ?? '') : null;
    const wire = unit?.path('buffers', 'wire');
    const speaker = DIRECTIONS.find((each) => each === unit?.member('direction')?.text());
    if (!unit || wire?.isCut !== true || speaker === undefined) return;
    this.#writer.begin(unit, { speaker, connection: this.#connection });
    const offset = unit.path('bytes', 'start')?.number() ?? 0;
    const isAlone = this.#root.member('units') === null;
    this.#writer.block.place({ offset: isAlone ? 0 : offset, signals: [] });
    addString(wire, 'hex', this.#writer.block);
    this.#writer.block.miss(null);
  }

  #begin(record: JsonNode, { direction, atMs, offset, signals, headLacks }: ExportedChunk): void {
    const told = { speaker: direction, atMs, connection: this.#connection };
    const head: PieceContent | undefined = headLacks && {
      kind: 'head',
      isMade: false,
      lacks: headLacks,
    };
    this.#writer.begin(record, told, head);
    this.#writer.block.place({ offset, signals });
  }

  #units(): readonly JsonNode[] {
    const unit = this.#root.member('unit');
    return unit === null ? [...(this.#root.member('units')?.elements() ?? [])] : [unit];
  }

  #stop({ path }: JsonProblem): void {
    const { start, end } = nodeAt(this.#root, path);
    const range = { start, end: Math.min(end, start + 1) };
    this.#writer.block.stop({ kind: 'damaged-export', path, range });
  }
}

/** Units of which no bytes are known. */
const NOT_CAPTURED = 'not-captured';

function lastOfEach(
  chunks: readonly ExportedChunk[],
): Readonly<Record<Direction, ExportedChunk | undefined>> {
  const lastOf = (direction: Direction) =>
    chunks
      .filter((chunk) => chunk.direction === direction && chunk.bytes.length > 0)
      .reduce<ExportedChunk | undefined>(
        (last, chunk) => (last === undefined || chunk.offset >= last.offset ? chunk : last),
        undefined,
      );
  return {
    'client-to-server': lastOf('client-to-server'),
    'server-to-client': lastOf('server-to-client'),
  };
}

/** Where the stream of a chunk ends, with what was not captured. */
function endOf(units: readonly JsonNode[], { direction }: ExportedChunk): number {
  const last = units.findLast((unit) => unit.member('direction')?.text() === direction);
  return last?.path('bytes', 'end')?.number() ?? 0;
}

/** Lists of a document, which can be read up to the first damaged element. */
const LIST = /^(units|events)\[(\d+)\]/;

/** The document without the damaged element of a list and those after it. */
function withoutDamage(json: unknown, { path }: JsonProblem): unknown {
  const [, name, index] = LIST.exec(path) ?? [];
  if (name === undefined || typeof json !== 'object' || json === null) return null;
  const list: unknown = Object.entries(json).find(([each]) => each === name)?.[1];
  return Array.isArray(list) ? { ...json, [name]: list.slice(0, Number(index)) } : null;
}

/** The value at a path such as "units[1].buffers.wire", or the closest one around it. */
function nodeAt(root: JsonNode, path: string): JsonNode {
  let node = root;
  for (const [, name, index] of path.matchAll(/([^.[\]]+)|\[(\d+)\]/g)) {
    const inner =
      name === undefined ? [...node.elements()][Number(index)] : (node.member(name) ?? undefined);
    if (inner === undefined) return node;
    node = inner;
  }
  return node;
}
