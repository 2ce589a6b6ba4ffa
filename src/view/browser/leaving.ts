/** Leaves this document for another of the site. */
export function leaveFor(address: string): void {
  location.assign(address);
}
