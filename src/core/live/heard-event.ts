/** What a page hears of its WebSocket, as its own code sees it. */

export type HeardEvent = { readonly atMs: number } & (
  | { readonly kind: 'open'; readonly protocol: string; readonly extensions: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'binary'; readonly bytes: Uint8Array }
  | { readonly kind: 'error' }
  | {
      readonly kind: 'close';
      readonly code: number;
      readonly reason: string;
      readonly wasClean: boolean;
    }
);

export type HeardKind = HeardEvent['kind'];
