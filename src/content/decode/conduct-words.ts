/**
 * Words for what a side did across frames. Sources: RFC 6455 §5.3 (masking keys), §5.5.1 (Close),
 * §5.5.2 and §5.5.3 (Ping, Pong), §7.1.1 (who ends TCP).
 */

import { brokenBy, type ConductFinding, type ConductOf } from '#core/conduct/conduct-finding.ts';
import { CONDUCT_RULES, type ConductId } from '#core/conduct/conduct-rules.ts';
import { otherSide } from '#core/trace/direction.ts';
import { formatDuration } from '#content/phrasing/duration.ts';
import { countOf, formatCount } from '#content/phrasing/quantity.ts';

type ConductNote<Of extends ConductFinding> = {
  title(finding: Of): string;
  /** What the trace shows, in sentences. */
  shown(finding: Of): string;
  /** What the RFC requires, and why. */
  readonly rule: string;
};

export type ConductWords = {
  readonly title: string;
  readonly shown: string;
  readonly rule: string;
  /** Whether a rule is broken, as far as that can be known. */
  readonly verdict: string;
};

export function conductWords(finding: ConductFinding): ConductWords {
  const note: ConductNote<ConductFinding> = CONDUCT_NOTES[finding.id];
  return {
    title: note.title(finding),
    shown: note.shown(finding),
    rule: note.rule,
    verdict: verdictOf(finding),
  };
}

/** Before the name of the first frame that a finding is about. */
export function firstOf(count: number): string {
  return `The first of ${countOf(count, 'frame')}:`;
}

const CONDUCT_NOTES: { readonly [Id in ConductId]: ConductNote<ConductOf<Id>> } = {
  'ping.without-pong': {
    title: ({ side, unitIndices: { length } }) =>
      length === 1 ? `The ${side} sent no Pong` : `The ${side} sent no Pong for ${length} Pings`,
    shown: (finding) => `${noPong(finding)} ${untilOf(finding)}`.trim(),
    rule: 'An endpoint that receives a Ping must send a Pong, unless it has received a Close frame. Of several Pings, it may answer only the latest.',
  },
  'pong.without-ping': {
    title: ({ side, unitIndices: { length } }) =>
      length === 1
        ? `A Pong of the ${side} matches no Ping`
        : `${formatCount(length)} Pongs of the ${side} match no Ping`,
    shown: ({ doubt, waiting }) => {
      const whichPings =
        doubt === 'excerpt'
          ? 'There are fewer Pings than Pongs with this payload here.'
          : 'No Ping with this payload was waiting for a Pong.';
      return waiting[0] === null
        ? whichPings
        : `${whichPings} A Ping with another payload was waiting. A Pong that answers it needs its payload.`;
    },
    rule: 'A Pong that answers a Ping has the same payload. An endpoint may also send a Pong unsolicited, for example as a heartbeat.',
  },
  'close.without-reply': {
    title: ({ side }) => `The ${side} sent no Close frame in reply`,
    shown: ({ side, until, waitedMs }) =>
      until === 'own-fin'
        ? `The ${side} ended TCP ${timeOf(waitedMs)} after this Close frame, and had sent none.`
        : `The ${otherSide(side)} ended TCP ${timeOf(waitedMs)} after this Close frame. Until then, the ${side} sent none that is here.`,
    rule: 'An endpoint that receives a Close frame must send one, unless it has sent one before. Otherwise its peer can’t tell this end from a lost connection.',
  },
  'tcp.client-first': {
    title: () => 'The client ended TCP first',
    shown: ({ hadClose, waitedMs }) =>
      hadClose
        ? `The client’s FIN came ${timeOf(waitedMs)} after the last Close frame, before a FIN of the server.`
        : `The client’s FIN came ${timeOf(waitedMs)} after its Close frame, before a Close frame of the server.`,
    rule: 'The server should end TCP first, and the client should wait for that. The side that ends first stays in TIME-WAIT. The client may end TCP after a reasonable time.',
  },
  'masking-key.zero': {
    title: ({ unitIndices: { length } }) =>
      length === 1 ? 'A masking key is zero' : `${formatCount(length)} masking keys are zero`,
    shown: (finding) => `${keysOf(finding)} the key 00 00 00 00. ${chanceOf(finding)}`,
    rule: 'Masking keys must come from a strong source of entropy. A zero key leaves the payload as it is, so a page can choose the bytes on the wire.',
  },
  'masking-key.repeated': {
    title: () => 'Masking keys repeat',
    shown: (finding) => {
      const { differentKeys } = finding;
      const which =
        differentKeys === 1
          ? 'the same key'
          : `a key that repeats: ${formatCount(differentKeys)} keys in all`;
      return `${keysOf(finding)} ${which}. ${chanceOf(finding)}`;
    },
    rule: 'The client must pick a new key for each frame, from a strong source of entropy. A page that can predict the key can choose the bytes on the wire.',
  },
  'masking-key.counted': {
    title: () => 'Masking keys follow a count',
    shown: (finding) =>
      `${keysOf(finding)} keys that ${stepWords(finding.step)}. ${chanceOf(finding)}`,
    rule: 'A masking key must not make it simple to predict the next one. A page that can predict the key can choose the bytes on the wire.',
  },
  'peer.silent': {
    title: ({ side, silentMs }) => `Nothing from the ${side} for ${formatDuration(silentMs)}`,
    shown: ({ side, intervalMs, silentMs, until, acknowledges, unitIndices: { length } }) => {
      const pinging = otherSide(side);
      const ping = length === 1 ? 'this Ping' : 'the first of these Pings';
      return [
        `The ${pinging} usually sends a Ping every ${formatDuration(intervalMs)}.`,
        `After ${ping}, nothing of the ${side} came for ${formatDuration(silentMs)}.`,
        SILENCE_ENDS[until](side),
        acknowledges ? 'Its TCP acknowledged segments during that time.' : '',
      ]
        .filter((sentence) => sentence !== '')
        .join(' ');
    },
    rule: 'A Ping shows whether the peer still responds. The RFC doesn’t say how long to wait.',
  },
};

