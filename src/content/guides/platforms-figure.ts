/** The settings and sentences of the figure of a long connection on several platforms. */

import { capitalized } from '#content/phrasing/capitalized.ts';
import { formatDelay, formatShare, formatTime } from '#content/compare/numbers.ts';
import { IDLE_LIMITS } from '#content/facts/idle-limits.ts';
import { PLATFORM_LIMITS } from '#content/facts/platform-limits.ts';
import { countOf } from '#content/phrasing/quantity.ts';
import {
  simulateLifetime,
  type ConnectionLifetime,
  type LifetimeSettings,
} from '#core/operations/connection-lifetime.ts';

type Limits = Pick<LifetimeSettings, 'silenceOf' | 'silenceLimitMs' | 'ageLimitMs'>;

function silence(
  fact: { readonly quantity: { readonly value: number } },
  silenceOf: Limits['silenceOf'] = 'silence-of-both',
): Limits {
  return { silenceOf, silenceLimitMs: fact.quantity.value * 1000, ageLimitMs: 0 };
}

function age(fact: { readonly quantity: { readonly value: number } }): Limits {
  return {
    silenceOf: 'silence-of-both',
    silenceLimitMs: 0,
    ageLimitMs: fact.quantity.value * 1000,
  };
}

/** Each with its documented limits. */
const PLATFORMS: readonly { readonly name: string; readonly limits: Limits }[] = [
  { name: 'nginx', limits: silence(IDLE_LIMITS['nginx-idle'], 'silence-of-server') },
  { name: 'Heroku', limits: silence(IDLE_LIMITS['heroku-idle']) },
  { name: 'AWS Application LB', limits: silence(IDLE_LIMITS['aws-alb-idle']) },
  { name: 'AWS Network LB', limits: silence(IDLE_LIMITS['aws-nlb-idle']) },
  { name: 'Azure Front Door', limits: silence(IDLE_LIMITS['azure-front-door-idle']) },
  {
    name: 'AWS API Gateway',
    limits: {
      ...silence(IDLE_LIMITS['aws-gateway-idle']),
      ageLimitMs: PLATFORM_LIMITS['aws-gateway-life'].quantity.value * 1000,
    },
  },
  { name: 'Google Cloud Run', limits: age(PLATFORM_LIMITS['cloud-run-request']) },
  { name: 'Google external LB', limits: age(IDLE_LIMITS['google-balancer-life']) },
];

export const TAB_NAMES = { visible: 'Visible', hidden: 'Hidden' } as const;

export type PlatformChoice = {
  readonly hours: number;
  /** The page sends a small message so often, and its server answers. */
  readonly intervalSeconds: number;
  readonly tab: keyof typeof TAB_NAMES;
};

export type PlatformLifetime = {
  readonly name: string;
  readonly lifetime: ConnectionLifetime;
};

export function platformLifetimes({
  hours,
  intervalSeconds,
  tab,
}: PlatformChoice): readonly PlatformLifetime[] {
  return PLATFORMS.map(({ name, limits }) => ({
    name,
    lifetime: simulateLifetime({
      ...limits,
      durationMs: hours * 3_600_000,
      restartEveryMs: 0,
      reconnectMs: 1000,
      sender: 'page',
      intervalMs: intervalSeconds * 1000,
      isPageHidden: tab === 'hidden',
      serverToProxyMs: 10,
      proxyToBrowserMs: 20,
    }),
  }));
}

/** What ended its connections; null if nothing did. No platform of the list has two such causes. */
function endOf({ connections }: ConnectionLifetime): 'silence' | 'age' | 'restart' | null {
  return connections[0]?.endedBy ?? null;
}

/** How many of the platforms keep the connection, and what ends it elsewhere. */
export function platformsOutcome(shown: readonly PlatformLifetime[]): string {
  const duration = formatTime(shown[0]!.lifetime.settings.durationMs);
  const countBy = (end: ReturnType<typeof endOf>) =>
    shown.filter(({ lifetime }) => endOf(lifetime) === end).length;
  const kept = countBy(null);
  const first = `${kept} of ${countOf(shown.length, 'service')} ${kept === 1 ? 'keeps' : 'keep'} the connection for ${duration}.`;
  const ends = [endText(countBy('silence'), 'silence'), endText(countBy('age'), 'age')];
  const second = ends.filter((text) => text !== '').join(', and ');
  const most = shown.reduce((one, other) =>
    other.lifetime.reconnects > one.lifetime.reconnects ? other : one,
  );
  const third =
    most.lifetime.reconnects === 0
      ? ''
      : ` With ${most.name}, the page connects again ${countOf(most.lifetime.reconnects, 'time')}.`;
  return `${first}${second === '' ? '' : ` ${capitalized(second)}.`}${third}`;
}

function endText(count: number, end: string): string {
  return count === 0 ? '' : `${count} ${count === 1 ? 'ends' : 'end'} it because of its ${end}`;
}

/** Beside a lane. */
export function platformResult({ lifetime }: PlatformLifetime): string {
  const { connections, longestMs } = lifetime;
  const end = endOf(lifetime);
  return end === null
    ? 'one connection'
    : `${countOf(connections.length, 'connection')}: ${end}, ${formatTime(longestMs)}`;
}

export function platformsCaption([first]: readonly PlatformLifetime[]): string {
  const { reconnectMs } = first!.lifetime.settings;
  return `Simulated with documented limits, for Cloud Run the longest that can be set. The page sends only heartbeats, and the server answers. A new connection opens ${formatDelay(reconnectMs)} after each end. Hatched: more connections than can be drawn. Restarts aren’t simulated, because vendors announce no times.`;
}

export const PLATFORM_COLUMNS = [
  'Service',
  'Connections',
  'Ended by',
  'Longest',
  'Time connected',
] as const;

export function platformRow({ name, lifetime }: PlatformLifetime): readonly string[] {
  return [
    name,
    String(lifetime.connections.length),
    endOf(lifetime) ?? 'nothing',
    formatTime(lifetime.longestMs),
    formatShare(lifetime.connectedShare),
  ];
}
