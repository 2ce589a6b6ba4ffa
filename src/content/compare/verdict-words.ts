/**
 * A verdict in words: a title, the reasons with the figures behind them, and when to choose else.
 */

import { comparedIn, valueOf } from '#core/traffic/methods/by-method.ts';
import type { ComparedId } from '#core/traffic/methods/method-run.ts';
import type { ComparisonSettings } from '#core/traffic/settings/comparison-settings.ts';
import type {
  Alternative,
  Condition,
  CaseEvidence,
  PropertyReason,
  Reason,
  Verdict,
} from '#core/traffic/verdict/recommendation.ts';
import { ALIKE } from '#core/traffic/verdict/candidates.ts';
import type { FactId } from '#content/facts/facts.ts';
import { byFact, byFigure, type FigureId, type LinkedText } from './linked-text.ts';
import { nameOf, nameWithin, subjectOf, verbOf, verbOfAll } from './method-names.ts';
import { formatDelay, formatFactor, formatPercent, formatSize, formatTime } from './numbers.ts';

export const NO_VERDICT_TITLE = 'Nothing is sent, so nothing is recommended';

export const NO_VERDICT: LinkedText = [
  'The figures below are what each method costs while it waits. Choose who sends to get an answer.',
];

/** "WebSocket: both sides send over one connection". */
export function verdictTitle(verdict: Verdict, evidence: CaseEvidence): string {
  return `${nameOf(verdict.recommended)}: ${titleReason(verdict, evidence)}`;
}

function titleReason(
  { recommended, isInTime, reasons }: Verdict,
  { figures }: CaseEvidence,
): string {
  const [own, { delayMs: pushedMs }] = [valueOf(figures, recommended), figures.websocket];
  if (!isInTime) return 'later than you allow, but so is every method';
  const kinds = reasons.map(({ kind }) => kind);
  const fewerThan = reasons.find((reason) => reason.kind === 'fewer-bytes');
  switch (recommended) {
    case 'requests':
      return 'only the client has something to send';
    case 'polling':
      return 'soon enough, and no connection has to stay open';
    case 'event-stream':
      if (own.delayMs > pushedMs) return 'soon enough, over plain HTTP';
      return own.delayMs * ALIKE < pushedMs
        ? 'sooner than WebSocket, over plain HTTP'
        : 'as soon as WebSocket, over plain HTTP';
    case 'long-polling':
      return 'soon enough, over plain HTTP';
    case 'websocket':
      if (kinds.includes('both-ways')) return 'both sides send over one connection';
      if (kinds.includes('gateway-holds')) return 'a gateway can hold the connection';
      if (isAlone(reasons, figures)) return 'no other method is soon enough';
      return fewerThan === undefined
        ? 'soon enough'
        : `soon enough, in fewer bytes than ${nameWithin(fewerThan.other)}`;
  }
}

function isAlone(reasons: readonly Reason[], figures: CaseEvidence['figures']): boolean {
  const others = comparedIn(figures).length - 1;
  return reasons.some((reason) => reason.kind === 'in-time' && reason.late.length === others);
}

/** What the verdict rests on, a sentence each. */
export function verdictReasons(
  { recommended, reasons }: Verdict,
  evidence: CaseEvidence,
  { sessionSeconds }: Pick<ComparisonSettings, 'sessionSeconds'>,
): LinkedText[] {
  const durationMs = sessionSeconds * 1000;
  return reasons.map((reason) => reasonText(reason, recommended, evidence, durationMs));
}

function reasonText(
  reason: Reason,
  recommended: ComparedId,
  { answers, figures }: CaseEvidence,
  durationMs: number,
): LinkedText {
  const own = valueOf(figures, recommended);
  const allowed = formatDelay(answers.allowedDelayMs);
  const ownDelay = byFigure(formatDelay(own.delayMs), 'delays');
  const sends = (other: ComparedId) => verbOf(other, 'sends', 'send');
  switch (reason.kind) {
    case 'soonest':
      return [
        'A message arrives after ',
        ownDelay,
        ` on average. No method’s average is within ${allowed}.`,
      ];
    case 'all-in-time':
      return [
        'A message arrives after ',
        ownDelay,
        ` on average. With every method, the average is within ${allowed}.`,
      ];
    case 'in-time': {
      const arrives = ['A message arrives after ', ownDelay, ' on average. '];
      const delays = reason.late.map((late) => valueOf(figures, late).delayMs);
      const subject = subjectOf(reason.late);
      const endless = reason.late.filter((late) => valueOf(figures, late).delayMs === Infinity);
      if (endless.length > 0) {
        const keeps = verbOfAll(endless, 'doesn’t keep up', 'don’t keep up');
        return [
          ...arrives,
          `${subjectOf(endless)} ${keeps} with `,
          byFigure('the messages', 'delays'),
          '.',
        ];
      }
      const isSlight = rangeOf(delays).startsWith(allowed);
      return [
        ...arrives,
        `${subject} ${verbOfAll(reason.late, 'needs', 'need')} `,
        byFigure(rangeOf(delays), 'delays'),
        `, ${isSlight ? 'slightly ' : ''}more than the ${allowed} that you allow.`,
      ];
    }
    case 'fewer-bytes':
      return [
        `In ${formatTime(durationMs)} ${verbOf(recommended, 'it sends', 'they send')} `,
        byFigure(formatSize(own.bytes), 'bytes'),
        `. ${nameOf(reason.other)} ${sends(reason.other)} `,
        byFigure(formatSize(valueOf(figures, reason.other).bytes), 'bytes'),
        `, ${timesAsMuch(reason.ratio)}.`,
      ];
    case 'few-more-bytes':
      return [
        `${nameOf(reason.other)} would send the fewest bytes, `,
        byFigure(formatSize(valueOf(figures, reason.other).bytes), 'bytes'),
        `. ${nameOf(recommended)} ${verbOf(recommended, 'sends', 'send')} `,
        byFigure(`${moreThan(reason.ratio)} more`, 'bytes'),
        '.',
      ];
    case 'both-ways':
    case 'reconnects':
    case 'plain-http':
    case 'holds-nothing':
    case 'cacheable':
    case 'gateway-holds':
    case 'nothing-to-receive':
      return PROPERTY_TEXTS[reason.kind];
  }
}

