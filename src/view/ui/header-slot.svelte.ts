import { createContext, type Snippet } from 'svelte';

/** The place in the header where the open page has its own controls. */
export class HeaderSlot {
  #current = $state.raw<Snippet | undefined>();
  /** How many want the header away. */
  #hiders = $state(0);

  get current(): Snippet | undefined {
    return this.#current;
  }

  /** Whether the page stands alone: as it is presented, or embedded in another. */
  get isHidden(): boolean {
    return this.#hiders > 0;
  }

  /** Takes the whole header away, and returns how to bring it back. */
  hide(): () => void {
    this.#hiders++;
    return () => this.#hiders--;
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
