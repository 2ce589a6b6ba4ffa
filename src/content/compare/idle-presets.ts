/** Idle limits to choose from: those that vendors state. */

import type { Between } from '#core/traffic/verdict/requirements.ts';
import { factOf, quantityOf, type FactId } from '#content/facts/facts.ts';

const PRESETS = [
  'heroku-idle',
  'nginx-idle',
  'aws-alb-idle',
  'cloudflare-read',
  'azure-front-door-idle',
  'aws-nlb-idle',
  'aws-gateway-idle',
] as const satisfies readonly FactId[];

export type IdlePreset = {
  readonly id: FactId | 'none' | 'own';
  readonly label: string;
  readonly seconds: number;
};

export const IDLE_PRESETS: readonly IdlePreset[] = [
  { id: 'none', label: 'no limit', seconds: 0 },
  ...PRESETS.map((id) => ({
    id,
    label: `${factOf(id).of}, ${quantityOf(id)} s`,
    seconds: quantityOf(id),
  })),
];

/** The first preset whose limit it is; `own` if no preset has it. */
export function idlePresetOf(seconds: number): IdlePreset['id'] {
  return IDLE_PRESETS.find((preset) => preset.seconds === seconds)?.id ?? 'own';
}

/** The limit that is usual for what is in between. */
export function idleLimitFor(between: Between): number {
  switch (between) {
    case 'nothing':
      return 0;
    case 'proxy':
      return quantityOf('nginx-idle');
    case 'cdn':
      return quantityOf('cloudflare-read');
    case 'serverless':
      return quantityOf('aws-gateway-idle');
  }
}

export const IDLE_PRESET_LABEL = 'Idle limit of';

export const OWN_IDLE_LIMIT = 'your own';
