/** Opens the browser's print dialog, which can also write a PDF. */
export function printPage(): void {
  window.print();
}
