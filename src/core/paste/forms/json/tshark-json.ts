/**
 * The output of `tshark -T json`, `-T jsonraw` and `-T ek`: the layers of each packet by name. The
 * bytes are those of whole frames with `-x`, otherwise those of "tcp.payload".
 */

import type { BlockReading, Told } from '#core/paste/block.ts';
import { ByteCollector } from '#core/paste/text/byte-collector.ts';
import type { JsonNode } from '#core/paste/text/json-node.ts';
import type { JsonDocument } from '#core/paste/text/json-tape.ts';
import { addString } from './json-bytes.ts';
import { JsonWriter, toMilliseconds, type JsonForm } from './json-form.ts';
import { addValue } from './json-payload.ts';

export const TSHARK_JSON: JsonForm = {
  recognize: (root) => {
    if (packetsIn(root).some((packet) => layersOf(packet) !== null)) return 'starts';
    return isIndex(root) ? 'follows' : null;
  },
  read: (documents) => [readPackets(documents)],
};

/** `-T ek` has such a line before each packet, for Elasticsearch. */
function isIndex(root: JsonNode): boolean {
  return root.path('index', '_index') !== null;
}

function packetsIn(root: JsonNode): JsonNode[] {
  if (!root.isArray) return [root];
  return root.first?.isObject === true ? [...root.elements()] : [];
}

function layersOf(packet: JsonNode): JsonNode | null {
  const layers = packet.path('_source', 'layers') ?? packet.member('layers');
  return layers?.isObject === true ? layers : null;
}

type Packet = {
  readonly document: JsonDocument;
  readonly node: JsonNode;
  readonly told: Partial<Told>;
  /** Whole, from its link layer on. */
  readonly frame: JsonNode | null;
  readonly payload: JsonNode | null;
  /** The position of the first byte in the stream of its sender. */
  readonly sequence: number | null;
};

function readPackets(documents: readonly JsonDocument[]): BlockReading {
  const writer = new JsonWriter();
  const packets = documents.flatMap((document) =>
    packetsIn(document.root).flatMap((node): Packet[] => {
      const layers = layersOf(node);
      return layers === null ? [] : [packetOf(document, node, layers)];
    }),
  );
  const isRead =
    writeFrames(writer, packets) || writeSegments(writer, segmentsOf(withSenders(packets)));
  for (const document of documents) writer.endDocument(document);
  writer.block.leaveOut('labels', packets.length);
  if (!isRead) {
    const { start } = documents[0]!.root;
    writer.block.stop({ kind: 'no-bytes', text: 'packet-json', range: { start, end: start + 1 } });
  }
  return writer.block.finish('tshark-json', 'sure');
}

/** Whole packets, if the text has them. The assembly opens them and puts them in TCP's order. */
function writeFrames(writer: JsonWriter, packets: readonly Packet[]): boolean {
  let isRead = false;
  for (const { document, node, told, frame } of packets) {
    if (frame === null) continue;
    isRead = true;
    writer.startDocument(document);
    writer.begin(node, { atMs: told.atMs ?? null });
    addValue(writer, frame, 'hex');
  }
  return isRead;
}

function writeSegments(writer: JsonWriter, segments: readonly Segment[]): boolean {
  for (const { packet, skipped, missing, bytes } of segments) {
    if (skipped >= bytes.count) {
      writer.block.leaveOut('other-packets');
      continue;
    }
    writer.startDocument(packet.document);
    writer.begin(packet.node, packet.told);
    const { starts, ends } = bytes.positions;
    for (let at = skipped; at < bytes.count; at++)
      writer.block.add(bytes.at(at), starts[at]!, ends[at]!);
    if (missing > 0) writer.block.miss(missing);
    else if (packet.payload?.isCut === true) writer.block.miss(null);
  }
  return segments.length > 0;
}

/** Senders without receivers: if there are more than two, it is unknown who belongs to whom. */
function withSenders(packets: readonly Packet[]): readonly Packet[] {
  const alone = packets.filter(({ told }) => told.source !== null && told.destination === null);
  if (new Set(alone.map(({ told }) => told.source)).size <= 2) return packets;
  return packets.map((packet) => ({
    ...packet,
    told: { ...packet.told, source: null, destination: null },
  }));
}

type Segment = {
  readonly packet: Packet;
  readonly bytes: ByteCollector;
  /** How many of its bytes an earlier packet had. */
  skipped: number;
  /** How many bytes are missing after it. */
  missing: number;
};

/**
 * The data of each sender in order, if the text contains positions: repeated bytes once, and what
 * is missing between them.
 */
