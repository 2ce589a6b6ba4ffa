/** How a step is drawn: as it will come, as it travels, or as it has been. */
export type RowStatus = 'future' | 'under-way' | 'current' | 'past';

export function rowStatus(rowIndex: number, stepIndex: number, progress: number): RowStatus {
  if (rowIndex === stepIndex) return progress < 1 ? 'under-way' : 'current';
  // What has begun and not arrived is under way, before or after the step that is shown.
  if (progress > 0 && progress < 1) return 'under-way';
  return rowIndex < stepIndex ? 'past' : 'future';
}
