/** The parts of Start that need the models: the build renders them, so a visit doesn't load them. */

export const START_ISLANDS = {
  'start-chat': () => import('#view/figures/chat-comparison/ShortChat.svelte'),
  'start-stages': () => import('./StartStages.svelte'),
  'start-paste': () => import('./StartPaste.svelte'),
  'start-comparison': () => import('./StartComparison.svelte'),
} as const;
