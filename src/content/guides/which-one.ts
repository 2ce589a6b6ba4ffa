/**
 * The guide to choosing a method, and the sentences of its figure. Sources: RFC 6202 §2; RFC 6455
 * §1.1; WHATWG HTML, “Server-sent events”; Compare’s verdict (core/traffic/verdict).
 */

import { idleLimitFor } from '#content/compare/idle-presets.ts';
import { textOfLinked } from '#content/compare/linked-text.ts';
import { nameOf } from '#content/compare/method-names.ts';
import { formatDelay } from '#content/compare/numbers.ts';
import { alternativeText, verdictReasons, verdictTitle } from '#content/compare/verdict-words.ts';
import type { ByteKind } from '#core/trace/byte-kind.ts';
import {
  layerOf,
  BYTE_PURPOSES,
  type ByteCounts,
  type Layer,
} from '#core/traffic/counting/byte-counts.ts';
import { METHODS } from '#core/traffic/methods/method-run.ts';
import { expectComparison, type ExpectedComparison } from '#core/traffic/results/comparison.ts';
import {
  DEFAULT_SETTINGS,
  type ComparisonSettings,
} from '#core/traffic/settings/comparison-settings.ts';
import {
  withAllowedDelay,
  withSender,
  withWorkload,
  type Sender,
  type WorkloadId,
} from '#core/traffic/verdict/answers.ts';
import { evidenceOf } from '#core/traffic/verdict/evidence.ts';
import type { CaseEvidence, Verdict } from '#core/traffic/verdict/recommendation.ts';
import type { Requirements } from '#core/traffic/verdict/requirements.ts';
import { verdictOf } from '#core/traffic/verdict/verdict.ts';
import type { Guide } from './guide.ts';
import { sizeText, totalSize, type SizedPart, type SizedRow } from './sized-row.ts';

export type Case = {
  readonly sender: Sender;
  readonly workload: WorkloadId;
  readonly allowedDelayMs: number;
};

const BETWEEN = 'proxy';
const HOUR_SECONDS = 3600;

/** The settings of Compare for a case. */
export function caseSettings({ sender, workload, allowedDelayMs }: Case): ComparisonSettings {
  const base = {
    ...DEFAULT_SETTINGS,
    sessionSeconds: HOUR_SECONDS,
    idleLimitSeconds: idleLimitFor(BETWEEN),
  };
  return withAllowedDelay(withWorkload(withSender(base, sender), workload), allowedDelayMs);
}

export function caseRequirements({ allowedDelayMs }: Case): Requirements {
  return { allowedDelayMs, between: BETWEEN };
}

export type JudgedCase = {
  readonly comparison: ExpectedComparison;
  readonly evidence: CaseEvidence;
  readonly verdict: Verdict;
};

export function judgeCase(asked: Case): JudgedCase {
  const comparison = expectComparison(caseSettings(asked));
  const evidence = evidenceOf(comparison, caseRequirements(asked));
  const verdict = verdictOf(evidence);
  if (verdict === null) throw new Error('expected a sender, got none');
  return { comparison, evidence, verdict };
}

/** Compare's verdict, with its first reasons. */
export function caseOutcome({ verdict, evidence, comparison }: JudgedCase): string {
  const reasons = verdictReasons(verdict, evidence, comparison.settings).slice(0, 2);
  return [`${verdictTitle(verdict, evidence)}.`, ...reasons.map(textOfLinked)].join(' ');
}

/** When another method would be the better choice. */
export function caseAlternatives({ verdict }: JudgedCase): readonly string[] {
  return verdict.alternatives.map((each) => textOfLinked(alternativeText(each)));
}

/** What each method sends in an hour, and how late its messages are. */
export function caseRows({ comparison, evidence, verdict }: JudgedCase): readonly SizedRow[] {
  const { allowedDelayMs } = evidence.answers;
  return METHODS.map((method) => {
    const { delayMs } = evidence.figures[method];
    return {
      name: nameOf(method),
      note: delayNote(delayMs, allowedDelayMs),
      isChosen: method === verdict.recommended,
      parts: partsOf(comparison.results[method].bytes),
    };
  });
}

function delayNote(delayMs: number, allowedMs: number): string {
  if (delayMs === Infinity) return 'messages wait ever longer';
  return `${formatDelay(delayMs)} on average, ${delayMs <= allowedMs ? 'in time' : 'too late'}`;
}

const LAYER_PARTS: Readonly<
  Partial<Record<Layer, { readonly name: string; readonly kind: ByteKind }>>
> = {
  application: { name: 'headers and frames', kind: 'http' },
  tls: { name: 'TLS', kind: 'length' },
  tcp: { name: 'TCP and IP', kind: 'tcp' },
};

