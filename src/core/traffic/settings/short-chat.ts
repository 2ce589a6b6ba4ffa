/** The chat that Learn opens with: Live chat of Compare, half as long. */

import type { ComparisonSettings } from './comparison-settings.ts';
import { presetSettings } from './presets.ts';

/**
 * Eight messages, at least 1.8 s apart, so that each can be drawn with its delay. A
 * message polled every `T` seconds waits `T / 2` on average. With this seed the mean is within 3%
 * of that, so the picture is neither kind nor unkind to polling. Bytes are counted down to TCP and
 * IP, where the difference between the methods is smaller than at the application.
 */
export const SHORT_CHAT: ComparisonSettings = {
  ...presetSettings('chat'),
  visit: 'first',
  durationSeconds: 30,
  seed: 5350,
};
