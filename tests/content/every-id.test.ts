import { describe, expect, test } from 'vitest';
import { RULES, type RuleId } from '#core/protocol/rules/rules.ts';
import { NOT_A_FRAME_IDS } from '#core/recognition/not-a-frame.ts';
import { recognitionTitle } from '#content/decode/misreading-words.ts';
import { NOT_A_FRAME_NOTES } from '#content/decode/not-a-frame-notes.ts';
import { agreementWords, verdictsAbout } from '#content/rules/finding-verdicts.ts';
import { ODD_INPUT_IDS, ODD_INPUTS, type OddInput } from '#content/rules/peer-verdicts-inputs.ts';
import type { PeerVerdict } from '#content/rules/peer-verdicts-outcome.ts';
import { PEER_IDS, PEER_NAMES, peerCell } from '#content/rules/peer-verdicts.ts';
import { SAMPLES } from '../core/recognition/not-a-frame-samples.ts';

/* No id of content is without words that a page shows. */

/** All that Decode shows of receivers, beside any finding. */
const shown = (Object.keys(RULES) as RuleId[]).flatMap((rule) => verdictsAbout(rule));

describe('beside some finding, Decode shows', () => {
  test.each(PEER_IDS)('what %s does, by its name', (peer) => {
    const about = shown.filter(({ answers }) => answers.some((answer) => answer.peer === peer));
    expect(about).not.toEqual([]);
    const named = about.filter((input) => agreementWords(input).includes(PEER_NAMES[peer]));
    expect(named).not.toEqual([]);
  });

  const KINDS: Readonly<Record<PeerVerdict['kind'], true>> = {
    accepts: true,
    fails: true,
    waits: true,
  };

  test.each(Object.keys(KINDS))('a receiver that %s', (kind) => {
    const verdicts = shown.flatMap(({ answers }) => answers.map(({ cell }) => cell.verdict));
    expect(verdicts.some((verdict) => verdict.kind === kind)).toBe(true);
  });

  const broken = ODD_INPUT_IDS.filter((id) => (ODD_INPUTS[id] as OddInput).rule !== null);

  test.each(broken)('the input %s', (id) => {
    expect(shown.map((input) => input.id)).toContain(id);
  });
});

/** Controls: a receiver that rejects one of these is stricter than the RFC. */
const valid = ODD_INPUT_IDS.filter((id) => (ODD_INPUTS[id] as OddInput).rule === null);

test.each(valid)('the valid input %s was given to receivers, and most accept it', (id) => {
  const cells = PEER_IDS.flatMap((peer) => peerCell(peer, id) ?? []);
  const accepting = cells.filter(({ verdict }) => verdict.kind === 'accepts');
  expect(accepting.length).toBeGreaterThan(cells.length / 2);
});

test.each(NOT_A_FRAME_IDS)('what is not a frame is named: %s', (id) => {
  const [, , , confidence] = SAMPLES.find(([, , sample]) => sample === id)!;
  expect(recognitionTitle({ id, confidence })).toContain(NOT_A_FRAME_NOTES[id].title);
});
