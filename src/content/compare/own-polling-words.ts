/** Words for someone's own polling, found in a recording. */

import type { Assumption, OwnPolling, OwnPollingReading } from '#core/own-traffic/own-polling.ts';
import { countOf, formatCount } from '#content/phrasing/quantity.ts';
import { SETTING_WORDS } from './compare-words.ts';
import { beforeUnit, formatBytes, formatDelay, formatRate, formatTime } from './numbers.ts';

export const OWN_POLLING = {
  title: 'Compare your own polling',
  hint: 'Drop a HAR file or a capture (pcap, pcapng) of your polling here. It stays in your browser.',
  choose: 'Choose a file',
  apply: 'Compare with these settings',
  unreadable: 'This file is neither a HAR file nor a capture that can be read.',
  tooBig: 'This file is too large to read here.',
  reading: 'Reading the file…',
} as const;

function noPollingWords(exchanges: number): string {
  const read = `${countOf(exchanges, 'exchange')} ${exchanges === 1 ? 'was' : 'were'} read.`;
  return `${read} No address was requested three times or more with GET, so no polling was found. In captures, neither TLS nor HTTP/2 is read. A HAR file has both.`;
}

/** What was found, in sentences. */
export function ownPollingSentences(polling: OwnPolling): string[] {
  const { polls, messages, emptyPolls, posts, opensEach, durationMs, intervalMs } = polling;
  const { messageSize, bytes } = polling;
  return [
    `${countOf(polls, 'poll')} in ${formatTime(durationMs)}, one every ${formatDelay(intervalMs)}.`,
    `${countOf(messages, 'response')} had something new, and ${formatCount(emptyPolls)} had nothing.`,
    ...(opensEach ? ['Each poll opened a new connection.'] : []),
    ...(messageSize === 0 ? [] : [`A message has ${formatBytes(messageSize)} on average.`]),
    ...(posts === 0 ? [] : [`The client posted ${countOf(posts, 'message')}.`]),
    `Heads and bodies of these exchanges have ${formatBytes(bytes)}.`,
  ];
}

export const ASSUMED = 'What is assumed';

export function assumptionText(assumption: Assumption): string {
  switch (assumption.kind) {
    case 'answer-is-message':
      return 'A response of status 200 with more than 2 bytes is one message. All others are empty.';
    case 'post-is-message':
      return `Each POST to the same host is a message from the client: ${formatCount(assumption.posts)}.`;
    case 'round-trip':
      return `The round trip is the fastest response, ${formatDelay(assumption.roundTripMs)}.`;
    case 'held':
      return `Half of the responses took ${formatDelay(assumption.medianMs)} or more, so this may be long polling.`;
    case 'uneven':
      return `The time between polls varies from ${formatDelay(assumption.leastMs)} to ${formatDelay(assumption.mostMs)}. The median is used.`;
    case 'clamped': {
      const { label, unit } = SETTING_WORDS[assumption.setting];
      return `“${label}” would be ${beforeUnit(formatRate(assumption.found), unit)}, which is outside of what can be set. The nearest value is used.`;
    }
    case 'no-request':
      return 'The request doesn’t fit in a link, so the headers that are set are used.';
  }
}

export function readingWords(reading: OwnPollingReading | null): string {
  if (reading === null) return OWN_POLLING.unreadable;
  return reading.kind === 'no-polling' ? noPollingWords(reading.exchanges) : '';
}
