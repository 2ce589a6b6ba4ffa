/**
 * A stream of events whose connection is lost for a while. EventSource reconnects and names the
 * last event that arrived (WHATWG HTML, "Last-Event-ID"), so a server that keeps events sends what
 * was missed. A WebSocket that reconnects as soon only gets what is sent from then on.
 */

export type StreamSettings = {
  /** Between two events. */
  readonly everyMs: number;
  readonly oneWayMs: number;
  /** The connection is lost here, and nothing arrives until the network is back. */
  readonly lostAtMs: number;
  readonly outageMs: number;
  /** Between two attempts to reconnect, and before the first. */
  readonly retryMs: number;
  /** Round trips from a new attempt until the server has the request: of TCP and TLS. */
  readonly setupRoundTrips: number;
  /** How many of the latest events the server keeps. */
  readonly keptEvents: number;
  readonly endMs: number;
};

export type StreamedEvent = {
  /** From 1. */
  readonly id: number;
  readonly madeAtMs: number;
  /** Null if it never arrives. */
  readonly arrivedAtMs: number | null;
};

export type InterruptedStream = {
  readonly events: readonly StreamedEvent[];
  /** When the server has the new request; the end or later if no attempt succeeds before. */
  readonly resumedAtMs: number;
  /** The last event before the loss; 0 for none. */
  readonly lastId: number;
};

/**
 * With `resumes`, the new request names the last event, as EventSource's does. Events that are in
 * flight when the connection is lost are lost, too.
 */
export function interruptStream(settings: StreamSettings, resumes: boolean): InterruptedStream {
  const { everyMs, oneWayMs, lostAtMs, endMs, keptEvents } = settings;
  const resumedAtMs = resumptionOf(settings);
  const count = Math.floor(endMs / everyMs);
  const made = Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    madeAtMs: (index + 1) * everyMs,
  }));
  const isBefore = ({ madeAtMs }: { madeAtMs: number }) => madeAtMs + oneWayMs <= lostAtMs;
  const lastId = made.findLast(isBefore)?.id ?? 0;
  const newestId = made.findLast(({ madeAtMs }) => madeAtMs < resumedAtMs)?.id ?? 0;
  const events = made.map((event): StreamedEvent => {
    if (isBefore(event)) return { ...event, arrivedAtMs: event.madeAtMs + oneWayMs };
    if (event.madeAtMs >= resumedAtMs) return { ...event, arrivedAtMs: event.madeAtMs + oneWayMs };
    const isKept = event.id > newestId - keptEvents;
    const isSentAgain = resumes && isKept && resumedAtMs < endMs;
    return { ...event, arrivedAtMs: isSentAgain ? resumedAtMs + oneWayMs : null };
  });
  return { events, resumedAtMs, lastId };
}

/** When the first attempt after the outage has reached the server. */
function resumptionOf(settings: StreamSettings): number {
  const { lostAtMs, outageMs, retryMs, oneWayMs, setupRoundTrips } = settings;
  const attempts = Math.max(1, Math.ceil(outageMs / retryMs));
  return lostAtMs + attempts * retryMs + (2 * setupRoundTrips + 1) * oneWayMs;
}

export function missedOf({ events }: Pick<InterruptedStream, 'events'>): readonly StreamedEvent[] {
  return events.filter(({ arrivedAtMs }) => arrivedAtMs === null);
}

/** The longest delay of an event that arrived. */
export function worstDelayOf({ events }: Pick<InterruptedStream, 'events'>): number {
  return Math.max(
    0,
    ...events.flatMap(({ madeAtMs, arrivedAtMs }) =>
      arrivedAtMs === null ? [] : [arrivedAtMs - madeAtMs],
    ),
  );
}
