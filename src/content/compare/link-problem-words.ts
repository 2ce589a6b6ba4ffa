/** What in a link to Compare can’t be used as it is, and what is shown instead. */

import type { CompareLinkProblem } from '#core/sharing/compare-address.ts';
import type { RequirementCorrection } from '#core/sharing/requirements-link.ts';
import type { SettingCorrection } from '#core/sharing/compare-link.ts';
import {
  MAX_OWN_REQUEST,
  NUMBER_LIMITS,
  type ChoiceSetting,
  type NumberSetting,
} from '#core/traffic/settings/comparison-settings.ts';
import { ALLOWED_DELAY_LIMITS, type Between } from '#core/traffic/verdict/requirements.ts';
import { formatCount } from '#content/phrasing/quantity.ts';
import { quoted } from '#content/phrasing/quotation.ts';
import { CHOICE_WORDS, SETTING_WORDS } from './compare-words.ts';
import { listed } from './method-names.ts';
import { beforeUnit, formatDecimal, formatDelay } from './numbers.ts';
import { BETWEEN_WORDS, QUESTIONS } from './question-words.ts';

/** "The address asks for “9999” at “Messages to the client”. The most is 1,200 / min, so …" */
export function linkProblemText(problem: CompareLinkProblem): string {
  switch (problem.kind) {
    case 'setting':
      return settingText(problem);
    case 'requirement':
      return requirementText(problem);
    case 'unknown-names':
      return problem.names.length === 1
        ? `The address has ${namesText(problem.names)}, which isn’t a setting, so it is ignored.`
        : `The address has ${namesText(problem.names)}, which aren’t settings, so they are ignored.`;
    case 'repeated-names':
      return `The address has several values for ${namesText(problem.names)}. The last one counts.`;
  }
}

/** More names aren't listed. */
const MAX_LISTED = 3;

/** "“a”, “b”, “c” and 5 more". */
function namesText(names: readonly string[]): string {
  const more = names.length - MAX_LISTED;
  const first = names.slice(0, MAX_LISTED).map((name) => quoted(name));
  return listed(more > 0 ? [...first, `${formatCount(more)} more`] : first);
}

function settingText(problem: SettingCorrection): string {
  const { setting, taken } = problem;
  if (setting === 'ownRequest') {
    return `The request in the address is longer than ${formatCount(MAX_OWN_REQUEST)} characters. The rest is left out.`;
  }
  if (isChoice(setting)) {
    const { label, options } = CHOICE_WORDS[setting];
    const names: Readonly<Record<string, string>> = options;
    return choiceText(problem, label, names[taken] ?? String(taken));
  }
  const { label, unit } = SETTING_WORDS[setting];
  const value = beforeUnit(formatDecimal(Number(taken)), unit);
  return numberText(problem, label, value, NUMBER_LIMITS[setting].step);
}

function requirementText(problem: RequirementCorrection): string {
  switch (problem.setting) {
    case 'allowedDelayMs': {
      const value = formatDelay(Number(problem.taken));
      return numberText(problem, QUESTIONS.delay, value, ALLOWED_DELAY_LIMITS.step);
    }
    case 'between':
      return choiceText(problem, QUESTIONS.between, BETWEEN_WORDS[problem.taken as Between]);
  }
}

type Given = Pick<SettingCorrection, 'given' | 'reason'>;

function choiceText({ given }: Given, label: string, taken: string): string {
  return `The address asks for ${quoted(given)} at “${label}”, which isn’t an option. It is “${taken}” here.`;
}

function numberText({ given, reason }: Given, label: string, value: string, step: number): string {
  const asked = `The address asks for ${quoted(given)} at “${label}”.`;
  switch (reason) {
    case 'below':
      return `${asked} The least is ${value}, so it is that.`;
    case 'above':
      return `${asked} The most is ${value}, so it is that.`;
    case 'rounded':
      return `${asked} It goes in steps of ${formatDecimal(step)}, so it is ${value}.`;
    case 'too-long':
    case 'unreadable':
      return `${asked} That isn’t a decimal number, so it is ${value}.`;
  }
}

function isChoice(setting: NumberSetting | ChoiceSetting): setting is ChoiceSetting {
  return setting in CHOICE_WORDS;
}
