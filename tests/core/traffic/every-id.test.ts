import { describe, expect, test } from 'vitest';
import { layoutTimeline } from '#core/scenes/timeline.ts';
import type { TimelineMark } from '#core/scenes/timeline-lane.ts';
import {
  BYTE_PURPOSES,
  LAYERS,
  totalOf,
  type BytePurpose,
} from '#core/traffic/counting/byte-counts.ts';
import { HEAD_IDS, type HeadId } from '#core/traffic/heads/header-profile.ts';
import {
  METHODS,
  type ExchangePurpose,
  type SentFrame,
  type Write,
} from '#core/traffic/methods/method-run.ts';
import { POLL_TIMINGS } from '#core/traffic/methods/polling.ts';
import { bearingOf, CLAIMS, type Bearing } from '#core/traffic/results/claim-bearings.ts';
import { compareMethods } from '#core/traffic/results/comparison.ts';
import { ODDITY_IDS, odditiesOf } from '#core/traffic/results/oddities.ts';
import {
  CHOICES,
  DEFAULT_SETTINGS,
  PROFILE_IDS,
  type ChoiceSetting,
  type ComparisonSettings,
} from '#core/traffic/settings/comparison-settings.ts';
import { PRESETS, presetSettings } from '#core/traffic/settings/presets.ts';
import { EMPTY_ANSWERS } from '#core/traffic/wire/wire-plan.ts';
import { serializeWrites } from '#core/traffic/wire/serialized-write.ts';

/* No id of Compare is without a comparison that makes it. */

/** A change of each setting that is a choice, in each of its values. */
const CHOSEN = (Object.keys(CHOICES) as ChoiceSetting[]).flatMap((setting) =>
  CHOICES[setting].map((value): [string, Partial<ComparisonSettings>] => [
    `${setting} ${value}`,
    { [setting]: value },
  ]),
);

/** Changes with an effect that no single choice has. */
const ODD: readonly Partial<ComparisonSettings>[] = [
  { pollIntervalSeconds: 0.5, roundTripMs: 1000 },
  { toClientPerMinute: 1200, fromClientPerMinute: 1200, durationSeconds: 3600 },
  { toClientPerMinute: 600, roundTripMs: 2000 },
  { layer: 'tls', encryption: 'none' },
  { http: '2', encryption: 'none' },
  { http: '2', connections: 'new' },
  { http: '2', headers: 'book-2013' },
  { compression: 'on', format: 'binary' },
  { coalesceMs: 60_000 },
  { toClientPerMinute: 0, fromClientPerMinute: 0 },
  { heartbeatSeconds: 5 },
  { fromClientPerMinute: 1200, roundTripMs: 1000 },
  { heartbeatSeconds: 0, idleLimitSeconds: 5 },
  { pollIntervalSeconds: 120 },
  { pollIntervalSeconds: 60, sessionSeconds: 10 },
  { coalesceMs: 60_000, sessionSeconds: 10 },
  { lossPercent: 2 },
  { compression: 'on', messageSize: 8 },
];

const comparisons = [
  ...CHOSEN.map(([, changed]) => ({ ...DEFAULT_SETTINGS, ...changed })),
  ...ODD.map((changed) => ({ ...DEFAULT_SETTINGS, ...changed })),
  ...PRESETS.map(presetSettings),
].map(compareMethods);

const results = comparisons.flatMap((comparison) =>
  METHODS.map((method) => comparison.results[method]),
);

/** The ids of the heads that are asked for when every write of a comparison is serialized. */
function headsUsedBy({ runs, plan, settings }: (typeof comparisons)[number]): HeadId[] {
  const used = new Set<HeadId>();
  const heads = new Proxy(plan.profile.heads, {
    get(target, id: HeadId) {
      used.add(id);
      return target[id];
    },
  });
  const watched = { ...plan, profile: { ...plan.profile, heads } };
  for (const method of METHODS) {
    for (const write of serializeWrites(runs[method], watched, settings.seed)) write.encode();
  }
  return [...used];
}

const writes = comparisons.flatMap(({ runs }) =>
  METHODS.flatMap((method): readonly Write[] => runs[method].writes),
);

