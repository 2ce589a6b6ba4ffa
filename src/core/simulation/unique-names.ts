/** Gives each segment of a simulation a name of its own. */

export class UniqueNames {
  readonly #times = new Map<string, number>();

  /** "tcp-last-ack", and "tcp-last-ack-2" the second time. */
  take(name: string): string {
    const times = (this.#times.get(name) ?? 0) + 1;
    this.#times.set(name, times);
    return times === 1 ? name : `${name}-${times}`;
  }
}
