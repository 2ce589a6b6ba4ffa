/** What ends a command: one sentence for the reader, and exit code 2. */
export class CommandFailure extends Error {}

/** The code that the system gives an error: "ENOENT"; null for any other value. */
export function systemCode(error: unknown): string | null {
  const isCoded = error instanceof Error && 'code' in error && typeof error.code === 'string';
  return isCoded ? (error.code as string) : null;
}
