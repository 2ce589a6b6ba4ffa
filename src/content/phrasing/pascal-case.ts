/** "LongPolling" of "long-polling": the name of a guide's component. */
export function inPascalCase(slug: string): string {
  return slug.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase());
}
