/** The fragment of the page's address, and its history. */

/** Safari refuses more than 100 writes in 30 seconds. This allows at most 75. */
const WRITE_INTERVAL_MS = 400;

/** What the app needs of an address bar. */
export type Bar = Pick<AddressBar, 'fragment' | 'push' | 'replace' | 'flush' | 'subscribe'>;

/** The address of a document, which never changes: its links lead to other documents. */
export function fixedBar(fragment: string): Bar {
  return {
    fragment,
    push: () => undefined,
    replace: () => undefined,
    flush: () => undefined,
    subscribe: () => () => undefined,
  };
}

export class AddressBar {
  readonly #view: Window;
  /**
   * The fragment that the browser showed last. If it differs, the address was changed elsewhere.
   */
  #shown: string;
  #pending: string | null = null;
  #timer: number | undefined;
  #writtenAt = Number.NEGATIVE_INFINITY;

  constructor(view: Window = window) {
    this.#view = view;
    this.#shown = view.location.hash;
  }

  /** The fragment with its `#`, or empty. Includes a write that is still waiting. */
  get fragment(): string {
    return this.#pending ?? this.#view.location.hash;
  }

  /** Adds a history entry. */
  push(fragment: string): void {
    this.flush();
    this.#view.history.pushState(null, '', fragment);
    this.#shown = this.#view.location.hash;
  }

  /** Changes the current history entry: immediately, or after the write interval. */
  replace(fragment: string): void {
    this.#pending = fragment;
    if (this.#timer !== undefined) return;
    const waitMs = this.#writtenAt + WRITE_INTERVAL_MS - this.#view.performance.now();
    if (waitMs <= 0) this.flush();
    else this.#timer = this.#view.setTimeout(() => this.flush(), waitMs);
  }

  /** Writes the waiting fragment immediately. */
  flush(): void {
    const fragment = this.#pending;
    this.#forgetPending();
    // A link may have opened another entry since. The waiting fragment belongs to the previous one.
    if (fragment === null || this.#view.location.hash !== this.#shown) return;
    this.#view.history.replaceState(this.#view.history.state, '', fragment);
    this.#writtenAt = this.#view.performance.now();
    this.#shown = this.#view.location.hash;
  }

  /** Calls back after a link, Back, Forward or typing changed the fragment. Returns how to stop. */
  subscribe(listener: () => void): () => void {
    const update = (): void => {
      if (this.#view.location.hash === this.#shown) return;
      this.#forgetPending();
      this.#shown = this.#view.location.hash;
      listener();
    };
    const flush = (): void => this.flush();
    // A link is about to leave this entry, and the waiting fragment belongs to it.
    const flushBeforeLink = ({ target }: Event): void => {
      if (target instanceof Element && target.closest('a') !== null) this.flush();
    };
    this.#view.addEventListener('popstate', update);
    this.#view.addEventListener('hashchange', update);
    this.#view.addEventListener('pagehide', flush);
    this.#view.addEventListener('click', flushBeforeLink, { capture: true });
    // A link may have been followed while the app was loading.
    update();
    return () => {
      this.#view.removeEventListener('popstate', update);
      this.#view.removeEventListener('hashchange', update);
      this.#view.removeEventListener('pagehide', flush);
      this.#view.removeEventListener('click', flushBeforeLink, { capture: true });
      // No timer outlives its page.
      this.flush();
    };
  }

  #forgetPending(): void {
    this.#view.clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#pending = null;
  }
}
