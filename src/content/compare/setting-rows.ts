/** Every setting with its value, as it is written beside exported figures. */

import type {
  ChoiceSetting,
  ComparisonSettings,
  NumberSetting,
} from '#core/traffic/settings/comparison-settings.ts';
import { CHOICE_WORDS, OWN_REQUEST_LABEL, SETTING_WORDS } from './compare-words.ts';

export type SettingRow = {
  readonly label: string;
  readonly value: string;
  /** Empty for a choice, or a count. */
  readonly unit: string;
};

export function settingRows(settings: ComparisonSettings): SettingRow[] {
  const numbers = (Object.keys(SETTING_WORDS) as NumberSetting[]).map((setting) => ({
    label: SETTING_WORDS[setting].label,
    value: String(settings[setting]),
    unit: SETTING_WORDS[setting].unit,
  }));
  const choices = (Object.keys(CHOICE_WORDS) as ChoiceSetting[]).map((setting) => ({
    label: CHOICE_WORDS[setting].label,
    value: optionOf(setting, settings[setting]),
    unit: '',
  }));
  const own = settings.headers === 'own' && settings.ownRequest !== '';
  return [
    ...numbers,
    ...choices,
    ...(own ? [{ label: OWN_REQUEST_LABEL, value: settings.ownRequest, unit: '' }] : []),
  ];
}

function optionOf(setting: ChoiceSetting, value: string): string {
  return (CHOICE_WORDS[setting].options as Readonly<Record<string, string>>)[value] ?? value;
}
