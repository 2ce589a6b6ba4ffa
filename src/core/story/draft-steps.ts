/** Which steps a trace has, and in which order: TCP's signals, the units of the conversation, the opening. */

import type { Conversation } from '#core/dissection/conversation.ts';
import type { Unit } from '#core/dissection/unit.ts';
import { opcodeName } from '#core/protocol/opcode.ts';
import { SWITCHING_PROTOCOLS } from '#core/protocol/opening-response.ts';
import { senderOf, type Direction } from '#core/trace/direction.ts';
import { isPureSignal, type Arrival, type Signal, type TraceEvent } from '#core/trace/trace.ts';
import type { StepKind } from './step.ts';

/** A step before it is known what states it leads through. */
export type DraftStep = {
  readonly id: string;
  readonly kind: StepKind;
  readonly direction: Direction | null;
  /** TCP's signals, where the step is one. */
  readonly signals: readonly Signal[];
  readonly unit: Unit | null;
  readonly unitIndex: number | null;
  readonly sentAtMs: number | null;
  readonly arrival: Arrival;
};

type Placed = { readonly eventIndex: number; readonly draft: Omit<DraftStep, 'id'> };

/** In the order in which they were sent; the opening comes when the client has the 101. */
export function draftSteps(conversation: Conversation): DraftStep[] {
  const placed = [...placeUnits(conversation), ...placeSignals(conversation.trace.events)];
  const ordered = placed.sort((a, b) => a.eventIndex - b.eventIndex).map(({ draft }) => draft);
  return nameSteps(withOpening(ordered, conversation));
}

function placeUnits({ units, deliveries }: Conversation): Placed[] {
  return units.map((unit, unitIndex) => {
    const { eventIndices, sentAtMs, arrival } = deliveries[unitIndex] ?? {
      eventIndices: [],
      sentAtMs: null,
      arrival: { kind: 'unknown' as const },
    };
    const { direction } = unit;
    return {
      eventIndex: eventIndices[0] ?? Number.MAX_SAFE_INTEGER,
      draft: { kind: 'unit', direction, signals: [], unit, unitIndex, sentAtMs, arrival },
    };
  });
}

/** SYN, FIN and RST are steps; of the bare acknowledgements, those that end an opening or a closing. */
function placeSignals(events: readonly TraceEvent[]): Placed[] {
  const placed: Placed[] = [];
  let isOpening = false;
  const finsFrom = new Set<Direction>();
  let isOver = false;
  events.forEach((event, eventIndex) => {
    const kind = signalStep(event, { isOpening, isClosed: finsFrom.size === 2 && !isOver });
    if (kind === 'tcp-syn') isOpening = true;
    if (kind === 'tcp-ack') isOpening = false;
    if (kind === 'tcp-fin') finsFrom.add(event.direction);
    if (kind === 'tcp-last-ack' || kind === 'tcp-reset') isOver = true;
    if (kind === null) return;
    const { direction, signals, sentAtMs, arrival } = event;
    const draft = { kind, direction, signals, unit: null, unitIndex: null, sentAtMs, arrival };
    placed.push({ eventIndex, draft });
  });
  return placed;
}

function signalStep(
  event: TraceEvent,
  tcp: { readonly isOpening: boolean; readonly isClosed: boolean },
): StepKind | null {
  const has = (signal: Signal) => event.signals.includes(signal);
  if (has('syn')) return has('ack') ? 'tcp-syn-ack' : 'tcp-syn';
  if (has('rst')) return 'tcp-reset';
  if (has('fin')) return 'tcp-fin';
  if (!has('ack') || !isPureSignal(event)) return null;
  if (tcp.isOpening && event.direction === 'client-to-server') return 'tcp-ack';
  return tcp.isClosed ? 'tcp-last-ack' : null;
}

/** Puts a step that crosses nothing where the client has received a 101 that it accepts. */
function withOpening(
  drafts: readonly Omit<DraftStep, 'id'>[],
  { findings }: Conversation,
): Omit<DraftStep, 'id'>[] {
  const isFaulty = (unitIndex: number | null) =>
    findings.some((f) => f.unitIndex === unitIndex && f.violation.reaction === 'must fail');
  const accepted = drafts.find(
    ({ unit, unitIndex, arrival }) =>
      unit?.kind === 'response' &&
      unit.head.startLine.status === SWITCHING_PROTOCOLS &&
      arrival.kind !== 'lost' &&
      !isFaulty(unitIndex),
  );
  if (accepted === undefined) return [...drafts];
  const { arrival, sentAtMs } = accepted;
  const opensAtMs = arrival.kind === 'arrived' ? arrival.atMs : sentAtMs;
  const opening: Omit<DraftStep, 'id'> = {
    kind: 'open',
    direction: null,
    signals: [],
    unit: null,
    unitIndex: null,
    sentAtMs: opensAtMs,
    arrival,
  };
  const after = drafts.indexOf(accepted);
  const next = drafts.findIndex(
    ({ sentAtMs: at }, index) => index > after && (opensAtMs === null || (at ?? 0) >= opensAtMs),
  );
  const place = next === -1 ? drafts.length : next;
  return [...drafts.slice(0, place), opening, ...drafts.slice(place)];
}

/** Ids that say what the step is: "client-text-1", "server-fin", "response". */
function nameSteps(drafts: readonly Omit<DraftStep, 'id'>[]): DraftStep[] {
  const counts = new Map<string, number>();
  return drafts.map((draft) => {
    const name = nameOf(draft);
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    const isNumbered = draft.unit?.kind === 'frame' || count > 1;
    return { ...draft, id: isNumbered ? `${name}-${count}` : name };
  });
}

function nameOf({ kind, direction, unit }: Omit<DraftStep, 'id'>): string {
  const side = direction === null ? '' : senderOf(direction);
  if (unit === null) return kind === 'tcp-fin' || kind === 'tcp-reset' ? `${side}-${kind}` : kind;
  if (unit.kind === 'request' || unit.kind === 'response') return unit.kind;
  return unit.kind === 'frame'
    ? `${side}-${opcodeName(unit.header.opcode)}`
    : `${side}-${unit.kind}`;
}
