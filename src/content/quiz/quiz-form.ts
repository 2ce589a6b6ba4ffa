/** How the reader answers a question. */

export type QuizForm =
  /** Hexadecimal digits, two per byte. */
  | { readonly kind: 'bytes' }
  | { readonly kind: 'number' }
  /** Several numbers, in order. */
  | { readonly kind: 'numbers'; readonly count: number }
  | { readonly kind: 'choice'; readonly options: readonly string[] };
