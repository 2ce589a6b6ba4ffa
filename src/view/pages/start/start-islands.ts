/** The parts of Start that need the models. The build renders them, so a visit loads none. */

export const START_ISLANDS = {
  'start-chat': () => import('#view/figures/chat-comparison/ShortChat.svelte'),
  'start-stages': () => import('./StartStages.svelte'),
  'start-paste': () => import('./StartPaste.svelte'),
  'start-comparison': () => import('./StartComparison.svelte'),
} as const;
