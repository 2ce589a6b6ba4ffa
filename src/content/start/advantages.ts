/**
 * Five advantages that WebSocket is known for, each with a figure and its limit. Sources: RFC 6455
 * §1.1, §1.2 and §5.2; Compare’s model (core/traffic).
 */

import { MAX_HEADER_SIZE, BASE_SIZE } from '#core/protocol/framing/frame-header.ts';
import type { ComparisonReport, MethodResult } from '#core/traffic/results/comparison.ts';
import {
  asPromptAsWebSocket,
  meanDelayOf,
  meanWaitOf,
} from '#core/traffic/results/delay-comparison.ts';
import { fleetOf } from '#core/traffic/results/fleet.ts';
import { totalOf } from '#core/traffic/counting/byte-counts.ts';
import { METHOD_NAMES_WITHIN } from '#content/compare/compare-words.ts';
import { formatBytes, formatDelay, formatMemory, formatRate } from '#content/compare/numbers.ts';
import { listed } from '#content/compare/method-names.ts';
import { countOf, formatCount } from '#content/phrasing/quantity.ts';

export type AdvantageBar = {
  readonly name: 'Polling' | 'WebSocket';
  readonly value: number;
  readonly text: string;
};

export type Advantage = {
  readonly title: string;
  readonly meaning: string;
  /** What the bars measure. */
  readonly measure: string;
  readonly bars: readonly AdvantageBar[];
  readonly limit: string;
};

export const ADVANTAGE_COLUMNS = ['Advantage', 'What it means', 'In this chat', 'But'] as const;

/** What the figures are, above them. */
export function advantagesLead({ settings }: ComparisonReport): string {
  return `Expected values for the chat above, if a client stays for ${formatDelay(settings.sessionSeconds * 1000)}. Each pair of bars has its own scale.`;
}

export function advantagesOf(report: ComparisonReport): readonly Advantage[] {
  const { settings, results, messageCounts, payloadBytes } = report;
  const bars = (
    valueOf: (result: MethodResult) => number,
    format: (value: number) => string,
  ): readonly AdvantageBar[] =>
    (['polling', 'websocket'] as const).map((method) => {
      const value = valueOf(results[method]);
      const name = method === 'polling' ? 'Polling' : 'WebSocket';
      return { name, value, text: format(value) };
    });
  const asPrompt = asPromptAsWebSocket(report).map((method) => METHOD_NAMES_WITHIN[method]);
  const { memoryBytes } = fleetOf(report, results.websocket);
  const setupBytes = totalOf(results.websocket.setup.bytes, settings.layer);
  const sent = messageCounts['client-to-server'];
  return [
    {
      title: 'Real-time updates',
      meaning: 'The server sends news as it happens.',
      measure: 'Mean delay to the browser',
      bars: bars((result) => meanDelayOf(report, result) ?? 0, formatDelay),
      limit:
        asPrompt.length === 0
          ? 'Only over a connection that is open, and that your code opens again when it is lost.'
          : `It isn’t the only method: ${listed(asPrompt)} are as fast.`,
    },
    {
      title: 'Reduced latency',
      meaning: 'No message waits for the next poll.',
      measure: 'Of that, waiting for the next poll',
      bars: bars((result) => meanWaitOf(report, result) ?? 0, formatDelay),
      limit: `The network still takes ${formatDelay(settings.roundTripMs / 2)} each way. No method shortens that.`,
    },
    {
      title: 'Efficient resource usage',
      meaning: 'One request opens it. Frames do the rest.',
      measure: 'Requests',
      bars: bars(({ requests }) => requests, formatRate),
      limit: `Every client holds a connection. ${formatCount(settings.clients)} of them need ${formatMemory(memoryBytes)}, if each takes ${countOf(settings.memoryPerConnection, 'KiB', 'KiB')}.`,
    },
    {
      title: 'Bi-directional communication',
      meaning: 'Both directions share one connection.',
      measure: `Requests for ${countOf(Math.round(sent), 'message')} from the browser`,
      bars: bars(({ posts }) => posts, formatRate),
      limit: 'No frame names the message that it answers. Your code has to.',
    },
    {
      title: 'Lower overhead',
      meaning: `A frame header is ${BASE_SIZE} to ${MAX_HEADER_SIZE} bytes long.`,
      measure: `Bytes besides the ${formatBytes(payloadBytes)} of the messages`,
      bars: bars(({ totalBytes }) => totalBytes - payloadBytes, formatBytes),
      limit: `${formatBytes(setupBytes)} of it open and close the connection. A short visit pays them too.`,
    },
  ];
}
