/** Words about the connection that the composer makes. */

import { countOf } from '#content/phrasing/quantity.ts';

export const NOT_READY = 'Fix the marked fields first.';

export const SIZE_UNKNOWN = 'The size is known once the message is compressed.';

export const NOTHING_MADE = 'Nothing was made. Fix the marked fields.';

export function composedSizes(fromClient: number, fromServer: number): string {
  return `${countOf(fromClient, 'byte')} from the client, ${fromServer} from the server.`;
}
