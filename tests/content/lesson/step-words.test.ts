import { describe, expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { plainText } from '#content/phrasing/prose.ts';
import { stepLabel } from '#content/lesson/step-labels.ts';
import { stepText } from '#content/lesson/step-words.ts';
import { codeLines } from '#content/lesson/code-lines.ts';
import { headerNote } from '#content/reference/header-notes.ts';
import { isHeadUnit } from '#core/conversation/unit.ts';
import { actOut } from '#core/scenarios/act-out.ts';
import type { ParameterValues } from '#core/scenarios/parameters.ts';
import type { ScenarioId } from '#core/scenarios/scenarios.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import type { Alteration } from '#core/simulation/tampering.ts';
import { readStory } from '#core/story/story.ts';
import { SCENARIOS } from '../../core/scenarios/every-scenario.ts';
import { tell, VARIANTS } from '../../core/scenarios/variants.ts';

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
      says: 'This segment is lost in the network. Its sender only notices that no acknowledgement arrives.',
    },
    {
      name: 'client-text-1',
      alteration: { kind: 'replace', bytes: toUtf8('HTTP/1.1 400 Bad Request\0') },
      says: 'The server reads what arrives. What arrives breaks a rule (RFC 6455 §5.2), so the server fails the connection. The close code for that is 1002.',
    },
    {
      name: 'tcp-syn-ack',
      alteration: { kind: 'sever' },
      id: 'server-gave-up',
      says: 'The server stops retransmitting. TCP has retransmitted 5 times, and no acknowledgement arrived. TCP has tried for 63.00 s.',
    },
    ...(['server-close-1', 'server-tcp-fin', 'client-close-1'] as const).map((name) => ({
      name,
      alteration: { kind: 'delay', byMs: 5000 } as const,
      id: 'client-tcp-reset',
      says: 'The browser answers the segment with a RST. The browser has closed the connection already',
    })),
    {
      name: 'server-close-1',
      alteration: { kind: 'delay', byMs: 5000 },
      id: 'client-tcp-reset',
      says: 'but the server expects later sequence numbers, so TCP drops it.',
    },
    {
      name: 'client-text-1',
      alteration: { kind: 'lose' },
      id: 'client-text-1-again-1',
      says: 'The browser retransmits 11 bytes. No acknowledgement of these 11 bytes arrived within 1.000 s of the first attempt, so TCP retransmits.',
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
      says: 'What arrives breaks a rule (RFC 6455 §5.1), so the server fails the connection. The close code for that is 1002.',
    },
    {
      name: 'server-ping-1',
      alteration: { kind: 'replace', bytes: Uint8Array.of(0x82, 0x60, 0x01) },
      id: 'server-close-1',
      says: 'The browser reads these bytes as payload of an earlier frame, because earlier bytes didn’t arrive as they were sent.',
    },
    {
      name: 'server-tcp-fin',
      alteration: { kind: 'sever' },
      id: 'client-gave-up',
      says: 'The browser has waited for 2.001 s for the server to finish closing. The page gets the close event.',
    },
    {
      name: 'server-close-1',
      alteration: { kind: 'lose' },
      id: 'tcp-end-ack',
      says: 'The browser acknowledges the FIN. The browser has received the FIN of the server.',
    },
    {
      name: 'request',
      alteration: { kind: 'sever' },
      id: 'client-gave-up',
      says: 'The browser stops retransmitting. TCP has retransmitted 6 times, and no acknowledgement arrived. TCP has tried for 127.00 s. The page gets error, then close with 1006.',
    },
    {
      name: 'request',
      alteration: { kind: 'sever' },
      id: 'server-gave-up',
      says: 'The server has waited for 30.00 s for the browser to finish closing. The server’s code never had a WebSocket',
    },
    {
      name: 'client-close-1',
      alteration: { kind: 'cut', keep: 3 },
      id: 'client-tcp-fin',
      says: 'The browser no longer waits for a Close frame of the server.',
    },
    {
      name: 'response',
      alteration: { kind: 'replace', bytes: toUtf8('HTTP/1.1 102 Processing\r\n\r\n') },
      says: 'The server accepts: 101 Switching Protocols. The response has 129 bytes, and after its empty line the next byte in either direction belongs to a frame. The segment was altered in the network: 27 bytes arrive, not those that were sent. The browser reads what arrives. Chromium waits for no later response (RFC 9110 §15.2), so the browser fails the handshake.',
    },
    {
      name: 'response',
      alteration: {
        kind: 'replace',
        bytes: toUtf8('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n'),
      },
      says: '101, but the browser does not accept it. The status agrees to switch, but the page gets error, then close with 1006.',
    },
    {
      name: 'server-text-1',
      alteration: { kind: 'replace', bytes: Uint8Array.of(0x88, 0x02, 0x03, 0xe8) },
      id: 'client-close-1',
      says: 'The browser replies with its own Close frame of 8 bytes. The payload is close code 1000 (normal) in 2 bytes',
    },
    {
      name: 'client-text-1',
      alteration: { kind: 'replace', bytes: fromHex('8882 00000000 03e8') },
      id: 'server-tcp-fin',
      says: 'The server closes TCP first. A FIN means that the server sends no more data. The server has sent a Close frame and read one, so its closing handshake is complete.',
    },
    {
      name: 'client-close-1',
      alteration: { kind: 'delay', byMs: 5000 },
      id: 'tcp-end-ack',
      says: 'The server acknowledges again. A segment arrived again, so TCP acknowledges it again.',
    },
    {
      name: 'tcp-syn-ack',
      alteration: { kind: 'delay', byMs: 1500 },
      id: 'tcp-ack-2',
      says: 'The browser acknowledges again. The SYN-ACK arrived again, so TCP acknowledges it again.',
    },
  ])('$name by $alteration.kind', ({ name, alteration, id, says }) => {
    expect(textOf(name, alteration, id)).toContain(says);
  });
});

