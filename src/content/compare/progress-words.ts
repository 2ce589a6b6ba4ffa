/** Words while a comparison is made, or if it can't be. */

/** Beside a comparison with other settings than the current ones. */
export const COMPARING = 'Comparing… These results are for the previous settings.';

/** Why the comparison failed. */
export function comparisonFailedWords(kind: 'not-loaded' | 'fault'): string {
  return kind === 'not-loaded'
    ? 'Nothing was compared, because the code for it couldn’t be loaded. Check your connection and try again.'
    : 'Nothing was compared, because of a fault in this site’s code. Your settings are kept.';
}

export const COMPARISON_NOT_LOADED_HINT =
  'If that doesn’t help, the site may have changed since you opened it. Reload the page: its address keeps your settings.';
