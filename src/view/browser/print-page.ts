/** Opens the browser's own dialog for printing, which can write a PDF as well. */
export function printPage(): void {
  window.print();
}
