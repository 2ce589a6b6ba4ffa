/** The table that rates the methods by what decides. Sources: the facts that its cells name. */

import {
  comparedIn,
  entriesOf,
  forEachCompared,
  valueOf,
  type ByMethod,
} from '#core/traffic/methods/by-method.ts';
import type { ComparedId } from '#core/traffic/methods/method-run.ts';
import type { ComparisonReport } from '#core/traffic/results/comparison.ts';
import { fleetOf } from '#core/traffic/results/fleet.ts';
import { isCutWhileWaiting } from '#core/traffic/results/oddities.ts';
import type { CaseEvidence, Verdict } from '#core/traffic/verdict/recommendation.ts';
import { quantityOf, type FactId } from '#content/facts/facts.ts';
import type { FigureId, Proof } from './linked-text.ts';
import { formatBits, formatDelay, formatSize, formatTime } from './numbers.ts';
import { BETWEEN_WORDS, SENDER_WORDS } from './question-words.ts';

export const CRITERIA = [
  'bytes',
  'delay',
  'both-ways',
  'idle',
  'reconnecting',
  'proxies',
  'http-versions',
  'serverless',
  'background',
  'connections',
  'authentication',
  'caching',
] as const;

type CriterionId = (typeof CRITERIA)[number];

/** A figure of this run, or a fact. */
export type CriterionCell = {
  readonly text: string;
  readonly note: string;
  readonly proof: Proof;
  /** Whether the method misses what was answered. */
  readonly isMissed: boolean;
};

export type Criterion = {
  readonly id: CriterionId;
  readonly label: string;
  /** What was answered, or what it depends on. */
  readonly note: string;
  readonly cells: ByMethod<CriterionCell>;
};

type Case = { readonly report: ComparisonReport; readonly evidence: CaseEvidence };

export function criteriaOf(report: ComparisonReport, evidence: CaseEvidence): Criterion[] {
  const given = { report, evidence };
  return CRITERIA.map((id) => ({
    id,
    label: LABELS[id],
    note: NOTES[id](given),
    cells: forEachCompared(comparedIn(report.results), (method) => CELLS[id](method, given)),
  }));
}

const LABELS: Readonly<Record<CriterionId, string>> = {
  bytes: 'Bytes',
  delay: 'Expected delay',
  'both-ways': 'From the client',
  idle: 'Kept from idling',
  reconnecting: 'After a break',
  proxies: 'Proxies',
  'http-versions': 'Over HTTP/2',
  serverless: 'Serverless',
  background: 'Hidden tab',
  connections: 'Connections',
  authentication: 'Authentication',
  caching: 'Caching',
};

const NOTES: Readonly<Record<CriterionId, (given: Case) => string>> = {
  bytes: ({ report }) => `in ${formatTime(report.settings.sessionSeconds * 1000)}`,
  delay: ({ evidence }) => `you allow ${formatDelay(evidence.answers.allowedDelayMs)}`,
  'both-ways': ({ evidence: { answers } }) =>
    answers.sender === null ? 'neither side sends' : `sender: ${SENDER_WORDS[answers.sender]}`,
  idle: ({ report }) => idleNote(report),
  reconnecting: () => 'and missed messages',
  proxies: ({ evidence: { answers } }) => `in between: ${BETWEEN_WORDS[answers.between]}`,
  'http-versions': ({ evidence }) => `counted with HTTP/${evidence.http}`,
  serverless: ({ evidence: { answers } }) =>
    answers.between === 'serverless' ? 'yours' : 'if you change to it',
  background: () => 'timers slow down',
  connections: () => 'of a browser to a host',
  authentication: () => 'by a page',
  caching: () => 'by browser or CDN',
};

function idleNote({ settings }: ComparisonReport): string {
  return settings.idleLimitSeconds === 0
    ? 'no limit on the path'
    : `limit: ${formatTime(settings.idleLimitSeconds * 1000)}`;
}

