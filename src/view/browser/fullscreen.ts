/** The whole screen for the page, where the browser gives it. */

export async function enterFullscreen(): Promise<void> {
  try {
    await document.documentElement.requestFullscreen();
  } catch {
    // Refused, or absent on some phones: the page presents within its window.
  }
}

export function leaveFullscreen(): void {
  if (document.fullscreenElement !== null) void document.exitFullscreen();
}

/**
 * Calls back when the browser has gone back to its window, as Escape makes it; returns how to stop.
 */
export function watchFullscreenEnd(onend: () => void): () => void {
  const report = (): void => {
    if (document.fullscreenElement === null) onend();
  };
  document.addEventListener('fullscreenchange', report);
  return () => document.removeEventListener('fullscreenchange', report);
}
