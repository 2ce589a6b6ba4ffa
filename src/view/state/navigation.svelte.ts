import { parseAddress, printAddress, type Address } from '#core/sharing/address.ts';
import type { Bar } from '#view/browser/address-bar.ts';

/** Where the reader is, synchronized with the browser's address bar. */
export class Navigation {
  readonly #addressBar: Bar;
  readonly #homePage: string;
  #listeners: readonly ((address: Address) => void)[] = [];
  #current: Address;

  constructor(addressBar: Bar, homePage: string) {
    this.#addressBar = addressBar;
    this.#homePage = homePage;
    this.#current = $state.raw(this.#read());
  }

  get current(): Address {
    return this.#current;
  }

  /** Goes to another place. Back returns from there. */
  go(address: Address): void {
    if (this.#isCurrent(address)) return;
    this.#addressBar.push(printAddress(address));
    this.#current = address;
  }

  /** Changes the current entry of the history, as with each step. Back skips it. */
  replace(address: Address): void {
    if (this.#isCurrent(address)) return;
    this.#addressBar.replace(printAddress(address));
    this.#current = address;
  }

  /** Follows links, Back, Forward and typing in the address bar. Returns how to stop. */
  follow(): () => void {
    return this.#addressBar.subscribe(() => {
      this.#current = this.#read();
      for (const listener of this.#listeners) listener(this.#current);
    });
  }

  /**
   * Calls back after a link, Back, Forward or typing changed the address, but not after `go` and
   * `replace`: their callers know. Returns how to stop.
   */
  onArrival(listener: (address: Address) => void): () => void {
    this.#listeners = [...this.#listeners, listener];
    return () => {
      this.#listeners = this.#listeners.filter((other) => other !== listener);
    };
  }

  #isCurrent(address: Address): boolean {
    return printAddress(address) === printAddress(this.#current);
  }

  /** The address in the bar. Without a page it means the home page, with its path and query. */
  #read(): Address {
    const address = parseAddress(this.#addressBar.fragment);
    return address.page === '' ? { ...address, page: this.#homePage } : address;
  }
}
