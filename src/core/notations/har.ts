/**
 * HAR files with WebSocket messages, as DevTools and Playwright export them. They contain messages
 * but no masks, fragments, pings or Close frames. Heads and frames are reconstructed around the
 * messages.
 */

import { toUtf8 } from '#core/bytes/text.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { JsonValue, type ProblemSlot } from '#core/trace/json-value.ts';
import { transcribeBase64 } from './base64-text.ts';
import { ByteCollector } from './byte-collector.ts';
import { valuesOfMembers } from './json-strings.ts';
import type { TextRange } from './notation.ts';
import type { Reading } from './reading.ts';
import { collectJsonString, transcribeFrame, transcribeMade } from './reconstruction.ts';
import { Transcript } from './transcript.ts';

const MESSAGES = '"_webSocketMessages"';

/** Seconds since 1970 stay below this for thousands of years. Milliseconds are already above it. */
const LEAST_MILLISECONDS = 1e11;

export function readHar(text: string): Reading[] {
  if (!text.includes(MESSAGES)) return [];
  const har = parse(text);
  if (har === undefined) return [];
  const slot: ProblemSlot = { problem: null };
  const entries = new JsonValue(har, slot).member('log').member('entries').elements();
  const readings: Reading[] = [];
  let from = 0;
  for (const entry of entries) {
    const messages = entry.member('_webSocketMessages');
    if (messages.isAbsent) continue;
    from = text.indexOf(MESSAGES, from) + MESSAGES.length;
    const places = valuesOfMembers(text, text.indexOf('[', from), 'data');
    const reading = readEntry(text, entry, messages.elements(), places, from);
    if (reading) readings.push(reading);
  }
  const [first] = readings;
  if (first === undefined) return [];
  return [{ ...first, connections: readings.flatMap(({ connections }) => connections) }];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readEntry(
  text: string,
  entry: JsonValue,
  messages: readonly JsonValue[],
  places: readonly TextRange[],
  at: number,
): Reading | null {
  const transcript = new Transcript();
  const request = entry.member('request');
  const response = entry.member('response');
  const [, host = '', target = '/'] =
    /^\w+:\/\/([^/?#]*)([^#]*)/.exec(request.member('url').text()) ?? [];
  const status = response.member('status').number();
  const requestLine = `${request.member('method').text()} ${target === '' ? '/' : target} HTTP/1.1`;
  transcript.begin('client-to-server');
  transcribeMade(transcript, headOf(requestLine, request), at);
  if (status >= 100) {
    transcript.begin('server-to-client');
    const statusLine = `HTTP/1.1 ${status} ${response.member('statusText').text()}`;
    transcribeMade(transcript, headOf(statusLine, response), at);
  }
  messages.forEach((message, index) => {
    const place = places[index];
    const isSent = message.member('type').text() === 'send';
    const opcode = message.member('opcode').number();
    // DevTools lists errors among the messages.
    if (place === undefined || (opcode !== OPCODE.text && opcode !== OPCODE.binary)) {
      return transcript.leaveOut('comments');
    }
    const time = message.member('time').number();
    const direction = isSent ? 'client-to-server' : 'server-to-client';
    transcript.begin(direction, time < LEAST_MILLISECONDS ? time * 1000 : time);
    transcribeFrame(transcript, direction, opcode, payloadOf(text, place, opcode), place.start);
  });
  const reading = transcript.finish('har', 'sure');
  const connections = reading.connections.map((connection) => ({ ...connection, server: host }));
  return { ...reading, connections, isReconstructed: true };
}

function payloadOf(text: string, { start, end }: TextRange, opcode: number): ByteCollector {
  if (opcode !== OPCODE.binary) return collectJsonString(text, start, end);
  const collector = new ByteCollector();
  const isBase64 = transcribeBase64(text, start, end, collector) !== null;
  return isBase64 ? collector : collectJsonString(text, start, end);
}

/** Fields without line breaks, because others could not have been sent. */
function headOf(startLine: string, message: JsonValue): Uint8Array {
  const fields = message
    .member('headers')
    .elements()
    .map((field) => `${field.member('name').text()}: ${field.member('value').text()}`);
  const lines = [startLine, ...fields].filter((line) => !/[\0\r\n]/.test(line));
  return toUtf8(`${lines.join('\r\n')}\r\n\r\n`);
}
