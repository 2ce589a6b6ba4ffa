/** Polling in a file: a HAR file or a capture. */

import { fromUtf8 } from '#core/bytes/text.ts';
import { readCapturedExchanges } from './captured-exchanges.ts';
import { readHarExchanges } from './har-exchanges.ts';
import { findPolling, type OwnPollingReading } from './own-polling.ts';

/** Null if the file is neither. */
export function readOwnPolling(content: string | Uint8Array): OwnPollingReading | null {
  const exchanges =
    typeof content === 'string'
      ? readHarExchanges(content)
      : (readCapturedExchanges(content) ?? readHarExchanges(fromUtf8(content)));
  return exchanges === null ? null : findPolling(exchanges);
}
