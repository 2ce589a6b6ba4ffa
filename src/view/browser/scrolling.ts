/** Whether keys would scroll something at an element: a pane around it, or the page. */
export function scrollsAround(element: Element): boolean {
  const page = document.documentElement;
  if (isTooTall(page)) return true;
  for (let pane: Element | null = element; pane !== null; pane = pane.parentElement) {
    if (pane === document.body || pane === page) return false;
    if (isTooTall(pane) && /auto|scroll/.test(getComputedStyle(pane).overflowY)) return true;
  }
  return false;
}

/** More than the fraction of a pixel that zooming leaves. */
function isTooTall({ scrollHeight, clientHeight }: Element): boolean {
  return scrollHeight > clientHeight + 1;
}