function timeOf(ms: number | null): string {
  return ms === null ? 'some time' : formatDuration(ms);
}

function noPong({ unitIndices: { length }, doubt }: ConductOf<'ping.without-pong'>): string {
  const where = doubt === 'excerpt' ? 'is in the text' : 'follows';
  return length === 1
    ? `No Pong with this payload, or with that of a later Ping, ${where}.`
    : `No Pong with the payload of any of them ${where}.`;
}

function untilOf({ side, until, waitedMs, unitIndices }: ConductOf<'ping.without-pong'>): string {
  if (waitedMs === null) return '';
  const ping = unitIndices.length === 1 ? 'the Ping' : 'the first of them';
  switch (until) {
    case 'close':
      return `The ${side} sent its Close frame ${formatDuration(waitedMs)} after ${ping}.`;
    case 'fin':
      return `The ${side} ended TCP ${formatDuration(waitedMs)} after ${ping}.`;
    case 'last-frame':
      return `The ${side} sent another frame ${formatDuration(waitedMs)} after ${ping}.`;
  }
}

type Keys = Extract<ConductFinding, { readonly compared: number }>;

/** "2 of 12 masked frames have", to be continued. */
function keysOf({ unitIndices: { length }, compared }: Keys): string {
  return `${formatCount(length)} of ${countOf(compared, 'masked frame')} ${length === 1 ? 'has' : 'have'}`;
}

/** More zeros say nothing. */
const MOST = 1e15;

/** The chance is a bound, so it is rounded up. */
function chanceOf({ chance }: Keys): string {
  const oneIn = Math.floor(Math.min(MOST, 1 / chance));
  return `With random keys, the probability of that is below 1 in ${formatCount(oneIn)}.`;
}

/** A step of more bytes is that of keys read from the other end. */
const LARGE_STEP = 0xffff;

function stepWords(step: number | null): string {
  if (step === null || Math.abs(step) > LARGE_STEP) return 'change by equal amounts';
  return step > 0 ? `grow by ${step}` : `shrink by ${-step}`;
}

const SILENCE_ENDS: Readonly<
  Record<ConductOf<'peer.silent'>['until'], (side: 'client' | 'server') => string>
> = {
  bytes: (side) => `Then the ${side} sent again.`,
  'own-end': (side) => `Then the ${side} ended the connection.`,
  'peer-end': (side) => `Then the ${otherSide(side)} ended the connection.`,
  'capture-end': () => 'Then the capture ends.',
};

function verdictOf(finding: ConductFinding): string {
  const { id, doubt, side } = finding;
  switch (brokenBy(finding)) {
    case 'must':
      return id === 'ping.without-pong'
        ? `The ${side} replied to a later Close frame, so it had received the Ping. This breaks a MUST.`
        : 'This breaks a MUST.';
    case 'should':
      return 'This breaks a SHOULD. There can be good reasons for that.';
    case null:
      return doubt === null || CONDUCT_RULES[id].breaks === null
        ? 'This breaks no rule.'
        : DOUBTS[doubt](side);
  }
}

const DOUBTS = {
  unread: (side) =>
    `Whether the ${side} read this frame isn’t shown. If it didn’t, this breaks no rule.`,
  uncaptured: (side) => `A packet of the ${side} can be missing here. So this might break no rule.`,
  excerpt: () => 'A text can lack frames, or be an example. So this might break no rule.',
  changed: () => 'Bytes were changed or composed here, so this says nothing about an endpoint.',
} as const satisfies Record<
  NonNullable<ConductFinding['doubt']>,
  (side: 'client' | 'server') => string
>;
