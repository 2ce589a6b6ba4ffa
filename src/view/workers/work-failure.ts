/** Why a worker has no answer. */

export type WorkFailure =
  /** Its script didn't arrive: no connection, or the site has changed since it was opened. */
  | { readonly kind: 'not-loaded' }
  /** Its code, or the same code on the page's thread, threw. */
  | { readonly kind: 'fault'; readonly error: unknown };

/** Why an input has no result. */
export type ReadingFailure =
  | WorkFailure
  /** The file that is read has changed since it was opened, or is gone. */
  | { readonly kind: 'unreadable' };

/** A worker whose script can't be loaded fires a plain event, without a message. */
export function workFailureOf(event: Event): WorkFailure {
  if (!('message' in event) || event.message === undefined) return { kind: 'not-loaded' };
  const error: unknown = 'error' in event ? event.error : null;
  return { kind: 'fault', error: error ?? new Error(String(event.message)) };
}
