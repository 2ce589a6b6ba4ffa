/** The settings and sentences of the figure of a phone: its radio, and a page in the background. */

import { formatRate, formatShare, formatTime } from '#content/compare/numbers.ts';
import { PHONES } from '#content/facts/phones.ts';
import { countOf } from '#content/phrasing/quantity.ts';
import { simulateBackground, type BackgroundPage } from '#core/operations/background-page.ts';
import { simulateRadio, type RadioUse } from '#core/operations/radio-tail.ts';
import { ABNORMAL_CLOSURE } from '#core/protocol/messages/close-code.ts';

/** What the phone does with the connection of a page that it stops. */
export const PHONE_SYSTEMS = {
  keeps: 'Stops the network',
  ends: 'Ends the connection',
} as const;

export type PhoneSystem = keyof typeof PHONE_SYSTEMS;

export type PhoneChoice = {
  /** Between the server's pings. */
  readonly intervalSeconds: number;
  /** How long the radio stays on after a transfer. */
  readonly tailSeconds: number;
  readonly awaySeconds: number;
  readonly system: PhoneSystem;
};

// From their own table, so that the figure doesn't load all other facts.
const ON_MILLIWATTS = PHONES['radio-on'].quantity.value;
const IDLE_MILLIWATTS = PHONES['radio-idle'].quantity.value;
const BATTERY_JOULES = PHONES['phone-battery'].quantity.value;
const CARRIER_MS = PHONES['carrier-silence'].quantity.value * 1000;
const GRACE_MS = PHONES['chrome-freeze'].quantity.value * 1000;

export const TAIL_SECONDS: number = PHONES['radio-tail'].quantity.value;

const HOUR_MS = 3_600_000;

/** The server's messages while the user is away. */
const MESSAGE_EVERY_MS = 20_000;

/** Intervals that are compared, in seconds. */
const COMPARED_SECONDS = [10, 30, 60, 300, 1200] as const;

export function radioUse({
  intervalSeconds,
  tailSeconds,
}: Pick<PhoneChoice, 'intervalSeconds' | 'tailSeconds'>): RadioUse {
  return simulateRadio({
    intervalMs: intervalSeconds * 1000,
    tailMs: tailSeconds * 1000,
    onMilliwatts: ON_MILLIWATTS,
    idleMilliwatts: IDLE_MILLIWATTS,
    observedMs: HOUR_MS,
  });
}

/** The chosen interval among those that are compared, ascending. */
export function comparedRadios(choice: PhoneChoice): readonly RadioUse[] {
  return [...new Set([...COMPARED_SECONDS, choice.intervalSeconds])]
    .toSorted((one, other) => one - other)
    .map((intervalSeconds) => radioUse({ ...choice, intervalSeconds }));
}

export function backgroundPage({
  intervalSeconds,
  awaySeconds,
  system,
}: PhoneChoice): BackgroundPage {
  const settings = {
    intervalMs: intervalSeconds * 1000,
    graceMs: GRACE_MS,
    keepsConnection: system === 'keeps',
    awayMs: awaySeconds * 1000,
    messageEveryMs: MESSAGE_EVERY_MS,
  };
  // Both the return and the server's noticing are drawn.
  const { givenUpAtMs } = simulateBackground({ ...settings, observedMs: HOUR_MS });
  const lastMs = Math.max(settings.awayMs, givenUpAtMs ?? 0);
  return simulateBackground({ ...settings, observedMs: wholeMinutes(1.2 * lastMs) });
}

/** A multiple of three minutes, so that a third of it is a whole minute. */
function wholeMinutes(ms: number): number {
  return Math.max(1, Math.ceil(ms / 180_000)) * 180_000;
}

const energyText = ({ joules }: RadioUse) => `${formatRate(joules)} J`;

const batteryShare = ({ joules }: RadioUse) => formatShare(joules / BATTERY_JOULES);

const intervalOf = ({ settings }: RadioUse) => formatTime(settings.intervalMs);

export const radioName = intervalOf;

/** Beside a lane: "on for 33%, 1,236 J". */
export function radioResult(use: RadioUse): string {
  return `on for ${formatShare(use.onShare)}, ${energyText(use)}`;
}

