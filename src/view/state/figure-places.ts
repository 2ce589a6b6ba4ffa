/** Where the figures of a page are, so that text can lead to them. */

export class FigurePlaces<Id extends string> {
  readonly #elements = new Map<Id, HTMLElement>();

  /** An attachment for the element of a figure. */
  place(id: Id): (element: HTMLElement) => () => void {
    return (element) => {
      this.#elements.set(id, element);
      return () => this.#elements.delete(id);
    };
  }

  /** Scrolls to a figure and moves the focus there. */
  show(id: Id): void {
    const element = this.#elements.get(id);
    if (element === undefined) return;
    element.tabIndex = -1;
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: 'start' });
  }
}
