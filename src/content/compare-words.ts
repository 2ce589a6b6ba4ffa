/** What the things on Compare are called, and what there is to say about each. */

import { rfc } from '#core/protocol/reference.ts';
import type { TimelineMark } from '#core/geometry/timeline-lane.ts';
import type { BytePurpose } from '#core/traffic/byte-counts.ts';
import type {
  ChoiceSetting,
  ComparisonSettings,
  NumberSetting,
} from '#core/traffic/comparison-settings.ts';
import type { MethodId } from '#core/traffic/method-run.ts';
import type { Prose } from './prose.ts';

export const METHOD_NAMES: Readonly<Record<MethodId, string>> = {
  polling: 'Polling',
  'long-polling': 'Long polling',
  websocket: 'WebSocket',
};

/** Within a sentence. */
export const METHOD_NAMES_WITHIN: Readonly<Record<MethodId, string>> = {
  polling: 'polling',
  'long-polling': 'long polling',
  websocket: 'WebSocket',
};

type SettingWords = { readonly label: string; readonly unit: string };

export const SETTING_WORDS: Readonly<Record<NumberSetting, SettingWords>> = {
  toClientPerMinute: { label: 'Messages to the client', unit: '/ min' },
  fromClientPerMinute: { label: 'Messages from the client', unit: '/ min' },
  messageSize: { label: 'Message size', unit: 'B' },
  durationSeconds: { label: 'Observed for', unit: 's' },
  roundTripMs: { label: 'Round trip', unit: 'ms' },
  pollIntervalSeconds: { label: 'Poll every', unit: 's' },
  longPollTimeoutSeconds: { label: 'Long-poll timeout', unit: 's' },
  seed: { label: 'Seed', unit: '' },
};

type ChoiceWords<Setting extends ChoiceSetting> = {
  readonly label: string;
  readonly options: Readonly<Record<ComparisonSettings[Setting], string>>;
};

export const CHOICE_WORDS: { readonly [Setting in ChoiceSetting]: ChoiceWords<Setting> } = {
  pattern: { label: 'They come', options: { random: 'at random', even: 'evenly' } },
  headers: { label: 'Headers as sent by', options: { minimal: 'minimal', chromium: 'Chromium' } },
};

type PurposeWords = {
  readonly name: string;
  /** What these bytes are for, with the clause that asks for them. */
  readonly note: Prose;
};

export const PURPOSE_WORDS: Readonly<Record<BytePurpose, PurposeWords>> = {
  handshake: {
    name: 'opening handshake',
    note: [
      'Once: a request that asks to switch, and the 101 that agrees (',
      rfc(6455, '4.1'),
      ', ',
      rfc(6455, '4.2.2'),
      ').',
    ],
  },
  'request-head': {
    name: 'request heads',
    note: [
      'Each request says everything anew, since HTTP keeps nothing from one to the next (',
      rfc(9110, '3.3'),
      ').',
    ],
  },
  'response-head': {
    name: 'answer heads',
    note: ['So does each answer, with its status line and fields (', rfc(9112, '2.1'), ').'],
  },
  'body-wrapping': {
    name: 'list marks',
    note: [
      'An answer’s messages are a JSON list: its brackets, quotes and commas (',
      rfc(8259, '5'),
      ').',
    ],
  },
  'frame-header': {
    name: 'frame headers',
    note: ['2, 4 or 10 bytes before each message, by its length (', rfc(6455, '5.2'), ').'],
  },
  'masking-key': {
    name: 'masking keys',
    note: ['4 more bytes in each frame from the client (', rfc(6455, '5.3'), ').'],
  },
  payload: { name: 'your messages', note: ['The same for every method. All else is overhead.'] },
};

/** The key to the timeline. */
export const MARK_WORDS: Readonly<Record<TimelineMark, string>> = {
  exchange: 'a request and its answer',
  'empty-exchange': 'one that brought nothing new',
  held: 'a question held by the server',
  connection: 'an open WebSocket',
  'to-client': 'a message arrives at the client',
  'from-client': 'a message arrives at the server',
};

/** What the columns of a crowded lane are. */
export const COLUMN_WORDS: Readonly<Record<TimelineMark, string>> = {
  ...MARK_WORDS,
  exchange: 'requests and their answers',
  'empty-exchange': 'those that brought nothing new',
  'to-client': 'messages to the client, upwards',
  'from-client': 'messages from the client, downwards',
};