describe('a comparison makes', () => {
  test.each(METHODS)('a run of %s that delivers messages', (method) => {
    const { sample, runs } = compareMethods(DEFAULT_SETTINGS);
    expect(runs[method].method).toBe(method);
    expect(sample.results[method].messages).toBeGreaterThan(0);
  });

  test.each(LAYERS)('bytes of the layer %s, which its total counts', (layer) => {
    const { bytes, layers } = compareMethods(DEFAULT_SETTINGS).sample.results.websocket;
    expect(layers[layer]).toBeGreaterThan(0);
    const below = LAYERS[LAYERS.indexOf(layer) - 1];
    const lower = below === undefined ? 0 : totalOf(bytes, below);
    expect(totalOf(bytes, layer) - lower).toBe(layers[layer]);
  });

  test.each(BYTE_PURPOSES)('bytes for the purpose %s', (purpose: BytePurpose) => {
    expect(results.some(({ bytes }) => bytes[purpose] > 0)).toBe(true);
  });

  const PURPOSES: Readonly<Record<ExchangePurpose, true>> = {
    poll: true,
    'long-poll': true,
    post: true,
    stream: true,
    opening: true,
  };

  test.each(Object.keys(PURPOSES))('an exchange for the purpose %s, and its answer', (purpose) => {
    const [request, answer] = (['request', 'answer'] as const).map((kind) =>
      writes.find((write) => write.kind === kind && write.purpose === purpose),
    );
    expect(request).toBeDefined();
    expect(answer).toBeDefined();
  });

  const CARRIED: Readonly<Record<SentFrame['carries'], true>> = {
    messages: true,
    ping: true,
    pong: true,
    close: true,
  };

  test.each(Object.keys(CARRIED))('a frame that carries %s', (carries) => {
    expect(writes.some((write) => write.kind === 'frame' && write.carries === carries)).toBe(true);
  });
});

test.each(HEAD_IDS)('a write is serialized with the head %s', (id) => {
  const plain = comparisons.filter(({ plan }) => !plan.isHttp2);
  expect(plain.some((comparison) => headsUsedBy(comparison).includes(id))).toBe(true);
});

/** The figures of a comparison. */
const shownOf = (settings: ComparisonSettings) => {
  const { results: made, messageCounts } = compareMethods(settings);
  return JSON.stringify({ made, messageCounts });
};

test.each(CHOSEN.filter(([, changed]) => !isDefault(changed)))(
  'another comparison comes of %s',
  (_, changed) => {
    // Whether something counts or is written can only show where there is some of it.
    const all = { ...DEFAULT_SETTINGS, pattern: 'even', coalesceMs: 5000, layer: 'tls' } as const;
    const isOther = [DEFAULT_SETTINGS, all].some(
      (settings) => shownOf({ ...settings, ...changed }) !== shownOf(settings),
    );
    expect(isOther).toBe(true);
  },
);

test('the tables of choices are the choices of the settings', () => {
  expect(CHOICES.headers).toBe(PROFILE_IDS);
  expect(CHOICES.pollTiming).toBe(POLL_TIMINGS);
  expect(CHOICES.emptyAnswer).toBe(EMPTY_ANSWERS);
  expect(CHOICES.layer).toBe(LAYERS);
});

function isDefault(changed: Partial<ComparisonSettings>): boolean {
  return Object.entries(changed).every(
    ([setting, value]) => DEFAULT_SETTINGS[setting as keyof ComparisonSettings] === value,
  );
}

test.each(PRESETS)('the preset %s is compared as no other is', (id) => {
  const others = PRESETS.filter((other) => other !== id).map((other) =>
    JSON.stringify(presetSettings(other)),
  );
  expect(others).not.toContain(JSON.stringify(presetSettings(id)));
  const { results: made } = compareMethods(presetSettings(id));
  expect(METHODS.every((method) => made[method].totalBytes > 0)).toBe(true);
});

test.each(ODDITY_IDS)('a comparison has the oddity %s', (id) => {
  expect(comparisons.some((comparison) => odditiesOf(comparison).includes(id))).toBe(true);
});

const BEARINGS: Readonly<Record<Bearing, true>> = {
  supports: true,
  limits: true,
  contradicts: true,
  silent: true,
};

describe('a comparison bears on', () => {
  test.each(CLAIMS)('the claim %s, and not always in the same way', (claim) => {
    const bearings = comparisons.map((comparison) => bearingOf(claim, comparison));
    expect(new Set(bearings).size).toBeGreaterThan(1);
  });

  test.each(Object.keys(BEARINGS))('a claim so that it “%s”', (bearing) => {
    const bearings: string[] = comparisons.flatMap((comparison) =>
      CLAIMS.map((claim) => bearingOf(claim, comparison)),
    );
    expect(bearings).toContain(bearing);
  });
});

const MARKS: Readonly<Record<TimelineMark, true>> = {
  held: true,
  connection: true,
  heartbeat: true,
  exchange: true,
  'empty-exchange': true,
  'to-client': true,
  'from-client': true,
};

test.each(Object.keys(MARKS))('a timeline has the mark %s', (mark) => {
  const { lanes } = layoutTimeline(compareMethods(DEFAULT_SETTINGS), 1000);
  const shapes = lanes.flatMap((lane) => lane.shapes);
  expect(shapes.some((shape) => shape.mark === mark && shape.path !== '')).toBe(true);
});
