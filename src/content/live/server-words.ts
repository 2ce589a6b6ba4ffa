/** What the local server answers to a request that it refuses. */

export type Refused =
  | 'host'
  | 'origin'
  | 'fetch-site'
  | 'key'
  | 'ticket'
  | 'tap'
  | 'upgrade'
  | 'full';

const REFUSALS: Readonly<Record<Refused, string>> = {
  host: 'This server only answers to 127.0.0.1, localhost and [::1], with its own port.',
  origin: 'This server only answers to its own pages.',
  'fetch-site':
    'Another site asked for this. Type the address, or copy it into the address bar, instead of following a link.',
  key: 'The key is missing or wrong. Open the address that the server printed.',
  ticket: 'This ticket was used, is older than ten seconds, or never existed.',
  tap: 'No tap has this name. Start the server with --tap and that name.',
  upgrade: 'No WebSocket can be opened at this address.',
  full: 'Too many WebSockets are open.',
};

export function refusalText(refused: Refused): string {
  return REFUSALS[refused];
}
