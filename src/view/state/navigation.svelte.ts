import { parseAddress, printAddress, type Address } from '#core/sharing/address.ts';
import type { AddressBar } from '#view/browser/address-bar.ts';

/** Where the reader is, in step with the browser's address bar. */
export class Navigation {
  readonly #addressBar: AddressBar;
  readonly #homePage: string;
  #current: Address;

  constructor(addressBar: AddressBar, homePage: string) {
    this.#addressBar = addressBar;
    this.#homePage = homePage;
    this.#current = $state.raw(this.#read());
  }

  get current(): Address {
    return this.#current;
  }

  /** Goes somewhere else: Back returns from there. */
  go(address: Address): void {
    if (this.#isCurrent(address)) return;
    this.#addressBar.push(printAddress(address));
    this.#current = address;
  }

  /** Says where the reader is by now, as with each step: Back leads past it. */
  replace(address: Address): void {
    if (this.#isCurrent(address)) return;
    this.#addressBar.replace(printAddress(address));
    this.#current = address;
  }

  /** Follows links, Back, Forward and what is typed into the address bar; returns how to stop. */
  follow(): () => void {
    return this.#addressBar.subscribe(() => {
      this.#current = this.#read();
    });
  }

  #isCurrent(address: Address): boolean {
    return printAddress(address) === printAddress(this.#current);
  }

  /**
   * The address in the bar; without a page it means the home page, and keeps whatever else it says.
   */
  #read(): Address {
    const address = parseAddress(this.#addressBar.fragment);
    return address.page === '' ? { ...address, page: this.#homePage } : address;
  }
}
