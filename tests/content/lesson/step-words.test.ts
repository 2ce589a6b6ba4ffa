import { describe, expect, test } from 'vitest';
import { plainText } from '#content/phrasing/prose.ts';
import { stepLabel } from '#content/lesson/step-labels.ts';
import { stepText } from '#content/lesson/step-words.ts';
import { codeLines } from '#content/lesson/code-lines.ts';
import { headerNote } from '#content/reference/header-notes.ts';
import { isHeadUnit } from '#core/conversation/unit.ts';
import { actOut } from '#core/scenarios/act-out.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import type { Alteration } from '#core/simulation/tampering.ts';
import { readStory } from '#core/story/story.ts';
import { VARIANTS } from '../../core/scenarios/variants.ts';

describe.each(VARIANTS)('$name', ({ story }) => {
  test('each step has a title, what happened, why, and a section', () => {
    for (const step of story.steps) {
      const { title, happened, why, references } = stepText(step, story);
      expect(title).toMatch(/^[A-Z0-9]/);
      expect(title.length).toBeLessThan(90);
      expect(plainText(happened)).toMatch(/[.”]$/);
      expect(plainText(why)).toMatch(/[.”]$/);
      expect(references.length).toBeGreaterThan(0);
      expect(stepLabel(step, story)).not.toBe('');
      expect(`${plainText(happened)} ${plainText(why)}`).not.toMatch(/undefined|null|NaN| {2}/);
    }
  });

  test('each header field is explained', () => {
    for (const { unit } of story.steps) {
      if (unit === null || !isHeadUnit(unit)) continue;
      for (const { name } of unit.head.fields) {
        expect(`${name}: ${headerNote(name, unit.kind)?.why}`).not.toContain('undefined');
      }
    }
  });

  test('each call and each event has its line of code', () => {
    for (const step of story.steps) {
      const count = (step.call ? 1 : 0) + step.pageEvents.length;
      expect(codeLines(step)).toHaveLength(count);
    }
  });
});

describe('the words for tampering', () => {
  const textOf = (name: string, alteration: Alteration, id = name) => {
    const story = readStory(actOut(helloAndGoodbye.script(), new Map([[name, alteration]])));
    const step = story.steps.find((one) => one.id === id);
    const words = step && stepText(step, story);
    return words ? `${words.title}. ${plainText(words.happened)}` : 'no such step';
  };

  test.each<{ name: string; alteration: Alteration; id?: string; says: string }>([
    {
      name: 'client-text-1',
      alteration: { kind: 'lose' },
      says: 'It is lost in the network. Its sender is not told',
    },
    {
      name: 'client-text-1',
      alteration: { kind: 'lose' },
      id: 'client-text-1-again-1',
      says: 'The browser retransmits 11 bytes. No acknowledgement arrived within 1.000 s of the first attempt, so TCP retransmits.',
    },
    {
      name: 'client-text-1',
      alteration: { kind: 'cut', keep: 3 },
      says: 'only its first 3 bytes arrive. For the server that completes nothing.',
    },
    {
      name: 'client-text-1',
      alteration: { kind: 'cut', keep: 1 },
      says: 'only its first byte arrives.',
    },
    {
      name: 'client-text-1',
      alteration: { kind: 'cut', keep: 0 },
      says: 'The segment was altered in the network: none of its bytes arrive.',
    },
    {
      name: 'client-text-1',
      alteration: { kind: 'replace', bytes: Uint8Array.of(0x81, 0x00) },
      says: 'It breaks a rule (RFC 6455 §5.1), so the server fails the connection. The close code for that is 1002.',
    },
    {
      name: 'request',
      alteration: { kind: 'sever' },
      id: 'client-gave-up',
      says: 'The browser stops retransmitting. TCP has retransmitted the same 6 times, and no acknowledgement arrived. It has tried for 127.00 s. The page gets error, then close with 1006.',
    },
  ])('$name by $alteration.kind', ({ name, alteration, id, says }) => {
    expect(textOf(name, alteration, id)).toContain(says);
  });
});

test.each([
  ['rules-broken, unmasked-client', 'server-close-1', 'The server fails the connection'],
  ['rules-broken, unmasked-client', 'client-text-1', 'so the server fails the connection'],
  ['rules-broken, too-big', 'client-binary-1', 'RFC 6455 §10.4'],
  ['answers, wrong-accept', 'response', '101, but the browser does not accept it'],
  ['answers, no-subprotocol', 'response', '101, but the browser does not accept it'],
  ['answers, 403', 'response', 'responds with 403 Forbidden'],
  ['answers, 403', 'server-tcp-fin', 'without a complete closing handshake'],
  ['boundaries', 'server-text-2', 'This segment carries 5 bytes of it. 4 bytes will follow.'],
  [
    'boundaries',
    'server-text-3',
    'Its segment carries three units: text, text, text. This is number 1.',
  ],
  [
    'three-lengths',
    'server-binary-3',
    '10 segments carry 14,600 bytes of it. 50,946 bytes will follow.',
  ],
  ['rules-broken, too-big', 'client-binary-1', 'It exceeds a limit of the server'],
  ['line-goes-dead, dies', 'server-gave-up', 'The server gives the connection up'],
  ['line-goes-dead, dies', 'client-gave-up', 'It has been closing for 60.00 s'],
  ['line-goes-dead, in-vain', 'client-gave-up', 'TCP has retransmitted the same 6 times'],
])('%s, %s: “%s”', (name, id, says) => {
  const variant = VARIANTS.find((one) => one.name === name);
  const step = variant?.story.steps.find((one) => one.id === id);
  const words = variant && step && stepText(step, variant.story);
  expect(words ? `${words.title} ${plainText(words.happened)}` : '').toContain(says);
});
