/** What well-known receivers do with inputs that break a rule. */

import { fromHex } from '#core/bytes/hex.ts';
import type { RuleId } from '#core/protocol/rules/rules.ts';
import { frameLikeness, type SentBytes } from '#core/recognition/frame-likeness.ts';
import { inList } from '#content/phrasing/listing.ts';
import { inWords } from '#content/phrasing/number-words.ts';
import {
  ODD_INPUT_IDS,
  ODD_INPUTS,
  type OddInput,
  type OddInputId,
} from './peer-verdicts-inputs.ts';
import { PEER_IDS, PEER_NAMES, peerCell, type PeerCell, type PeerId } from './peer-verdicts.ts';

export type InputVerdicts = {
  readonly id: OddInputId;
  readonly input: OddInput;
  readonly answers: readonly { readonly peer: PeerId; readonly cell: PeerCell }[];
  /** Receivers that were not given this input. */
  readonly untried: readonly PeerId[];
};

/** The inputs most like `sent` come first. Empty if no measured input breaks the rule. */
export function verdictsAbout(rule: RuleId, sent: SentBytes | null = null): InputVerdicts[] {
  const ids = ODD_INPUT_IDS.filter((id) => ODD_INPUTS[id].rule === rule);
  const likeness = (id: OddInputId) => (sent ? frameLikeness(sentAs(ODD_INPUTS[id]), sent) : 0);
  return ids.toSorted((one, other) => likeness(other) - likeness(one)).map(verdictsOn);
}

/** What each receiver does with the input. */
export function verdictsOn(id: OddInputId): InputVerdicts {
  const cells = PEER_IDS.map((peer) => ({ peer, cell: peerCell(peer, id) }));
  return {
    id,
    input: ODD_INPUTS[id],
    answers: cells.flatMap(({ peer, cell }) => (cell ? [{ peer, cell }] : [])),
    untried: cells.flatMap(({ peer, cell }) => (cell ? [] : [peer])),
  };
}

function sentAs({ sender, hex }: OddInput): SentBytes {
  return { sender, bytes: fromHex(hex) };
}

/** "All six fail the connection.", "ws accepts it; wsproto and Firefox fail the connection." */
export function agreementWords({ answers }: InputVerdicts): string {
  const groups = OUTCOMES.map(({ kind, one, several }) => ({
    one,
    several,
    peers: answers.filter(({ cell }) => cell.verdict.kind === kind).map(({ peer }) => peer),
  })).filter(({ peers }) => peers.length > 0);
  const [only] = groups;
  if (groups.length === 1 && only && only.peers.length > 2) {
    return `All ${inWords(only.peers.length)} ${only.several}.`;
  }
  const clauses = groups.map(
    ({ peers, one, several }) => `${namesOf(peers)} ${peers.length === 1 ? one : several}`,
  );
  return `${clauses.join('; ')}.`;
}

const OUTCOMES = [
  { kind: 'accepts', one: 'accepts it', several: 'accept it' },
  { kind: 'waits', one: 'waits for more', several: 'wait for more' },
  { kind: 'fails', one: 'fails the connection', several: 'fail the connection' },
] as const;

function namesOf(peers: readonly PeerId[]): string {
  return inList(peers.map((peer) => PEER_NAMES[peer]));
}

/** How many measured inputs are about the rule. Not all break it. */
export function inputsWords(count: number): string {
  switch (count) {
    case 0:
      return 'Nothing was measured: well-known receivers were given no input about this rule.';
    case 1:
      return 'Receivers were given one input about this rule.';
    default:
      return `Receivers were given ${count} inputs about this rule. The one most like yours is first.`;
  }
}

/** Browsers are the only receivers that were not given everything. */
export function untriedWords(untried: readonly PeerId[]): string {
  return `${namesOf(untried)} can’t receive it, because browsers read only a server’s frames.`;
}

/** For a client's input, because browsers only read a server's frames. */
export const BROWSERS_GOT_IT_UNMASKED = 'Browsers received it from a server, so it wasn’t masked.';

/** For a row of the table that is computed here. */
export const OUR_RECEIVER = { name: 'WS 101', measured: 'this site’s receiver, run here' } as const;
