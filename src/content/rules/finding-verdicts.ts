/**
 * What well-known receivers do with inputs that break a rule, the likest to some bytes at hand
 * first.
 */

import { fromHex } from '#core/bytes/hex.ts';
import { decodeFrameHeader } from '#core/protocol/framing/frame-header.ts';
import { applyMask } from '#core/protocol/framing/masking.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import type { RuleId } from '#core/protocol/rules/rules.ts';
import type { Side } from '#core/trace/direction.ts';
import { inWords } from '#content/phrasing/number-words.ts';
import {
  ODD_INPUT_IDS,
  ODD_INPUTS,
  type OddInput,
  type OddInputId,
} from './peer-verdicts-inputs.ts';
import { PEER_IDS, PEER_NAMES, peerCell, type PeerCell, type PeerId } from './peer-verdicts.ts';

/** The bytes that are compared with what was measured. */
export type BytesAtHand = { readonly sender: Side; readonly bytes: Uint8Array };

export type InputVerdicts = {
  readonly id: OddInputId;
  readonly input: OddInput;
  readonly answers: readonly { readonly peer: PeerId; readonly cell: PeerCell }[];
  /** Those of whom nobody knows it. */
  readonly untried: readonly PeerId[];
};

/** Empty where no measured input breaks the rule. */
export function verdictsAbout(rule: RuleId, atHand: BytesAtHand | null = null): InputVerdicts[] {
  const ids = ODD_INPUT_IDS.filter((id) => ODD_INPUTS[id].rule === rule);
  const likeness = (id: OddInputId) => (atHand ? likenessOf(ODD_INPUTS[id], atHand) : 0);
  return ids.toSorted((one, other) => likeness(other) - likeness(one)).map(verdictsOn);
}

function verdictsOn(id: OddInputId): InputVerdicts {
  const cells = PEER_IDS.map((peer) => ({ peer, cell: peerCell(peer, id) }));
  return {
    id,
    input: ODD_INPUTS[id],
    answers: cells.flatMap(({ peer, cell }) => (cell ? [{ peer, cell }] : [])),
    untried: cells.flatMap(({ peer, cell }) => (cell ? [] : [peer])),
  };
}

/**
 * The first byte tells most: flags and opcode. Of a Close its code does; of anything, who sent it.
 */
function likenessOf(input: OddInput, { sender, bytes }: BytesAtHand): number {
  const odd = fromHex(input.hex);
  const hasSameStart = odd[0] === bytes[0];
  const code = closeCodeIn(bytes);
  const hasSameCode = code !== null && code === closeCodeIn(odd);
  return (hasSameCode ? 4 : 0) + (hasSameStart ? 2 : 0) + (input.sender === sender ? 1 : 0);
}

/** The two bytes that a first frame has for a close code, if it is a Close. */
function closeCodeIn(bytes: Uint8Array): string | null {
  const reading = decodeFrameHeader(bytes);
  if (reading.kind === 'incomplete' || reading.header.opcode !== OPCODE.close) return null;
  const { header, size } = reading;
  const start = bytes.subarray(size, size + 2);
  return String(header.maskingKey ? applyMask(start, header.maskingKey) : start);
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

/** "ws", "ws and wsproto", "ws, wsproto and Firefox". */
export function namesOf(peers: readonly PeerId[]): string {
  const names = peers.map((peer) => PEER_NAMES[peer]);
  const last = names.pop() ?? '';
  return names.length === 0 ? last : `${names.join(', ')} and ${last}`;
}
