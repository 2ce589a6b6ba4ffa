/**
 * Svelte gives an error of a derived value to the boundary around its owner, which for the state of
 * a page is the whole page. Here the error is kept and thrown to each part that reads the value, so
 * that only these parts fail.
 */

export type Attempt<Value> =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'error'; readonly error: unknown };

export function attempt<Value>(compute: () => Value): Attempt<Value> {
  try {
    return { kind: 'value', value: compute() };
  } catch (error) {
    return { kind: 'error', error };
  }
}

/** Throws the error again, if there was one. */
export function resultOf<Value>(made: Attempt<Value>): Value {
  if (made.kind === 'error') throw made.error;
  return made.value;
}
