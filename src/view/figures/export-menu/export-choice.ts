import type { ExportFormId, ExportScope } from '#core/exports/export-text.ts';

/** Something that can be exported now, and the forms that fit it: at least one. */
export type ExportChoice = {
  /** Identity among the choices. */
  readonly id: string;
  readonly label: string;
  readonly scope: ExportScope;
  readonly size: number;
  readonly forms: readonly ExportFormId[];
};

/** Bytes up to which a preview costs nothing that one would notice. */
const MOST_PREVIEWED_BYTES = 16 * 1024;

const PREVIEWED_LINES = 12;
const PREVIEWED_COLUMNS = 400;

/** The beginning of the text; null where making the text for a mere look would take long. */
export function previewOf(size: number, make: () => string): string | null {
  if (size > MOST_PREVIEWED_BYTES) return null;
  const lines = make().split('\n', PREVIEWED_LINES + 1);
  const shown = lines.slice(0, PREVIEWED_LINES).map(cutLine);
  return [...shown, ...(lines.length > PREVIEWED_LINES ? ['…'] : [])].join('\n');
}

function cutLine(line: string): string {
  return line.length > PREVIEWED_COLUMNS ? `${line.slice(0, PREVIEWED_COLUMNS)}…` : line;
}
