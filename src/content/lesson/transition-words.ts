/**
 * What leads from one state of a connection to the next, in as few words as an arrow has room for.
 */

import type { Transition } from '#core/protocol/connection-states.ts';

export const TRANSITION_WORDS: Readonly<Record<Transition, string>> = {
  'response-sent': '101 sent',
  'response-accepted': '101 accepted',
  'handshake-failed': 'handshake failed',
  'close-sent': 'Close sent',
  'close-received': 'Close received',
  'connection-failed': 'rule broken',
  'tcp-closed': 'TCP closed',
};
