/** The proxy's timer of an idle line: it falls from the limit, and restarts with what counts. */

import { isEndedBySilence, type IdleLine, type LineCrossing, type LineEnd } from './idle-line.ts';

export type TimerRun = {
  readonly fromMs: number;
  /** When it restarts or ends, or when the observation does. */
  readonly toMs: number;
  /** What is left of the limit then; 0 where the proxy closes the connection. */
  readonly leftMs: number;
};

/** In order of time. An age has one run, and a restart none, because it has no timer. */
export function timerRuns({ settings, crossings, cut }: IdleLine): TimerRun[] {
  const { end, limitMs, observedMs } = settings;
  if (end === 'restart') return [];
  const endMs = Math.min(observedMs, cut?.atMs ?? Infinity);
  const counted = isEndedBySilence(end)
    ? crossings.filter((crossing) => counts(end, crossing)).map(({ atProxyMs }) => atProxyMs)
    : [];
  const starts = [0, ...counted].filter((atMs) => atMs < endMs).sort((one, other) => one - other);
  return starts.map((fromMs, index) => {
    const toMs = starts[index + 1] ?? endMs;
    return { fromMs, toMs, leftMs: limitMs - (toMs - fromMs) };
  });
}

/** The last message starts the timer at 0, whoever sent it. */
function counts(end: LineEnd, { kind, from }: LineCrossing): boolean {
  if (kind === 'message') return false;
  if (end === 'silence-of-both') return true;
  return from === (end === 'silence-of-server' ? 'server' : 'browser');
}
