/** What a method sends once, when it opens and when it closes, on its first connection. */

import { countRun } from '#core/traffic/counting/count-run.ts';
import { simulateEventStream } from '#core/traffic/methods/event-stream.ts';
import type { ComparedId, MethodRun } from '#core/traffic/methods/method-run.ts';
import { simulateWebSocket } from '#core/traffic/methods/websocket.ts';
import { networkOf } from '#core/traffic/settings/comparison-plan.ts';
import { BYTE_PURPOSES, noBytes } from '#core/traffic/counting/byte-counts.ts';
import type { Amounts } from './amounts.ts';
import type { ComparisonSettings } from '#core/traffic/settings/comparison-settings.ts';
import type { WirePlan } from '#core/traffic/wire/wire-plan.ts';

/** Long enough that opening and closing don't acknowledge each other. */
const APART_MS = 20_000;

export type OpeningCost = Pick<Amounts, 'bytes' | 'packets' | 'requests'>;

/** After a cut there is no closing handshake. */
export type Openings = Readonly<
  Record<'event-stream' | 'websocket' | 'cut-websocket', OpeningCost>
>;

export function openingsOf(settings: ComparisonSettings, plan: WirePlan): Openings {
  const webSocket = runOf('websocket', settings);
  const withoutClose = webSocket.writes.filter(({ kind }) => kind !== 'frame');
  return {
    'event-stream': openingOf(runOf('event-stream', settings), settings, plan),
    websocket: openingOf(webSocket, settings, plan),
    'cut-websocket': openingOf({ ...webSocket, writes: withoutClose }, settings, plan),
  };
}

/**
 * The request that opens a WebSocket or a stream, its response, and the Close frames, without the
 * connection that carries them.
 */
function openingOf(run: MethodRun, settings: ComparisonSettings, plan: WirePlan): OpeningCost {
  const [whole, bare] = [countRun(run, plan), countRun({ ...run, writes: [] }, plan)];
  const bytes = noBytes();
  for (const purpose of BYTE_PURPOSES) bytes[purpose] = whole.bytes[purpose] - bare.bytes[purpose];
  return {
    bytes,
    packets: whole.packets - bare.packets,
    requests: settings.setup === 'counted' ? 1 : 0,
  };
}

/** A method's first connection, with opening and closing. */
export function firstConnectionOf(
  method: ComparedId,
  plan: WirePlan,
): Pick<Amounts, 'bytes' | 'packets'> {
  return countRun({ method, writes: [], exchanges: [], deliveries: [], connectionCount: 1 }, plan);
}

function runOf(method: 'event-stream' | 'websocket', settings: ComparisonSettings): MethodRun {
  const nothing = { messages: [], durationMs: APART_MS };
  const network = networkOf(settings);
  return method === 'websocket'
    ? simulateWebSocket(nothing, network)
    : simulateEventStream(nothing, network);
}