test('a frame that breaks a rule only after an altered one isn’t blamed for it', () => {
  const whole = fromHex('81194f6e63652075706f6e20612074696d652c2061207365727665');
  const tampering = new Map([['server-text-1', { kind: 'replace' as const, bytes: whole }]]);
  const story = readStory(actOut(SCENARIOS.fragments.script(), tampering));
  const next = story.steps.find(({ id }) => id === 'server-continuation-1')!;
  expect(plainText(stepText(next, story).happened)).toContain(
    ' What arrives breaks a rule (RFC 6455 §5.4), so the browser fails the connection.',
  );
});

describe('a lost segment of many', () => {
  const script = SCENARIOS['three-lengths'].script({ size: 20_000 });
  const tampering = new Map([['server-binary-3-part-3', { kind: 'lose' as const }]]);
  const story = readStory(actOut(script, tampering));
  const happenedIn = (id: string) => {
    const step = story.steps.find((one) => one.id === id);
    return step ? plainText(stepText(step, story).happened) : 'no such step';
  };

  test('is retransmitted before its timer expires', () => {
    expect(happenedIn('server-binary-3-part-3-again-1')).toBe(
      'Acknowledgements of later segments show a loss, so TCP retransmits 40 ms after the first attempt. The application doesn’t notice.',
    );
  });

  test('holds back what arrives in the same instant as it does', () => {
    expect(happenedIn('server-binary-3-part-11')).toContain(
      'These segments arrive, but earlier bytes are missing, so TCP holds them back from the browser.',
    );
  });
});

type Told = {
  readonly lesson: ScenarioId;
  readonly values?: Partial<ParameterValues>;
  readonly tampering?: Readonly<Record<string, Alteration>>;
  readonly id: string;
  readonly says: string;
};

const LOSE = { kind: 'lose' } as const;
const SEVER = { kind: 'sever' } as const;

