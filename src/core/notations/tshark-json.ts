/**
 * The output of `tshark -T json`: layers of each packet by name. The bytes are in "tcp.payload",
 * unless the user selected other layers.
 */

import { transcribeHexPairs } from './hex-pairs.ts';
import type { Reading } from './reading.ts';
import { Transcript } from './transcript.ts';

const PAYLOAD = '"tcp.payload": "';
const KNOWN_BY = ['"_source"', '"layers"'];

/** The names of a packet are within this distance before its payload. */
const LAYERS_LENGTH = 12_000;

const SOURCE = /"(?:ip|ipv6)\.src": "([^"]{1,60})"/;
const SOURCE_PORT = /"tcp\.srcport": "(\d{1,5})"/;
const DESTINATION_PORT = /"tcp\.dstport": "(\d{1,5})"/;
const TIME = /"frame\.time_epoch": "(\d{1,12}\.\d{1,9})/;

export function readTsharkJson(text: string): Reading[] {
  const beginning = text.slice(0, 2000);
  if (!KNOWN_BY.every((mark) => beginning.includes(mark))) return [];
  const transcript = new Transcript();
  let firstSender: string | null = null;
  let from = 0;
  for (let at = text.indexOf(PAYLOAD); at !== -1; at = text.indexOf(PAYLOAD, from)) {
    const layers = text.slice(Math.max(from, at - LAYERS_LENGTH), at);
    const port = SOURCE_PORT.exec(layers)?.[1] ?? '';
    const sender = `${SOURCE.exec(layers)?.[1] ?? ''}:${port}`;
    if (firstSender === null) {
      firstSender = sender;
      transcript.name(0, port);
      transcript.name(1, DESTINATION_PORT.exec(layers)?.[1] ?? '');
    }
    const time = TIME.exec(layers)?.[1];
    transcript.begin(
      sender === firstSender ? 0 : 1,
      time === undefined ? null : Number(time) * 1000,
    );
    from = transcribeHexPairs(text, at + PAYLOAD.length, transcript);
    transcript.leaveOut('labels');
  }
  const websocket = text.indexOf('"websocket');
  if (transcript.count === 0 && websocket === -1) return [];
  if (transcript.count === 0) {
    transcript.stop({ kind: 'no-bytes', range: { start: websocket, end: websocket + 10 } });
  }
  return [transcript.finish('tshark-json', 'sure')];
}