function segmentsOf(packets: readonly Packet[]): Segment[] {
  const segments: Segment[] = [];
  for (const packet of packets) {
    const bytes = new ByteCollector();
    if (packet.payload === null || !addString(packet.payload, 'hex', bytes) || bytes.count === 0)
      continue;
    segments.push({ packet, bytes, skipped: 0, missing: 0 });
  }
  const places = new Map<string, number[]>();
  segments.forEach(({ packet: { told } }, index) => {
    const key = `${told.connection ?? ''} ${told.source ?? ''} ${told.destination ?? ''}`;
    const own = places.get(key) ?? [];
    own.push(index);
    places.set(key, own);
  });
  const ordered = [...segments];
  for (const own of places.values()) {
    const sequences = own.map((index) => segments[index]!.packet.sequence);
    if (sequences.some((each) => each === null)) continue;
    const sorted = own
      .map((index) => segments[index]!)
      .sort((a, b) => a.packet.sequence! - b.packet.sequence!);
    let reached = sorted[0]!.packet.sequence!;
    let last: Segment | null = null;
    sorted.forEach((segment, index) => {
      const start = segment.packet.sequence!;
      if (last !== null && start > reached) last.missing = start - reached;
      segment.skipped = Math.max(0, Math.min(segment.bytes.count, reached - start));
      if (start + segment.bytes.count > reached) last = segment;
      reached = Math.max(reached, start + segment.bytes.count);
      ordered[own[index]!] = segment;
    });
  }
  return ordered;
}

function packetOf(document: JsonDocument, node: JsonNode, layers: JsonNode): Packet {
  const fields = new Layers(layers);
  return {
    document,
    node,
    told: {
      ...addressesIn(fields),
      connection: fields.text('tcp', 'stream'),
      atMs: timeOf(node, fields),
    },
    frame: fields.hasTcp ? hexOf(layers.member('frame_raw')) : null,
    payload: hexOf(fields.get('tcp', 'payload')) ?? hexOf(fields.get('tcp', 'payload_raw')),
    sequence: fields.number('tcp', 'seq'),
  };
}

/** Both addresses need a port, or neither: otherwise the same peer would have two. */
function addressesIn(fields: Layers): Pick<Told, 'source' | 'destination'> {
  const hosts = (['src', 'dst'] as const).map(
    (end) => fields.text('ip', end) ?? fields.text('ipv6', end),
  );
  const ports = [fields.text('tcp', 'srcport'), fields.text('tcp', 'dstport')];
  const [from = null, to = null] = ports;
  if (from !== null && to === null)
    return { source: addressOf(hosts[0] ?? null, from), destination: null };
  const hasPorts = from !== null && to !== null;
  const source = addressOf(hosts[0] ?? null, hasPorts ? from : null);
  const destination = addressOf(hosts[1] ?? null, hasPorts ? to : null);
  // On one machine, only ports tell them apart.
  return source === destination ? { source: null, destination: null } : { source, destination };
}

function addressOf(host: string | null, port: string | null): string | null {
  if (host === null) return port;
  if (port === null) return host;
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

function timeOf(packet: JsonNode, fields: Layers): number | null {
  const epoch = fields.text('frame', 'time_epoch');
  if (epoch !== null && /^\d{1,12}(?:\.\d{1,12})?$/.test(epoch)) return Number(epoch) * 1000;
  const stamp = packet.member('timestamp')?.text(20) ?? '';
  if (/^\d{9,14}$/.test(stamp)) return toMilliseconds(Number(stamp));
  const relative = fields.text('frame', 'time_relative');
  return relative !== null && /^\d{1,9}\.\d{1,12}$/.test(relative) ? Number(relative) * 1000 : null;
}

/** Raw values are lists: the hex, its place in the packet, and more numbers. */
function hexOf(node: JsonNode | null): JsonNode | null {
  const value = node?.isArray === true ? node.first : node;
  return value?.isString === true ? value : null;
}

/** Fields of layers: nested or, with `-e`, all together. `-T ek` has underscores in their names. */
class Layers {
  readonly #layers: JsonNode;

  constructor(layers: JsonNode) {
    this.#layers = layers;
  }

  get hasTcp(): boolean {
    return this.#layers.member('tcp') !== null || this.#layers.member('tcp_raw') !== null;
  }

  get(layer: string, field: string): JsonNode | null {
    const nested = this.#layers.member(layer);
    const names = [`${layer}.${field}`, `${layer}_${layer}_${field}`];
    for (const name of names) {
      const value = nested?.member(name) ?? null;
      if (value !== null) return value;
    }
    return this.#layers.member(`${layer}.${field}`) ?? this.#layers.member(`${layer}_${field}`);
  }

  text(layer: string, field: string): string | null {
    const value = this.get(layer, field);
    const first = value?.isArray === true ? value.first : value;
    return first?.text(100) ?? null;
  }

  number(layer: string, field: string): number | null {
    const text = this.text(layer, field);
    return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
  }
}
