/** Titles of the panels that the toolbar of a lesson opens. */
export const TOOL_TITLES = {
  change: 'Change the scenario',
  tamper: 'Tamper with this step',
  questions: 'Questions',
  more: 'More',
} as const;
