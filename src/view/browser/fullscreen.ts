/** Shows the page on the whole screen, if the browser allows it. */

export async function enterFullscreen(): Promise<void> {
  try {
    await document.documentElement.requestFullscreen();
  } catch {
    // Refused, or absent on some phones. The page then presents within its window.
  }
}

export function leaveFullscreen(): void {
  if (document.fullscreenElement !== null) void document.exitFullscreen();
}

/** Calls back when the browser leaves full screen, for example on Escape. Returns how to stop. */
export function watchFullscreenEnd(onend: () => void): () => void {
  const report = (): void => {
    if (document.fullscreenElement === null) onend();
  };
  document.addEventListener('fullscreenchange', report);
  return () => document.removeEventListener('fullscreenchange', report);
}
