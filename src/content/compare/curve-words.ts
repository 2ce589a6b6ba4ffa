/** Sentences about the curves that are true for all settings. */

import { capitalized } from '#content/phrasing/capitalized.ts';
import { NOISE, type PairReading, type RateSpan } from '#core/traffic/results/break-even.ts';
import { readStaleness } from '#core/traffic/results/curve-readings.ts';
import type { ComparisonReport } from '#core/traffic/results/comparison.ts';
import type { Curves } from '#core/traffic/results/curves.ts';
import type { ComparedId } from '#core/traffic/methods/method-run.ts';
import { formatDelay, formatFrequency, formatPerSecond } from './numbers.ts';
import { METHOD_NAMES, METHOD_NAMES_WITHIN, sends } from './compare-words.ts';

/** One sentence per pair of methods: which sends fewer bytes, and at which rates. */
export function breakEvenSentences(curves: Curves): string[] {
  return curves.pairs.map((reading) => pairSentence(reading, curves.pollPeriodMs));
}

/** "Below 3.1 messages per second WebSocket sends fewer bytes than polling every 2 s, …" */
export function pairSentence({ pair, spans }: PairReading, pollPeriodMs: number): string {
  const [one, other] = pair;
  const fullName = (method: ComparedId) =>
    method === 'polling'
      ? `polling every ${formatDelay(pollPeriodMs)}`
      : METHOD_NAMES_WITHIN[method];
  const told = distinctSpans(spans);
  const [only] = told;
  if (only === undefined) return '';
  if (told.length === 1) {
    const { cheaper } = only;
    const others = cheaper === one ? other : one;
    return cheaper === null
      ? `At every rate drawn, the bytes of ${fullName(one)} and ${fullName(other)} ${ALIKE}.`
      : `At every rate drawn, ${fullName(cheaper)} ${sends(cheaper)} fewer bytes than ${fullName(others)}.`;
  }
  const clauses = told.map(({ cheaper }, index) => {
    const range = rangeWords(told, index);
    if (cheaper === null) {
      const who = index === 0 ? `the bytes of ${fullName(one)} and ${fullName(other)}` : 'they';
      return `${range} ${who} ${ALIKE}`;
    }
    const than = index === 0 ? ` bytes than ${fullName(cheaper === one ? other : one)}` : '';
    const name = index === 0 ? fullName(cheaper) : METHOD_NAMES_WITHIN[cheaper];
    return `${range} ${name} ${sends(cheaper)} fewer${than}`;
  });
  const last = clauses.pop() ?? '';
  const sentence = `${clauses.join(', ')}, and ${last}.`;
  return capitalized(sentence);
}

const ALIKE = `differ by less than ${NOISE * 100}%`;

/** Spans that are too short for two different numbers are left out. */
function distinctSpans(spans: readonly RateSpan[]): RateSpan[] {
  const told: RateSpan[] = [];
  for (const span of spans) {
    const isShort =
      formatFrequency(span.fromPerSecond) === formatFrequency(span.toPerSecond) && spans.length > 1;
    const last = told.at(-1);
    if (isShort) continue;
    if (last !== undefined && last.cheaper === span.cheaper) {
      told[told.length - 1] = { ...last, toPerSecond: span.toPerSecond };
    } else told.push(span);
  }
  return told;
}

function rangeWords(spans: readonly RateSpan[], index: number): string {
  const { fromPerSecond, toPerSecond } = spans[index]!;
  if (index === 0) return `below ${rateWords(toPerSecond, true)}`;
  if (index === spans.length - 1) return `above ${formatFrequency(fromPerSecond)}`;
  const [from, to] = [formatFrequency(fromPerSecond), formatFrequency(toPerSecond)];
  const unit = / per \w+$/.exec(to)?.[0] ?? '';
  return `between ${from.endsWith(unit) ? from.slice(0, -unit.length) : from} and ${to}`;
}

/** "3.1 messages per second". */
function rateWords(perSecond: number, isFirst: boolean): string {
  const words = formatFrequency(perSecond);
  return isFirst ? words.replace(' per ', ' messages per ') : words;
}

/**
 * Why polling can be cheaper, and how a WebSocket achieves the same. Empty if no response contains
 * messages.
 */
export function batchingNote({ messageCounts }: Pick<ComparisonReport, 'messageCounts'>): string {
  return messageCounts['server-to-client'] === 0 ? '' : BATCHING;
}

const BATCHING =
  'Polling can send fewer bytes because one response contains many messages. The next chart has a WebSocket that collects for as long.';

/** What it costs to be no later than polling. */
export function stalenessSentence(curves: Curves): string {
  const reading = readStaleness(curves);
  if (reading === null) {
    return curves.settings.toClientPerMinute === 0
      ? 'No message goes to the client, so none is late.'
      : 'Polls wait longer and longer for a connection.';
  }
  const { polled, pushed } = reading;
  const cost = `With ${METHOD_NAMES_WITHIN.polling}, messages are ${formatDelay(polled.meanDelayMs)} late on average, for ${formatPerSecond(polled.bytesPerSecond)}.`;
  if (pushed === null) return cost;
  const how =
    pushed.variedMs === 0
      ? 'sends each message at once'
      : `collects for ${formatDelay(pushed.variedMs)}`;
  return `${cost} With a ${METHOD_NAMES.websocket} that ${how}, they are ${formatDelay(pushed.meanDelayMs)} late for ${formatPerSecond(pushed.bytesPerSecond)}.`;
}
