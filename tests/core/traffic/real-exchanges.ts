/** Exchanges with a real server, in the heads that Node's clients were recorded with. */

import { decodeHttpHead } from '#core/protocol/http/http-head.ts';
import { totalOf } from '#core/traffic/counting/byte-counts.ts';
import { countRun } from '#core/traffic/counting/count-run.ts';
import { encodeHead, requestTemplate } from '#core/traffic/heads/head-template.ts';
import { MODEL_HOST, type HeadId, type HeaderProfile } from '#core/traffic/heads/header-profile.ts';
import { profileOf } from '#core/traffic/heads/profiles.ts';
import type { MethodRun } from '#core/traffic/methods/method-run.ts';
import { encodeMessageList } from '#core/traffic/wire/message-list.ts';
import type { AppMessage } from '#core/traffic/workload/app-message.ts';
import type { RealServer } from './real-server.ts';
import { planOf } from './schedules.ts';

/** The recorded heads of Node, for the host where the server is. */
function profileAt(host: string, isCompressed = false): HeaderProfile {
  const { source, heads } = profileOf({ id: 'node', isCompressed });
  const moved = Object.entries(heads).map(([id, head]) => {
    const { startLine, fields } = head;
    if (startLine.kind !== 'request') return [id, head];
    const own = fields.map(([name, value]) => [name, value.replaceAll(MODEL_HOST, host)] as const);
    return [id, requestTemplate(startLine.method, startLine.target, own)];
  });
  return { source, heads: Object.fromEntries(moved) as HeaderProfile['heads'] };
}

type Asking = {
  readonly purpose: 'poll' | 'long-poll' | 'post' | 'stream';
  readonly since?: number;
};

export async function ask(server: RealServer, { purpose, since = 0 }: Asking, body?: Uint8Array) {
  const id: HeadId = `${purpose}-request`;
  const values = { since, length: body?.length ?? 0, date: 0, key: '', accept: '' };
  const reading = decodeHttpHead(encodeHead(profileAt(server.host).heads[id], values));
  if (reading.kind !== 'head' || reading.head.startLine.kind !== 'request') {
    throw new Error('expected a request head');
  }
  const { method, target } = reading.head.startLine;
  return server.ask(reading.head.fields, method, target, body);
}

const JSON_HEADERS = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' };

export function answerNews(
  { response }: Awaited<ReturnType<typeof ask>>,
  messages: readonly AppMessage[],
): void {
  if (messages.length === 0) {
    response.writeHead(204, { 'Cache-Control': 'no-store' }).end();
    return;
  }
  const body = encodeMessageList(messages, 'text');
  response.writeHead(200, { ...JSON_HEADERS, 'Content-Length': body.length }).end(body);
}

/** What the model counts for the host where the server is. */
export const counted = (run: MethodRun, host: string, isCompressed = false) => {
  const profile = profileAt(host, isCompressed);
  const plan = planOf({ profile, emptyAnswer: 'no-content', isCompressed });
  return totalOf(countRun(run, plan).bytes, 'application');
};