type CellOf = (method: ComparedId, given: Case) => CriterionCell;

const CELLS: Readonly<Record<CriterionId, CellOf>> = {
  bytes: (method, { report }) => {
    const result = valueOf(report.results, method);
    const { bitsPerSecond } = fleetOf(report, result);
    return figure(formatSize(result.totalBytes), `${formatBits(bitsPerSecond)} for all`, 'bytes');
  },
  delay: (method, { evidence: { figures, answers } }) => {
    if (answers.sender === null) return figure('–', 'nothing is sent', 'delays');
    const { delayMs } = valueOf(figures, method);
    const isLate = delayMs > answers.allowedDelayMs;
    return figure(formatDelay(delayMs), isLate ? 'too late' : 'in time', 'delays', isLate);
  },
  'both-ways': (method) => {
    switch (method) {
      case 'websocket':
        return figure('same connection', 'no request', 'figures');
      case 'requests':
        return figure('a POST each', 'no other request', 'figures');
      case 'polling':
      case 'long-polling':
      case 'event-stream':
        return figure('a POST each', 'another request', 'figures');
    }
  },
  idle: idleCell,
  reconnecting: (method) => {
    switch (method) {
      case 'requests':
        return fact('your code', 'if a POST got no answer', 'posts-not-repeated');
      case 'websocket':
        return fact('your code', 'and what was missed', 'websocket-reconnect');
      case 'event-stream':
        return fact('built in', 'Last-Event-ID', 'last-event-id');
      case 'polling':
      case 'long-polling':
        return fact('ask again', 'from the last message', 'poll-since');
    }
  },
  proxies: (method, { evidence: { answers } }) => {
    const isThere = answers.between === 'proxy' || answers.between === 'cdn';
    switch (method) {
      case 'websocket':
        return fact('needs Upgrade', 'passed on', 'upgrade-hop', isThere);
      case 'event-stream':
        return fact('may be collected', 'unless told not to', 'proxy-buffering', isThere);
      case 'requests':
      case 'polling':
      case 'long-polling':
        return fact('plain HTTP', 'passes', 'complete-responses');
    }
  },
  'http-versions': (method) =>
    method === 'websocket'
      ? fact('if the server offers it', 'else its own connection', 'extended-connect')
      : fact('one of many streams', 'of one connection', 'http2-multiplexing'),
  serverless: serverlessCell,
  background: (method) => {
    switch (method) {
      case 'requests':
        return fact('as before', 'unless a timer sends', 'hidden-timers');
      case 'polling':
        return fact('once per minute', 'after 5 min in Chrome', 'hidden-timers');
      case 'long-polling':
      case 'event-stream':
      case 'websocket':
        return fact('as before', 'arrivals aren’t timers', 'hidden-streams');
    }
  },
  connections: connectionsCell,
  authentication: (method) => {
    switch (method) {
      case 'websocket':
        return fact('cookies', 'check Origin', 'websocket-headers');
      case 'event-stream':
        return fact('cookies', 'no header fields', 'event-source-headers');
      case 'requests':
      case 'polling':
      case 'long-polling':
        return fact('any header field', 'and cookies', 'fetch-headers');
    }
  },
  caching: (method) => {
    switch (method) {
      case 'websocket':
        return fact('none', 'no response to store', 'websocket-not-cached');
      case 'event-stream':
      case 'long-polling':
        return fact('forbid it', 'it would interfere', 'held-not-cached');
      case 'polling':
        return fact('possible', 'one answer for many', 'http-caching');
      case 'requests':
        return fact('none', 'each POST is answered', 'posts-not-cached');
    }
  },
};