function radioOutcome(use: RadioUse): string {
  const share = use.onShare === 1 ? 'all the time' : `for ${formatShare(use.onShare)} of the time`;
  return `With a ping every ${intervalOf(use)}, the radio is on ${share}. That needs ${energyText(use)} per hour, ${batteryShare(use)} of a battery.`;
}

/** If some carriers would forget the connection between two pings. */
function carrierText({ settings }: RadioUse): string {
  return settings.intervalMs < CARRIER_MS
    ? ''
    : ` Some carriers forget a connection after ${formatTime(CARRIER_MS)} of silence.`;
}

function backgroundOutcome(page: BackgroundPage): string {
  const { settings, stoppedAtMs, givenUpAtMs, lost, late } = page;
  const away = formatTime(settings.awayMs);
  if (stoppedAtMs === null) {
    return `The user returns after ${away}, before the phone stops the page.`;
  }
  const stopped = `The phone stops the page after ${formatTime(stoppedAtMs)}.`;
  if (givenUpAtMs === null) {
    return `${stopped} The user returns before the server notices, so ${countOf(late, 'message')} ${late === 1 ? 'arrives' : 'arrive'} late.`;
  }
  const noticed = `The server notices ${formatTime(givenUpAtMs - stoppedAtMs)} later, and ${countOf(lost, 'message')} ${lost === 1 ? 'is' : 'are'} lost.`;
  return page.onReturn === 'closed'
    ? `${stopped} ${noticed} On return, the page gets close code ${ABNORMAL_CLOSURE}.`
    : `${stopped} ${noticed} On return, the page’s socket still looks open.`;
}

export function phoneOutcome(choice: PhoneChoice): string {
  const use = radioUse(choice);
  return `${radioOutcome(use)}${carrierText(use)} ${backgroundOutcome(backgroundPage(choice))}`;
}

/** What each side makes of it, beside its lane. */
export function backgroundResults({ stoppedAtMs, givenUpAtMs, onReturn, lost }: BackgroundPage) {
  const phone = {
    undisturbed: 'runs all the time',
    late: 'the connection lives',
    closed: `close ${ABNORMAL_CLOSURE} on return`,
    'looks-open': 'looks open on return',
  }[onReturn];
  const server =
    givenUpAtMs === null
      ? stoppedAtMs === null
        ? 'every ping is answered'
        : 'pings are answered late'
      : `${countOf(lost, 'message')} lost`;
  return { phone, server };
}

export function phoneCaption(choice: PhoneChoice): string {
  const radio = `The radio is a model with values of the year 2013: ${formatRate(ON_MILLIWATTS)} mW on, ${formatRate(IDLE_MILLIWATTS)} mW idle, a battery of ${formatRate(BATTERY_JOULES)} J. A transfer itself takes no time.`;
  const away = `In the background, the page runs for ${formatTime(GRACE_MS)}, as announced for Chrome on Android; iOS decides by itself. The server sends a message every ${formatTime(MESSAGE_EVERY_MS)} and gives up if a ping has no answer by the next one.`;
  const notice =
    choice.system === 'keeps'
      ? 'In this model, no packet arrives while the network is stopped.'
      : 'In this model, no packet tells the server that the connection has ended.';
  return `${radio} ${away} ${notice}`;
}

/** Above the two parts of the figure. */
export const PHONE_PARTS = {
  radio: 'The radio in an hour in which the page is in front, with a ping every',
  background:
    'The page in the background, from when the user leaves. The long mark is the return, short ones are pings.',
} as const;

export const PHONE_COLUMNS = [
  'Ping every',
  'Radio on',
  'Energy per hour',
  'Server notices after',
  'Messages lost',
] as const;

export function phoneRow(use: RadioUse, choice: PhoneChoice): readonly string[] {
  const intervalSeconds = use.settings.intervalMs / 1000;
  const { stoppedAtMs, givenUpAtMs, lost } = backgroundPage({ ...choice, intervalSeconds });
  return [
    intervalOf(use),
    formatShare(use.onShare),
    energyText(use),
    stoppedAtMs === null || givenUpAtMs === null
      ? 'nothing to notice'
      : formatTime(givenUpAtMs - stoppedAtMs),
    String(lost),
  ];
}
