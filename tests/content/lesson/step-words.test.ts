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
      says: 'It is lost on the way. Nobody is told; TCP will notice',
    },
    {
      name: 'client-text-1',
      alteration: { kind: 'lose' },
      id: 'client-text-1-again-1',
      says: 'The browser sends the same once more. Nobody acknowledged the 11 bytes for 1.000 s, so TCP sends them again.',
    },
    {
      name: 'client-text-1',
      alteration: { kind: 'cut', keep: 3 },
      says: '3 bytes arrive, and not those that were sent. For the server that completes nothing.',
    },
    {
      name: 'client-text-1',
      alteration: { kind: 'cut', keep: 1 },
      says: '1 byte arrives, and not those that were sent.',
    },
    {
      name: 'client-text-1',
      alteration: { kind: 'cut', keep: 0 },
      says: 'Somebody between changed it: nothing of it arrives.',
    },
    {
      name: 'client-text-1',
      alteration: { kind: 'replace', bytes: Uint8Array.of(0x81, 0x00) },
      says: 'It breaks a rule (RFC 6455 §5.1), so the server must fail the connection, with code 1002.',
    },
    {
      name: 'request',
      alteration: { kind: 'sever' },
      id: 'client-gave-up',
      says: 'The browser gives up. TCP has sent the same again six times',
    },
  ])('$name by $alteration.kind', ({ name, alteration, id, says }) => {
    expect(textOf(name, alteration, id)).toContain(says);
  });
});

test.each([
  ['rules-broken, unmasked-client', 'server-close-1', 'fails the connection, and says why'],
  ['rules-broken, unmasked-client', 'client-text-1', 'so the server must fail the connection'],
  ['rules-broken, too-big', 'client-binary-1', 'RFC 6455 §10.4'],
  ['answers, wrong-accept', 'response', '101, but the browser does not accept it'],
  ['answers, no-subprotocol', 'response', '101, but the browser does not accept it'],
  ['answers, 403', 'response', 'refuses: 403 Forbidden'],
  ['answers, 403', 'server-tcp-fin', 'without waiting for a goodbye'],
  ['boundaries', 'server-text-2', 'This segment carries 5 bytes of it; 4 bytes will follow'],
  ['boundaries', 'server-text-3', 'One segment carries three of them: text, text, text.'],
  ['three-lengths', 'server-binary-3', 'TCP cuts it into 45 segments.'],
  ['line-goes-dead, dies', 'server-tcp-reset', 'resets the TCP connection'],
])('%s, %s: “%s”', (name, id, says) => {
  const variant = VARIANTS.find((one) => one.name === name);
  const step = variant?.story.steps.find((one) => one.id === id);
  const words = variant && step && stepText(step, variant.story);
  expect(words ? `${words.title} ${plainText(words.happened)}` : '').toContain(says);
});
