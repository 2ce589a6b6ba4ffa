/** One value for each method. */

import type { MethodId } from './method-run.ts';

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
