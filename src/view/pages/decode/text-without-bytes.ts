import type { TextWithoutBytes } from '#core/paste/problem.ts';
import type { CaptureFacts } from '#core/captures/capture-facts.ts';
import type { Decoded } from '#core/workbench/decoded.ts';

/** What a text without bytes is. Null if it has bytes, or is none of those that are known. */
export function textWithoutBytes({ reading, conversation }: Decoded): TextWithoutBytes | null {
  if (reading === null || conversation.units.length > 0) return null;
  const problem = reading.problems.find((each) => each.kind === 'no-bytes');
  return problem?.kind === 'no-bytes' ? problem.text : null;
}

/** The facts of a capture in which no connection was found; null for any other input. */
export function captureWithoutConnections({ capture, connections }: Decoded): CaptureFacts | null {
  return connections.some(({ size }) => size > 0) ? null : capture;
}