function partsOf(bytes: ByteCounts): readonly SizedPart[] {
  const overhead = (Object.entries(LAYER_PARTS) as [Layer, { name: string; kind: ByteKind }][]).map(
    ([layer, { name, kind }]): SizedPart => ({
      name,
      kind,
      size: BYTE_PURPOSES.filter(
        (purpose) => purpose !== 'payload' && layerOf(purpose) === layer,
      ).reduce((sum, purpose) => sum + bytes[purpose], 0),
      isPayload: false,
    }),
  );
  return [...overhead, { name: 'messages', kind: 'data', size: bytes.payload, isPayload: true }];
}

export const CASE_CAPTION =
  'Expected values for one client and one hour, by Compare’s model: 60 ms round trip, HTTP/1.1 over TLS 1.3, a proxy that closes after 60 s of silence, pings every 30 s. Polling asks as rarely as your delay allows. Hatched: everything but the messages.';

export const CASE_COLUMNS = ['Method', 'Mean delay', 'Bytes per hour'] as const;

export function caseTable(judged: JudgedCase): readonly (readonly string[])[] {
  return caseRows(judged).map((row) => [row.name, row.note ?? '', sizeText(totalSize(row))]);
}

export const WHICH_ONE: Guide = {
  topic: 'Polling, long polling, server-sent events or WebSocket',
  answer: [
    'Ask who sends, how late a message may be, and what is on the path. Of the methods that are in time, take the simplest that doesn’t send much more than the best.',
    'If only the page sends, plain requests are usually enough. If only the server has news, server-sent events usually are. If both sides send, use WebSocket. Polling wins if messages are frequent and may be late, because one response then carries many.',
  ],
  sections: [
    {
      title: 'Who sends?',
      text: [
        'A request can always carry a message from the page. So the question is whether the server has to speak first. If it doesn’t, you need none of these methods.',
        'If both sides send, a WebSocket carries both over one connection. With the other methods, each message from the page is a request of its own. That is fine for a few per minute.',
      ],
    },
    {
      title: 'How late may it be?',
      text: [
        'With polling, the interval is the price of being late. [Half of it is the mean delay](guides/polling/). The other three methods deliver as soon as the network does.',
        'Between these three, delay is no reason. [Long polling](guides/long-polling/) only falls behind if messages are frequent.',
      ],
    },
    {
      title: 'What is on the path?',
      text: [
        'Polling is ordinary HTTP, which everything understands. [A shared cache can even answer for the server]{http-caching}. Long polling and server-sent events are HTTP with a response that waits, so idle limits and [buffering proxies]{proxy-buffering} matter.',
        'WebSocket needs proxies that [pass `Upgrade` on]{upgrade-hop}. On platforms that start functions on demand, something else [has to hold the connection]{aws-gateway-life}.',
      ],
    },
    {
      title: 'What do you have to build?',
      text: [
        '[EventSource reconnects and asks for what it missed]{last-event-id}. [A WebSocket does neither]{websocket-reconnect}. With it, your code reconnects, numbers messages, pairs answers with questions, and closes connections whose login has expired.',
        'An open connection belongs to one server. A restart ends it, and clients come back together. Polling has none of that.',
      ],
    },
  ],
  misreadings: [
    {
      claim: 'WebSocket is the modern choice, so it is the right one.',
      correction:
        'It is right if both sides send. For news from the server alone, it has more to build and little to gain.',
    },
    {
      claim: 'Polling is always wasteful.',
      correction:
        'Not if messages are frequent and may be late. Choose the most frequent ones in the figure, from the server, and a long delay.',
    },
    {
      claim: 'HTTP/2 made WebSocket unnecessary.',
      correction:
        'It made requests cheaper. A page still has no way to receive from a server without asking, except through a response that stays open.',
    },
    {
      claim: 'You have to decide once for everything.',
      correction:
        'Pages use several methods. Load with `fetch`, listen with server-sent events, and open a WebSocket only for the editor.',
    },
  ],
  tables: [
    {
      title: 'The four methods',
      columns: ['Method', 'Server to page', 'Page to server', 'After a lost connection'],
      rows: [
        ['Polling', 'at the next poll', 'a request', '[the next poll continues]{poll-since}'],
        [
          'Long polling',
          'immediately, if a request waits',
          'a request',
          'the next request continues',
        ],
        [
          'Server-sent events',
          'immediately',
          'a request',
          '[reconnects and continues]{last-event-id}',
        ],
        ['WebSocket', 'immediately', 'immediately', '[your code]{websocket-reconnect}'],
      ],
    },
  ],
  further: [
    '[Compare](#/compare) asks five questions, gives a verdict with reasons, and lets you change every setting.',
    'Each method has its guide: [polling](guides/polling/), [long polling](guides/long-polling/), [server-sent events](guides/server-sent-events/) and [WebSocket](guides/websocket-and-http/).',
  ],
};
