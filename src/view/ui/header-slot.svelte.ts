import { createContext, type Snippet } from 'svelte';

/** The place in the header where the open page has its own controls. */
export class HeaderSlot {
  #current = $state.raw<Snippet | undefined>();

  get current(): Snippet | undefined {
    return this.#current;
  }

  /** Shows the page's controls, and returns how to take them away. */
  fill(controls: Snippet): () => void {
    this.#current = controls;
    return () => {
      // The next page may have filled the place before this one leaves it.
      if (this.#current === controls) this.#current = undefined;
    };
  }
}

/** The shell sets it; HeaderControls, somewhere inside a page, gets it. */
export const [getHeaderSlot, setHeaderSlot, hasHeaderSlot] = createContext<HeaderSlot>();
