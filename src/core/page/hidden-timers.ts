/** How browsers slow down the timers of a hidden page. */

/**
 * Chrome runs chained timers of a page that has been hidden for five minutes once per minute
 * (developer.chrome.com, "Heavy throttling of chained JS timers beginning in Chrome 88").
 */
export const HIDDEN_TIMER_MS = 60_000;
