/** Close codes of an endpoint that fails the connection (RFC 6455 §7.4.1). */

const ENDINGS: readonly (number | null)[] = [null, 1000, 1001];
const FIRST_OF_APPLICATIONS = 3000;

/** Whether a Close frame with this code can be that of a failure. Null is a Close without one. */
export function isFailureCode(code: number | null): boolean {
  return !ENDINGS.includes(code) && (code ?? 0) < FIRST_OF_APPLICATIONS;
}
