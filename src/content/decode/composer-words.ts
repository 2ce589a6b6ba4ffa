/** Words about the connection that the composer makes. */

import { countOf } from '#content/phrasing/quantity.ts';

export const NOT_READY = 'Something is still to be put right.';

export const SIZE_UNKNOWN = 'How many bytes it is shows once it is compressed.';

export const NOTHING_MADE = 'Nothing was made: see what is marked.';

export function composedSizes(fromClient: number, fromServer: number): string {
  return `${countOf(fromClient, 'byte')} from the client, ${fromServer} from the server.`;
}
