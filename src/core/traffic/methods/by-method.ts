/** Values by method, with one for plain requests if they are compared, too. */

import { METHODS, type ComparedId, type MethodId } from './method-run.ts';

export type ByMethod<Value> = Readonly<Record<MethodId, Value>> & { readonly requests?: Value };

export function forEachMethod<Value>(
  valueOf: (method: MethodId) => Value,
): Record<MethodId, Value> {
  return {
    polling: valueOf('polling'),
    'long-polling': valueOf('long-polling'),
    'event-stream': valueOf('event-stream'),
    websocket: valueOf('websocket'),
  };
}

/** One value for each of `ids`, which include every method. */
export function forEachCompared<Value>(
  ids: readonly ComparedId[],
  valueOf: (id: ComparedId) => Value,
): ByMethod<Value> {
  const methods = forEachMethod(valueOf);
  return ids.includes('requests') ? { requests: valueOf('requests'), ...methods } : methods;
}

/** What is compared, in the order in which a page lists it. */
export function comparedIn(values: ByMethod<unknown>): readonly ComparedId[] {
  return values.requests === undefined ? METHODS : ['requests', ...METHODS];
}

/** What people think of first. */
export function simplestIn(values: ByMethod<unknown>): ComparedId {
  return values.requests === undefined ? 'polling' : 'requests';
}

export function entriesOf<Value>(
  values: ByMethod<Value>,
): readonly (readonly [ComparedId, Value])[] {
  const { requests } = values;
  const entries = METHODS.map((method) => [method, values[method]] as const);
  return requests === undefined ? entries : [['requests', requests], ...entries];
}

/** Expects that it is compared. */
export function valueOf<Value>(values: ByMethod<Value>, id: ComparedId): Value {
  const value = values[id];
  if (value === undefined) throw new Error(`expected figures of ${id}, got none`);
  return value;
}
