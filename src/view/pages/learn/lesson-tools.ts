/** The tools of the toolbar, in its order. */

import { TOOL_TITLES } from '#content/lesson/tool-words.ts';
import type { IconName } from '#view/ui/icons.ts';

export type ToolId = 'change' | 'tamper' | 'questions' | 'more';

export type Tool = {
  readonly id: ToolId;
  /** On its button. */
  readonly label: string;
  /** Of its panel. */
  readonly title: string;
  readonly icon: IconName;
};

export const TOOLS: readonly Tool[] = [
  { id: 'change', label: 'Change', title: TOOL_TITLES.change, icon: 'sliders' },
  { id: 'tamper', label: 'Tamper', title: TOOL_TITLES.tamper, icon: 'bolt' },
  { id: 'questions', label: 'Questions', title: TOOL_TITLES.questions, icon: 'question' },
  { id: 'more', label: 'More', title: TOOL_TITLES.more, icon: 'more' },
];
