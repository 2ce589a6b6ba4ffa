/** The fragment of the page's address, and its place in the history. */

/** Safari refuses more than 100 writes in 30 seconds; this is at most 75. */
const WRITE_INTERVAL_MS = 400;

export class AddressBar {
  readonly #view: Window;
  /**
   * The fragment as the browser last showed it, to tell whether somebody else has changed it since.
   */
  #shown: string;
  #pending: string | null = null;
  #timer: number | undefined;
  #writtenAt = Number.NEGATIVE_INFINITY;

  constructor(view: Window = window) {
    this.#view = view;
    this.#shown = view.location.hash;
  }

  /** The fragment with its `#`, or empty; one that waits to be written counts as written. */
  get fragment(): string {
    return this.#pending ?? this.#view.location.hash;
  }

  /** Adds an entry to the history. */
  push(fragment: string): void {
    this.flush();
    this.#view.history.pushState(null, '', fragment);
    this.#shown = this.#view.location.hash;
  }

  /**
   * Changes the current entry: at once, or, when called often, as soon as the last write is old
   * enough.
   */
  replace(fragment: string): void {
    this.#pending = fragment;
    if (this.#timer !== undefined) return;
    const waitMs = this.#writtenAt + WRITE_INTERVAL_MS - this.#view.performance.now();
    if (waitMs <= 0) this.flush();
    else this.#timer = this.#view.setTimeout(() => this.flush(), waitMs);
  }

  /** Writes what waits to be written. */
  flush(): void {
    const fragment = this.#pending;
    this.#forgetPending();
    // A link may have led to another entry since; what waited was meant for the one before.
    if (fragment === null || this.#view.location.hash !== this.#shown) return;
    this.#view.history.replaceState(this.#view.history.state, '', fragment);
    this.#writtenAt = this.#view.performance.now();
    this.#shown = this.#view.location.hash;
  }

  /**
   * Calls back when a link, Back, Forward or the reader's typing changed the fragment; returns how
   * to stop.
   */
  subscribe(listener: () => void): () => void {
    const update = (): void => {
      if (this.#view.location.hash === this.#shown) return;
      this.#forgetPending();
      this.#shown = this.#view.location.hash;
      listener();
    };
    const flush = (): void => this.flush();
    // A link is about to leave this entry: what waits to be written belongs to it, and must go
    // first.
    const flushBeforeLink = ({ target }: Event): void => {
      if (target instanceof Element && target.closest('a') !== null) this.flush();
    };
    this.#view.addEventListener('popstate', update);
    this.#view.addEventListener('hashchange', update);
    this.#view.addEventListener('pagehide', flush);
    this.#view.addEventListener('click', flushBeforeLink, { capture: true });
    return () => {
      this.#view.removeEventListener('popstate', update);
      this.#view.removeEventListener('hashchange', update);
      this.#view.removeEventListener('pagehide', flush);
      this.#view.removeEventListener('click', flushBeforeLink, { capture: true });
    };
  }

  #forgetPending(): void {
    this.#view.clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#pending = null;
  }
}
