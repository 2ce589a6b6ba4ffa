/** Reads amounts and methods out of sentences, without the code that wrote them. */

import { METHODS, type ComparedId } from '#core/traffic/methods/method-run.ts';

const NAMES: Readonly<Record<ComparedId, string>> = {
  requests: 'plain requests',
  polling: 'polling',
  'long-polling': 'long polling',
  'event-stream': 'server-sent events',
  websocket: 'WebSocket',
};

/** The methods that a text names. */
export function methodsIn(text: string): ComparedId[] {
  const isNamed = (name: string) => new RegExp(`(?<!long )\\b${name}\\b`, 'i').test(text);
  return (['requests', ...METHODS] as const).filter((id) => isNamed(NAMES[id]));
}

/**
 * The amount beside each method of "30 ms with WebSocket and polling, 1.03 s with …". "Every
 * method" is all that are compared.
 */
export function amountsByMethod(
  text: string,
  compared: readonly ComparedId[] = METHODS,
): Map<ComparedId, string> {
  const name = '(?:plain requests|long polling|polling|server-sent events|WebSocket)';
  const names = `(?:every method|any method|${name}(?:(?:, | and )${name}(?! [a-z]*ed)\\b)*)`;
  const amount = String.raw`\$?\d[\d.,]*(?:[×%]| (?:[a-zA-Z/]+|per [a-z]+)(?: \d+ (?:s|min))?)?`;
  const found = new Map<ComparedId, string>();
  for (const [, value, subject] of text.matchAll(
    new RegExp(`(${amount})(?: late)? with (${names})`, 'g'),
  )) {
    const named = /(?:every|any) method/.test(subject!) ? compared : methodsIn(subject!);
    for (const method of named) {
      if (found.has(method)) throw new Error(`expected ${method} once in: ${text}`);
      found.set(method, value!);
    }
  }
  return found;
}

const SCALES: Readonly<Record<string, number>> = {
  '': 1,
  '×': 1,
  '%': 0.01,
  B: 1,
  kB: 1e3,
  MB: 1e6,
  GB: 1e9,
  ms: 1,
  s: 1000,
  min: 60_000,
  h: 3_600_000,
  'B/s': 1,
  'kB/s': 1e3,
  'MB/s': 1e6,
  'bit/s': 1,
  'kbit/s': 1e3,
  'Mbit/s': 1e6,
  'Gbit/s': 1e9,
  'Tbit/s': 1e12,
  'Pbit/s': 1e15,
  'per second': 1,
  'per minute': 1 / 60,
  'per hour': 1 / 3600,
};

/** "9 min 54 s" is 594,000. Times are in milliseconds, frequencies per second. */
export function valueOf(amount: string): number {
  const parts = [...amount.matchAll(/([\d.,]*\d)\s?([×%]|per [a-z]+|[a-zA-Z/]+)?/g)];
  if (parts.length === 0) throw new Error(`expected an amount, got ${amount}`);
  return parts.reduce((sum, [, digits, unit = '']) => {
    const scale = SCALES[unit];
    if (scale === undefined) throw new Error(`expected a unit, got ${unit} in ${amount}`);
    return sum + Number(digits!.replaceAll(',', '')) * scale;
  }, 0);
}

/** Whether an amount is a value, as far as its digits go. */
export function isRounded(amount: string, value: number): boolean {
  const told = valueOf(amount);
  const [last] = [...amount.matchAll(/[\d.,]*\d/g)].at(-1)!;
  const unit = amount.slice(amount.lastIndexOf(last) + last.length).trim();
  const decimals = last.split('.')[1]?.length ?? 0;
  // Trailing zeros can be rounded, too: "1,200" of three digits.
  const step = 10 ** -decimals * SCALES[unit]!;
  const digits = Math.max(step, 10 ** (Math.floor(Math.log10(Math.max(value, 1e-12))) - 1));
  return Math.abs(told - value) <= 0.51 * (amount.includes('.') ? step : digits);
}
