/** HTTP heads of which a document has the fields, as lists or objects, but not the bytes. */

import type { Told } from '#core/paste/block.ts';
import type { JsonNode } from '#core/paste/text/json-node.ts';
import { addString } from './json-bytes.ts';
import type { JsonWriter } from './json-form.ts';

export type HeadField = { readonly name: JsonNode; readonly value: JsonNode };

/** A part of the start line: text made here, or a value of the document. */
export type StartLine = readonly (string | JsonNode)[];

/** From [{"name": …, "value": …}]. */
export function listedFields(headers: JsonNode | null): HeadField[] {
  const fields: HeadField[] = [];
  for (const each of headers?.elements() ?? []) {
    const name = each.member('name');
    const value = each.member('value');
    if (name?.isString === true && value?.isString === true) fields.push({ name, value });
  }
  return fields;
}

/** From {"Host": …}. */
export function memberFields(headers: JsonNode | null): HeadField[] {
  const fields: HeadField[] = [];
  for (const [, value, name] of headers?.members() ?? [])
    if (value.isString) fields.push({ name, value });
  return fields;
}

/** Names that start with a colon belong to HTTP/2, which has no such heads. */
export function isOfHttp1(fields: readonly HeadField[]): boolean {
  return fields.every(({ name }) => name.source.charAt(name.start) !== ':');
}

const LINE_BREAK = /[\0\r\n]/;
const LINE_END = '\r\n';

export function writeHead(
  writer: JsonWriter,
  record: JsonNode,
  told: Partial<Told>,
  startLine: StartLine,
  fields: readonly HeadField[],
): void {
  writer.begin(record, told, { kind: 'head', isMade: true });
  let at = record.start;
  for (const part of startLine) {
    if (typeof part === 'string') writer.addMade(part, at);
    else {
      addValue(writer, part);
      at = part.end;
    }
  }
  writer.addMade(LINE_END, at);
  for (const { name, value } of fields) writeField(writer, name, value);
  writer.addMade(LINE_END, fields.at(-1)?.value.end ?? at);
}

function writeField(writer: JsonWriter, name: JsonNode, value: JsonNode): void {
  if (LINE_BREAK.test(name.text() ?? '')) return;
  const text = value.text() ?? '';
  if (!LINE_BREAK.test(text)) {
    addString(name, 'text', writer.block);
    writer.addMade(': ', name.end);
    addString(value, 'text', writer.block);
    return writer.addMade(LINE_END, value.end);
  }
  // Chromium joins fields of the same name with a line feed.
  for (const part of text.split('\n')) {
    if (LINE_BREAK.test(part)) continue;
    addString(name, 'text', writer.block);
    writer.addMade(`: ${part}${LINE_END}`, value.start);
  }
}

function addValue(writer: JsonWriter, value: JsonNode): void {
  if (addString(value, 'text', writer.block)) return;
  const { source, start, end } = value;
  for (let at = start; at < end; at++) writer.block.add(source.charCodeAt(at), at, at + 1);
}

/** The request target of a URL, as a browser sends it. */
export function targetOf(url: string): string {
  const target = /^\w+:\/\/[^/?#]*([^#]*)/.exec(url)?.[1] ?? '/';
  const whole = target.startsWith('/') ? target : `/${target}`;
  return /\s/.test(whole) ? '/' : whole;
}