function idleCell(method: ComparedId, { report }: Case): CriterionCell {
  const { heartbeatSeconds, longPollTimeoutSeconds } = report.settings;
  const isCut = isCutWhileWaiting(report, valueOf(report.results, method));
  switch (method) {
    case 'requests':
      return fact('not needed', 'opens another', 'idle-plain-requests');
    case 'polling':
      return fact('not needed', 'asks by itself', 'idle-plain-requests');
    case 'long-polling':
      return fact('answers', `within ${longPollTimeoutSeconds} s`, 'nginx-idle', isCut);
    case 'event-stream':
    case 'websocket': {
      const kind = method === 'websocket' ? 'a Ping' : 'a comment';
      return heartbeatSeconds === 0
        ? fact('nothing sent', 'while it is silent', 'nginx-idle', isCut)
        : fact(kind, `every ${heartbeatSeconds} s`, 'nginx-idle', isCut);
    }
  }
}

function serverlessCell(method: ComparedId, { evidence: { answers } }: Case): CriterionCell {
  const isThere = answers.between === 'serverless';
  const longest = formatTime(quantityOf('cloud-run-request') * 1000);
  switch (method) {
    case 'websocket':
      return fact('a gateway holds it', `${lifeOfGateway()} at AWS`, 'aws-gateway-life');
    case 'event-stream':
    case 'long-polling':
      return fact('runs while it waits', `${longest} on Cloud Run`, 'cloud-run-request', isThere);
    case 'requests':
    case 'polling':
      return fact('works', 'a request as any other', 'poll-since');
  }
}

function lifeOfGateway(): string {
  return formatTime(quantityOf('aws-gateway-life') * 1000);
}

function connectionsCell(method: ComparedId, { evidence: { http } }: Case): CriterionCell {
  const most = quantityOf('six-connections');
  switch (method) {
    case 'websocket':
      return http === '2'
        ? fact('shared', 'if the server offers it', 'extended-connect')
        : fact('its own', `${quantityOf('websockets-firefox')} at most`, 'websockets-firefox');
    case 'requests':
      return http === '2'
        ? fact('shared', 'a stream, for short', 'http2-streams')
        : fact(`up to ${most}`, 'for short', 'six-connections');
    case 'polling':
      return http === '2'
        ? fact('shared', 'a stream, for short', 'http2-streams')
        : fact(`one of ${most}`, 'for short', 'six-connections');
    case 'event-stream':
    case 'long-polling':
      return http === '2'
        ? fact('shared', `of ${quantityOf('http2-streams')} streams`, 'http2-streams')
        : fact(`one of ${most}`, 'all the time', 'six-connections');
  }
}

function figure(text: string, note: string, id: FigureId, isMissed = false): CriterionCell {
  return { text, note, proof: { kind: 'figure', id }, isMissed };
}

function fact(text: string, note: string, id: FactId, isMissed = false): CriterionCell {
  return { text, note, proof: { kind: 'fact', id }, isMissed };
}

/** The facts that the cells rest on, each once, in the order of the table. */
export function factsIn(criteria: readonly Criterion[]): FactId[] {
  const ids = criteria.flatMap(({ cells }) =>
    entriesOf(cells).flatMap(([, { proof }]) => {
      return proof.kind === 'fact' ? [proof.id] : [];
    }),
  );
  return [...new Set(ids)];
}

/** Recommended first, then its alternatives, then the others. */
export function methodsInOrder(
  verdict: Verdict | null,
  compared: readonly ComparedId[],
): ComparedId[] {
  if (verdict === null) return compared.toReversed();
  const first = verdict.recommended;
  const named = verdict.alternatives.map(({ method }) => method);
  const rest = compared.toReversed().filter((method) => method !== first);
  const isNamed = (method: ComparedId) => named.includes(method);
  return [first, ...rest.filter(isNamed), ...rest.filter((method) => !isNamed(method))];
}

export const RECOMMENDED = 'recommended';

export const COMPARED_WITH = 'Compared with';

export const MISSED = 'misses your answer';

export const SOURCES_SUMMARY = 'Sources of the facts in this table';
