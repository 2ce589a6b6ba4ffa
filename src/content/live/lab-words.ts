/** The names of what the echo server can be told to do. */

import type { EchoCommand, TcpEnd } from '#core/live/echo-command.ts';
import type { HeardEvent, HeardKind } from '#core/live/heard-event.ts';
import { excerptOf } from '#content/phrasing/excerpt.ts';
import { formatCount } from '#content/phrasing/quantity.ts';

export type LabAction = EchoCommand['kind'];

export const LAB_ACTIONS: Readonly<Record<LabAction, string>> = {
  text: 'Send text',
  binary: 'Send binary',
  ping: 'Send a Ping',
  fragments: 'Send a message in fragments',
  compressed: 'Send compressed text',
  close: 'Send a Close frame',
  broken: 'Send a broken frame',
  raw: 'Send any bytes',
  drop: 'End TCP',
  delay: 'Delay everything',
  silence: 'Answer nothing, or answer again',
  reading: 'Stop reading, or read again',
};

export const TCP_ENDS: Readonly<Record<TcpEnd, string>> = {
  fin: 'with a FIN',
  rst: 'with a reset',
};

export const SWITCHES: Readonly<
  Record<'silence' | 'reading', Readonly<Record<'on' | 'off', string>>>
> = {
  silence: { on: 'answer nothing', off: 'answer again' },
  reading: { off: 'stop reading', on: 'read again' },
};

export const EVENT_NAMES: Readonly<Record<HeardKind, string>> = {
  open: 'open',
  text: 'message (text)',
  binary: 'message (binary)',
  error: 'error',
  close: 'close',
};

export const NO_EVENTS = 'The page has heard nothing of this connection yet.';

export const NOT_OURS =
  'Another page or program has this connection, so this page hears nothing of it.';

export const EMPTY_IS_NO_CODE = 'Empty: a Close frame without a code';

/** Longer texts are cut. */
const MAX_SHOWN = 80;

export function eventDetail(event: HeardEvent): string {
  switch (event.kind) {
    case 'open': {
      const { protocol, extensions } = event;
      const facts = [protocol && `protocol ${protocol}`, extensions];
      return facts.filter((fact) => fact !== '').join(', ');
    }
    case 'text': {
      const { length } = event.text;
      const start = excerptOf(event.text, { start: 0, end: Math.min(length, MAX_SHOWN) });
      return `“${start}” (${formatCount(length)} ${length === 1 ? 'character' : 'characters'})`;
    }
    case 'binary':
      return `${formatCount(event.bytes.length)} ${event.bytes.length === 1 ? 'byte' : 'bytes'}`;
    case 'error':
      return '';
    case 'close': {
      const { code, reason, wasClean } = event;
      const quoted = reason === '' ? '' : `, reason “${reason}”`;
      return `code ${code}${quoted}, ${wasClean ? 'clean' : 'not clean'}`;
    }
  }
}
