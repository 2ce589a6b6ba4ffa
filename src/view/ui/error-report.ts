/** The error in one line, for the reader. */
export function describeError(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** The error with its stack, for a bug report. Omits the address, which may contain a paste. */
export function reportError(heading: string, error: unknown): string {
  const lines = [heading, describeError(error)];
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (cause !== error) lines.push(`because of ${describeError(cause)}`);
    if (cause.stack !== undefined) lines.push(cause.stack);
  }
  return lines.join('\n');
}
