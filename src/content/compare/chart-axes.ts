/** The axes of Compare's charts. */

import { formatDelay, formatRate } from './numbers.ts';
import { clientsWords } from './question-words.ts';

export type HorizontalAxis = {
  readonly name: string;
  /** At a tick. */
  readonly format: (value: number) => string;
  /** A place on the axis: "a delay of 236 ms". */
  readonly read: (value: number) => string;
};

export const LOGARITHMIC = 'logarithmic';

export const CROSSHAIR_LABEL = 'Read the values at';

export const RATE_AXIS: HorizontalAxis = {
  name: 'messages per second',
  format: formatRate,
  read: (perSecond) => counted(formatRate(perSecond), 'message', ' per second'),
};

export const DELAY_AXIS: HorizontalAxis = {
  name: 'delay',
  format: formatDelay,
  read: (ms) => `a delay of ${formatDelay(ms)}`,
};

export const FRESHNESS_AXIS: HorizontalAxis = {
  name: 'mean delay',
  format: formatDelay,
  read: (ms) => `a mean delay of ${formatDelay(ms)}`,
};

export const FLEET_AXIS: HorizontalAxis = {
  name: 'clients',
  format: clientsWords,
  read: (clients) => counted(clientsWords(clients), 'client'),
};

export const BYTES_PER_SECOND = 'bytes per second';

export const SHARE_ARRIVED = 'share of messages that arrived by then';

function counted(amount: string, noun: string, unit = ''): string {
  return `${amount} ${noun}${amount === '1' ? '' : 's'}${unit}`;
}
