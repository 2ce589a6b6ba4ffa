/** Calls back whenever the page is hidden or shown again. Returns how to stop. */
export function watchPageVisibility(onchange: (isVisible: boolean) => void): () => void {
  const report = (): void => onchange(document.visibilityState === 'visible');
  document.addEventListener('visibilitychange', report);
  return () => document.removeEventListener('visibilitychange', report);
}
