/**
 * Every scenario with every choice and the bounds of every number, and every segment of it tampered
 * with in every way.
 */

import { actOut } from '#core/scenarios/act-out.ts';
import { PARAMETERS, type ParameterId } from '#core/scenarios/parameters.ts';
import { clampParameters } from '#core/scenarios/clamp-parameters.ts';
import { parametersOf } from '#core/scenarios/scenario.ts';
import { SCENARIO_IDS, type ScenarioId } from '#core/scenarios/scenarios.ts';
import type { Script } from '#core/scenarios/script.ts';
import { readLearnLink } from '#core/sharing/learn-link.ts';
import { SeededRandom } from '#core/simulation/seeded-random.ts';
import type { Alteration, Tampering } from '#core/simulation/tampering.ts';
import type { Story } from '#core/story/story.ts';
import type { Side } from '#core/trace/direction.ts';
import type { TcpState } from '#core/trace/tcp-states.ts';
import type { Trace } from '#core/trace/trace.ts';
import { SCENARIOS } from './every-scenario.ts';
import { DECISIVE, tell } from './variants.ts';

export type Setting = {
  readonly name: string;
  readonly script: Script;
  /** How many tamperings are tried; the others are skipped evenly. */
  readonly maxTamperings: number;
};

/** Values that make no other lesson get this many tamperings. Decisive choices get all of them. */
const SAMPLE = 12;

/** Each parameter at each choice, or at both bounds, with the others as they are by default. */
export const SETTINGS: readonly Setting[] = SCENARIO_IDS.flatMap((id) => {
  const scenario = SCENARIOS[id];
  const changes = parametersOf(scenario).flatMap((parameter) =>
    extremesOf(parameter).map((value) => ({ parameter, value })),
  );
  return [
    { name: id, script: scenario.script(), maxTamperings: Infinity },
    ...changes.map(({ parameter, value }) => {
      const { values } = clampParameters(scenario, { [parameter]: value });
      const name = `${id}, ${parameter} ${String(value).slice(0, 12)}`;
      const script = scenario.script(values);
      return { name, script, maxTamperings: DECISIVE.includes(parameter) ? Infinity : SAMPLE };
    }),
  ];
});

function extremesOf(parameter: ParameterId): readonly unknown[] {
  const kind = PARAMETERS[parameter];
  switch (kind.kind) {
    case 'number':
      return [kind.min, kind.max];
    case 'choice':
      return kind.choices;
    case 'text':
      return ['', 'é'.repeat(kind.maxSize / 2)];
    case 'bytes':
      return [new Uint8Array(kind.size)];
    case 'close-code':
      return [null, 1000, 1011, 4999];
  }
}

/** A state of a simulated TCP endpoint, from this time on. */
export type TcpStateChange = {
  readonly side: Side;
  readonly state: TcpState;
  readonly atMs: number;
};

export type Tampered = {
  readonly name: string;
  readonly trace: Trace;
  readonly story: Story;
  readonly tcpStates: readonly TcpStateChange[];
};

function tamper(name: string, script: Script, tampering?: Tampering): Tampered {
  const tcpStates: TcpStateChange[] = [];
  const trace = actOut(script, tampering, {
    takeTcpState: (side, state, atMs) => tcpStates.push({ side, state, atMs }),
  });
  return { name, trace, story: tell(trace), tcpStates };
}

/** All tamperings with the segments of one setting, untampered first, and some combinations. */
export function* tamperedStories({ name, script, maxTamperings }: Setting): Generator<Tampered> {
  const untampered = tamper(name, script);
  yield untampered;
  const tamperings = tamperingsOf(untampered);
  const step = Math.max(1, tamperings.length / maxTamperings);
  for (let at = 0; at < tamperings.length; at += step) {
    const { segment, label, alteration } = tamperings[Math.floor(at)]!;
    yield tamper(`${name}, ${segment} ${label}`, script, new Map([[segment, alteration]]));
  }
  for (let seed = 0; seed < COMBINATIONS; seed++) yield combined(untampered, script, seed);
}

/** As links to Learn: combinations that once led to a false story. */
const FOUND = [
  'hello-and-goodbye?tamper=tcp-ack:lose,request:lose,request-again-1:lose',
  'proxy?latency=1&tamper=tcp-syn:delay:1500,proxy-tcp-last-ack:delay:5000,server-tcp-fin:delay:1',
  'three-lengths?size=4000&tamper=server-binary-3-part-2:lose,server-binary-3-part-2-again-1:sever',
];

export function* foundStories(): Generator<Tampered> {
  for (const link of FOUND) {
    const [id, query] = link.split('?') as [ScenarioId, string];
    const read = readLearnLink(new Map(new URLSearchParams(query)), SCENARIOS[id]);
    yield tamper(link, SCENARIOS[id].script(read.values), read.tampering);
  }
}

/** Combinations of tamperings for each setting, and how many are combined. */
const COMBINATIONS = 2;
const COMBINED = 3;

/** Each next tampering is with a segment of what the earlier ones led to. */
function combined(untampered: Tampered, script: Script, seed: number): Tampered {
  const random = new SeededRandom(seed + 1);
  const tampering = new Map<string, Alteration>();
  let tampered = untampered;
  for (let count = 0; count < COMBINED; count++) {
    const tamperings = tamperingsOf(tampered);
    const { segment, label, alteration } =
      tamperings[Math.floor(random.next() * tamperings.length)]!;
    tampering.set(segment, alteration);
    tampered = tamper(`${tampered.name}, ${segment} ${label}`, script, tampering);
  }
  return tampered;
}

function tamperingsOf(tampered: Tampered) {
  return connectionsOf(tampered.trace).flatMap((trace) =>
    trace.events.flatMap(({ name: segment, direction, range }) => {
      if (segment === undefined) return [];
      const bytes = trace.streams[direction].read(range.start, range.end);
      return alterationsOf(bytes).map(([label, alteration]) => ({ segment, label, alteration }));
    }),
  );
}

/** Both connections of a proxy, or the only one. */
export function connectionsOf(trace: Trace): readonly Trace[] {
  return trace.onward === undefined ? [trace] : [trace, trace.onward];
}

/** Delays shorter and longer than the retransmission timeout, of every scale. */
const DELAYS_MS = [1, 300, 1500, 5000, 60_000];

function alterationsOf(bytes: Uint8Array): (readonly [label: string, Alteration])[] {
  const delays = DELAYS_MS.map((byMs) => [`delay ${byMs}`, { kind: 'delay', byMs }] as const);
  const always = [['lose', { kind: 'lose' }], ['sever', { kind: 'sever' }], ...delays] as const;
  if (bytes.length === 0) return [...always];
  const cuts = [...new Set([0, 1, 2, bytes.length >> 1, bytes.length - 1])].map(
    (keep) => [`cut ${keep}`, { kind: 'cut', keep }] as const,
  );
  return [...always, ...cuts, ...flipsOf(bytes)];
}

/** FIN, RSV1, RSV3, opcode, MASK, length, a bit of what follows, and the last one. */
const FLIPPED_BITS = [0, 1, 3, 4, 7, 8, 15, 20, 48];

function flipsOf(bytes: Uint8Array): (readonly [label: string, Alteration])[] {
  const bits = [...FLIPPED_BITS, bytes.length * 8 - 1].filter((bit) => bit < bytes.length * 8);
  return bits.map((bit) => {
    const flipped = bytes.slice();
    flipped[bit >> 3]! ^= 0x80 >> (bit & 7);
    return [`flip ${bit}`, { kind: 'replace', bytes: flipped }] as const;
  });
}
