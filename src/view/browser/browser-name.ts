/** What the browser calls itself, for reports that the reader saves. */
export function browserName(): string {
  return navigator.userAgent;
}

/** Today in the reader's time zone: "2026-12-01". */
export function today(): string {
  const now = new Date();
  const parts = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
  return parts.map((part) => String(part).padStart(2, '0')).join('-');
}
