/**
 * What a receiver must make of a recorded connection, and what ours makes of it, in the same words.
 */

import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { RULES, type RuleId } from '#core/protocol/rules/rules.ts';
import type { Received } from './protocol/received-list.ts';
import type { Complaint } from './recorded-complaints.ts';
import { bytesSummary, type Dir, type RecordedConnection } from './recorded-session.ts';

/** What only a receiver finds: it has limits, and does not look for HTTP among frames. */
export const RECEIVERS_COMPLAINTS: Readonly<Record<string, readonly Complaint[]>> = {
  'raw-ws-invalid-client-frames/22': ['frame.reserved-bit@cut'],
  ...Object.fromEntries(
    ['chromium', 'undici', 'ws'].flatMap((client) => [
      // 2^40 bytes are more than the default limit.
      [`${client}-ws-invalid-server-frames/23`, ['message.too-big@1']],
    ]),
  ),
};

export function tellReceived(item: Received): unknown {
  if (item.kind === 'failure') return `failure ${item.violation.id} ${item.closeCode}`;
  if (item.kind === 'close') return `close ${item.code} ${item.reason}`;
  const name = item.kind === 'message' ? item.type : item.kind;
  return `${name} ${bytesSummary(item.data)}`;
}

/**
 * What a receiver passes on of these frames: everything up to the first Close or the first fatal
 * violation.
 */
export function expectedOf(
  connection: RecordedConnection,
  dir: Dir,
  complaints: readonly Complaint[],
): unknown[] {
  const received: unknown[] = [];
  const failureAt = (place: number | 'cut') => {
    const rules = complaints.map((complaint) => complaint.split('@') as [RuleId, string]);
    const found = rules.find(
      ([rule, at]) => at === String(place) && RULES[rule].reaction === 'fails',
    );
    return found ? `failure ${found[0]} ${RULES[found[0]].closeCode}` : null;
  };
  for (const [index, frame] of connection.frames.entries()) {
    if (frame.dir !== dir) continue;
    const failure = failureAt(index);
    if (failure !== null) return [...received, failure];
    if (frame.incomplete) return received;
    const payload = frame.payloadSha256 ?? frame.payloadHex ?? '';
    if (frame.opcode === OPCODE.close) {
      return [...received, `close ${frame.closeCode ?? null} ${frame.closeReason ?? ''}`];
    }
    if (frame.opcode === OPCODE.ping) received.push(`ping ${payload}`);
    else if (frame.opcode === OPCODE.pong) received.push(`pong ${payload}`);
    else if (frame.fin === 1) received.push(messageEndingAt(connection, index));
  }
  const failure = connection.trailingBytes?.[dir] ? failureAt('cut') : null;
  return failure === null ? received : [...received, failure];
}

function messageEndingAt(
  { messages, frames, h2Stream }: RecordedConnection,
  index: number,
): string {
  if (h2Stream !== undefined) return h2Message(frames, index);
  const message = messages?.find((each) => each.frames.at(-1) === index);
  const type = message?.opcode === OPCODE.text ? 'text' : 'binary';
  return `${type} ${message?.dataSha256 ?? message?.dataHex}`;
}

/** Over HTTP/2 no messages were listed; none of theirs is fragmented or compressed. */
function h2Message(frames: RecordedConnection['frames'], index: number): string {
  const { opcode, payloadSha256, payloadHex } = frames[index]!;
  return `${opcode === OPCODE.text ? 'text' : 'binary'} ${payloadSha256 ?? payloadHex ?? ''}`;
}
