import { createContext, type Snippet } from 'svelte';

/** Where the header shows the open page's controls. */
export class HeaderSlot {
  #current = $state.raw<Snippet | undefined>();
  /** How many components hide the header. */
  #hiders = $state(0);

  get current(): Snippet | undefined {
    return this.#current;
  }

  /** Whether the header is hidden: while presenting, or embedded in another page. */
  get isHidden(): boolean {
    return this.#hiders > 0;
  }

  /** Hides the header. Returns how to show it again. */
  hide(): () => void {
    this.#hiders++;
    return () => this.#hiders--;
  }

  /** Shows the page's controls. Returns how to remove them. */
  fill(controls: Snippet): () => void {
    this.#current = controls;
    return () => {
      // The next page might have filled the slot before this one is destroyed.
      if (this.#current === controls) this.#current = undefined;
    };
  }
}

/** The shell sets it. HeaderControls gets it, anywhere inside a page. */
export const [getHeaderSlot, setHeaderSlot, hasHeaderSlot] = createContext<HeaderSlot>();
