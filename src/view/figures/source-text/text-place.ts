/** The place in a text field's value that lies at a point of the window; null where the browser can't tell. */
export function textPlaceAt(field: HTMLTextAreaElement, x: number, y: number): number | null {
  // Safari before 18.4 lacks it, and so does jsdom.
  if (!('caretPositionFromPoint' in document)) return null;
  const position = document.caretPositionFromPoint(x, y);
  return position?.offsetNode === field ? position.offset : null;
}