test.each<Told>([
  {
    lesson: 'three-lengths',
    values: { size: 131_072, sender: 'client' },
    tampering: {
      'client-binary-2': { kind: 'cut', keep: 4 },
      'client-binary-3-part-15': { kind: 'delay', byMs: 900 },
    },
    id: 'server-close-1',
    says: 'The server fails the connection with a Close frame.',
  },
  {
    lesson: 'three-lengths',
    tampering: { 'server-binary-3-part-3': SEVER },
    id: 'server-binary-3-part-3',
    says: 'These segments are lost in the network. Their sender only notices',
  },
  {
    lesson: 'hello-and-goodbye',
    values: { message: '' },
    id: 'client-text-1',
    says: 'The browser sends an empty text in 6 bytes. The header takes 6 bytes, 4 of them the masking key. The payload is empty.',
  },
  {
    lesson: 'hello-and-goodbye',
    values: { message: '' },
    id: 'client-text-1',
    says: 'There is nothing to mask.',
  },
  {
    lesson: 'compressed',
    values: { message: '' },
    id: 'server-text-2',
    says: 'the payload takes 1, which inflates to 0.',
  },
  {
    lesson: 'compressed',
    values: { message: '' },
    id: 'server-text-2',
    says: 'An empty message becomes an empty block of DEFLATE.',
  },
  {
    lesson: 'compressed',
    values: { message: 'a' },
    id: 'server-text-2',
    says: 'A message can refer to them instead of repeating their bytes.',
  },
  {
    lesson: 'compressed',
    tampering: { 'server-text-1': { kind: 'cut', keep: 0 } },
    id: 'server-text-2',
    says: 'What arrives breaks a rule (RFC 7692 §7.2.2), so the browser fails the connection.',
  },
  {
    lesson: 'rules-broken',
    values: { breach: 'masked-server' },
    tampering: { 'client-close-1': SEVER },
    id: 'client-close-1',
    says: 'The server doesn’t read it, so it can’t report that code; the browser itself reports 1006.',
  },
  {
    lesson: 'rules-broken',
    values: { breach: 'fragmented-ping' },
    tampering: { 'client-tcp-fin': SEVER },
    id: 'server-tcp-fin',
    says: 'But the browser has not read the Close frame of the server.',
  },
  {
    lesson: 'proxy',
    id: 'proxy-request',
    says: 'It doesn’t ask for a WebSocket (RFC 6455 §4.2.1), so the server rejects the handshake.',
  },
  {
    lesson: 'rules-broken',
    values: { breach: 'too-big' },
    id: 'server-close-1',
    says: 'The server protects itself with this limit, so it stops reading.',
  },
  {
    lesson: 'hello-and-goodbye',
    tampering: { 'client-tcp-fin': SEVER },
    id: 'server-gave-up',
    says: 'A peer that is gone can’t close its direction of TCP. No standard sets this time: Chromium',
  },
  {
    lesson: 'hello-and-goodbye',
    tampering: { request: SEVER },
    id: 'server-gave-up',
    says: 'A peer that is gone can’t close its direction of TCP. No standard sets how long',
  },
  {
    lesson: 'hello-and-goodbye',
    tampering: { 'client-close-1': SEVER },
    id: 'client-gave-up',
    says: 'A peer that is gone can’t answer a Close frame.',
  },
  {
    lesson: 'hello-and-goodbye',
    tampering: { 'tcp-ack': { kind: 'delay', byMs: 60 } },
    id: 'tcp-ack',
    says: 'Another segment has acknowledged the same to the server before this one arrives.',
  },
  {
    lesson: 'rules-broken',
    tampering: { 'client-text-1': { kind: 'cut', keep: 0 } },
    id: 'client-text-1',
    says: 'Both sides still have an open connection when this story ends.',
  },
  {
    lesson: 'proxy',
    tampering: { 'proxy-server-tcp-fin': LOSE },
    id: 'client-tcp-fin',
    says: 'The browser closes its direction, too.',
  },
  {
    lesson: 'proxy',
    tampering: { 'proxy-tcp-syn': SEVER },
    id: 'proxy-client-gave-up',
    says: 'The proxy has a connection to the other side as well, and ends that one, too.',
  },
  {
    lesson: 'proxy',
    tampering: { request: { kind: 'cut', keep: 0 }, 'tcp-last-ack': SEVER },
    id: 'proxy-server-gave-up',
    says: 'TCP can’t distinguish a lost connection from a slow one. It gives up after a time that the system sets.',
  },
])('$lesson, $id: “$says”', ({ lesson, values, tampering = {}, id, says }) => {
  const story = tell(actOut(SCENARIOS[lesson].script(values), new Map(Object.entries(tampering))));
  const step = story.steps.find((one) => one.id === id);
  const words = step && stepText(step, story);
  const prose = words ? plainText([...words.happened, ' ', ...words.why]) : '';
  expect(words ? `${words.title}. ${prose}` : '').toContain(says);
});

test.each([
  ['rules-broken, unmasked-client', 'server-close-1', 'The server fails the connection'],
  ['rules-broken, masked-server', 'client-tcp-reset', 'The browser has closed its socket already'],
  ['rules-broken, unmasked-client', 'client-text-1', 'so the server fails the connection'],
  ['rules-broken, too-big', 'client-binary-1', 'RFC 6455 §10.4'],
  ['answers, wrong-accept', 'response', '101, but the browser does not accept it'],
  ['answers, no-subprotocol', 'response', '101, but the browser does not accept it'],
  ['answers, 403', 'response', 'responds with 403 Forbidden'],
  ['answers, 403', 'server-tcp-fin', 'without a complete closing handshake'],
  [
    'boundaries',
    'server-text-2',
    'This segment carries 5 bytes, and 4 bytes will follow in others.',
  ],
  [
    'boundaries',
    'server-text-3',
    'Its segment carries three units: text, text, text. This is number 1.',
  ],
  [
    'three-lengths',
    'server-binary-3',
    '10 segments carry 14,600 bytes, and 50,946 bytes will follow in others.',
  ],
  ['rules-broken, too-big', 'client-binary-1', 'It exceeds a limit of the server'],
  ['line-goes-dead, dies', 'server-gave-up', 'The server gives the connection up'],
  [
    'line-goes-dead, dies',
    'client-gave-up',
    'The browser has waited for 60.00 s for the server to finish closing',
  ],
  ['line-goes-dead, in-vain', 'client-gave-up', 'TCP has retransmitted 6 times'],
  ['line-goes-dead, in-vain', 'client-gave-up', 'must try a SYN for at least 3 minutes'],
  ['line-goes-dead, dies', 'server-gave-up-2', 'should try for at least 100 s'],
])('%s, %s: “%s”', (name, id, says) => {
  const variant = VARIANTS.find((one) => one.name === name);
  const step = variant?.story.steps.find((one) => one.id === id);
  const words = variant && step && stepText(step, variant.story);
  const prose = words ? plainText([...words.happened, ' ', ...words.why]) : '';
  expect(words ? `${words.title} ${prose}` : '').toContain(says);
});
