/** Twenty experiments with a browser: what the server does, and what the page does. */

import { DEFAULT_ECHO, type EchoCommand, type EchoSettings } from './echo-command.ts';

export type ExperimentStep =
  | { readonly by: 'server'; readonly command: EchoCommand }
  | { readonly by: 'page'; readonly call: PageCall };

export type PageCall =
  | { readonly kind: 'send'; readonly text: string }
  | { readonly kind: 'close'; readonly code: number; readonly reason: string };

export type Experiment = {
  readonly settings: EchoSettings;
  /** After the handshake, if it succeeds. */
  readonly steps: readonly ExperimentStep[];
};

const server = (command: EchoCommand): Experiment => ({
  settings: DEFAULT_ECHO,
  steps: [{ by: 'server', command }],
});

const page = (call: PageCall): Experiment => ({
  settings: DEFAULT_ECHO,
  steps: [{ by: 'page', call }],
});

const PING_HEX = '6869';

export const EXPERIMENTS = {
  'echo-text': page({ kind: 'send', text: 'Hello' }),
  'server-binary': server({ kind: 'binary', hex: '010203' }),
  'server-ping': server({ kind: 'ping', hex: PING_HEX }),
  'server-fragments': server({ kind: 'fragments', texts: ['He', 'll', 'o'] }),
  'server-compressed': server({ kind: 'compressed', text: 'Hello, hello, hello' }),
  'page-close': page({ kind: 'close', code: 3001, reason: 'done' }),
  'close-1000': server({ kind: 'close', code: 1000, reason: 'bye' }),
  'close-empty': server({ kind: 'close', code: null, reason: '' }),
  'close-4000': server({ kind: 'close', code: 4000, reason: 'yours' }),
  'close-1005': server({ kind: 'broken', id: 'close-1005' }),
  'masked-frame': server({ kind: 'broken', id: 'masked-by-server' }),
  'reserved-bit': server({ kind: 'broken', id: 'rsv2' }),
  'reserved-opcode': server({ kind: 'broken', id: 'reserved-opcode' }),
  'ping-too-long': server({ kind: 'broken', id: 'ping-too-long' }),
  'control-fragmented': server({ kind: 'broken', id: 'control-fragmented' }),
  'continuation-first': server({ kind: 'broken', id: 'continuation-first' }),
  'text-not-utf8': server({ kind: 'broken', id: 'text-not-utf8' }),
  'length-not-minimal': server({ kind: 'broken', id: 'length-not-minimal' }),
  'tcp-end': server({ kind: 'drop', afterBytes: 0, by: 'fin' }),
  'status-403': { settings: { ...DEFAULT_ECHO, status: 403 }, steps: [] },
} as const satisfies Readonly<Record<string, Experiment>>;

export type ExperimentId = keyof typeof EXPERIMENTS;

export const EXPERIMENT_IDS = Object.keys(EXPERIMENTS) as ExperimentId[];