/** "1.03 s", or "1.03 s to 2.1 s" if several differ. */
function rangeOf(delays: readonly number[]): string {
  const [least, most] = [Math.min(...delays), Math.max(...delays)].map(formatDelay);
  return least === most ? `${least}` : `${least} to ${most}`;
}

/** "3.4 times as much", or "slightly more" if it rounds to the same. */
function timesAsMuch(ratio: number): string {
  if (ratio < 1.05) return 'slightly more';
  return `${formatFactor(ratio).replace('×', '')} times as much`;
}

function moreThan(ratio: number): string {
  return ratio < 1.01 ? 'under 1%' : formatPercent(ratio - 1);
}

// Sources: the facts that the links name.
const PROPERTY_TEXTS: Readonly<Record<PropertyReason, LinkedText>> = {
  'both-ways': [
    'Both sides send over ',
    byFigure('one connection', 'criteria'),
    ', without a request for each message.',
  ],
  reconnects: [
    'The browser ',
    byFact('reconnects by itself', 'last-event-id'),
    ' and names the last event that it got.',
  ],
  'plain-http': [
    'This is plain HTTP, so no proxy has to ',
    byFact('pass Upgrade on', 'upgrade-hop'),
    '.',
  ],
  'holds-nothing': [
    'Between two polls, a closed connection ',
    byFact('loses no message', 'idle-plain-requests'),
    '.',
  ],
  cacheable: [
    'If all clients get the same, ',
    byFact('the CDN can answer', 'http-caching'),
    ' most polls.',
  ],
  'gateway-holds': [
    'A gateway ',
    byFact('can hold the connection', 'aws-gateway-life'),
    ', so functions run only for messages.',
  ],
  'nothing-to-receive': [
    'The server has nothing to send, so no method has to wait for its messages.',
  ],
};

/** "Use server-sent events instead if your proxy doesn’t pass Upgrade on." */
export function alternativeText({ method, when }: Alternative): LinkedText {
  return [`Use ${nameWithin(method)} instead if `, ...CONDITIONS[when], '.'];
}

// Sources: the facts that the links name.
const CONDITIONS: Readonly<Record<Condition, LinkedText>> = {
  'no-upgrade': ['your proxy ', byFact('doesn’t pass Upgrade on', 'upgrade-hop')],
  'no-reconnect-code': [
    'you don’t want to ',
    byFact('write reconnecting yourself', 'websocket-reconnect'),
  ],
  'nothing-held': ['no connection ', byFact('should stay open', 'idle-plain-requests')],
  'client-sends': ['the client has to send often'],
  'proxy-buffers': ['your proxy ', byFact('collects responses', 'proxy-buffering')],
  'many-tabs': ['people open ', byFact('more than six tabs', 'six-connections'), ' over HTTP/1.1'],
  sooner: ['messages have to arrive ', byFigure('sooner', 'delays')],
  'server-sends': ['the server has to send, too'],
  'server-sends-or-bytes': [
    'the server has to send, too, or its ',
    byFigure('fewer bytes', 'bytes'),
    ' matter',
  ],
  'may-be-lost': [
    'a message ',
    byFact('may get lost', 'webtransport'),
    ', or must not wait for a lost one',
  ],
};

/** The figures and facts that a verdict links to. */
export function proofsOf(texts: readonly LinkedText[]): (FigureId | FactId)[] {
  return texts.flatMap((parts) =>
    parts.flatMap((part) => (typeof part === 'string' ? [] : [part.proof.id])),
  );
}
