/** The words of steps fit and split rightly for any bytes, and for recorded connections. */

import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { SAMPLES } from '#content/examples/samples/samples.ts';
import { foldText } from '#content/lesson/fold-words.ts';
import { stepText } from '#content/lesson/step-words.ts';
import { storyText } from '#content/lesson/story-words.ts';
import { plainText, splitSentence, type Prose } from '#content/phrasing/prose.ts';
import { readCapture } from '#core/captures/capture.ts';
import { listConnections } from '#core/captures/captured-connection.ts';
import { traceOf as capturedTrace } from '#core/captures/captured-trace.ts';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { OPCODE, type DefinedOpcode } from '#core/protocol/framing/opcode.ts';
import { foldsOf } from '#core/story/folds.ts';
import { readStory, type Story } from '#core/story/story.ts';
import type { Trace } from '#core/trace/trace.ts';
import { anyStream, REQUEST, RESPONSE, traceOf } from '../../core/conversation/streams.ts';
import { tell, VARIANTS } from '../../core/scenarios/variants.ts';
import { sizeProblems } from './size-problems.ts';

/** What isn't our words becomes one word, so that the oracle can't split within it. */
function ourWords(prose: Prose): string {
  return prose
    .map((part) => (typeof part === 'string' ? part : plainText([part]).replace(/\W/gu, 'x')))
    .join('');
}

/** Unicode's own rules for sentences, as the platform has them. */
const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

function problemsOf(story: Story): string[] {
  const { steps } = story;
  const words = [
    ...steps.map((step) => stepText(step, story)),
    ...steps.map((step) => storyText(step, story)),
    ...foldsOf(story).map((fold) => foldText(fold, story)),
  ];
  return words.flatMap(({ title, happened }) => {
    const { sentence, rest } = splitSentence(happened);
    const problems = sizeProblems(title, plainText(sentence));
    const whole = plainText(happened);
    const joined = [plainText(sentence), plainText(rest)].filter(Boolean).join(' ');
    if (joined !== whole.trim()) problems.push(`loses words: ${joined} of ${whole}`);
    const [first] = [...sentences.segment(ourWords(happened))];
    if (first?.segment.trim() !== ourWords(sentence)) {
      problems.push(`ends elsewhere: ${ourWords(sentence)} or ${first?.segment}`);
    }
    return problems;
  });
}

test.each(VARIANTS)('$name', ({ story }) => {
  expect(problemsOf(story).join('\n')).toBe('');
});

/** A program's own name may begin a title in lower case. */
const exceptNames = (problems: readonly string[]) =>
  problems.filter((each) => !each.startsWith('title begins')).join('\n');

test.each(SAMPLES)('the recording $id', async (sample) => {
  expect(exceptNames(problemsOf(tell(await sample.load())))).toBe('');
});

const CAPTURES = readdirSync('tests/fixtures/captures').filter((name) => /\.pcap(ng)?$/.test(name));

test.each(CAPTURES)('the capture %s', (name) => {
  const reading = readCapture(new Uint8Array(readFileSync(`tests/fixtures/captures/${name}`)));
  if (reading.kind === 'unreadable') return;
  const notes = {
    recordedOn: '',
    tool: reading.form,
    client: { name: 'Client' },
    server: { name: 'Server' },
  };
  const { connections } = listConnections(reading);
  for (const connection of connections) {
    expect(problemsOf(tell(capturedTrace(connection, notes))).join('\n')).toBe('');
  }
});

describe('whatever was sent', () => {
  test('as heads, frames and noise', () => {
    const piece = fc.tuple(fc.constantFrom('c' as const, 's' as const), anyStream);
    fc.assert(
      fc.property(fc.boolean(), fc.array(piece, { maxLength: 4 }), (isOpen, pieces) => {
        const opening = [['c', REQUEST] as const, ['s', RESPONSE] as const];
        const story = readStory(traceOf([...(isOpen ? opening : []), ...pieces]));
        expect(problemsOf(story).join('\n')).toBe('');
      }),
      { numRuns: 150 },
    );
  });

  const oddText = fc
    .array(fc.constantFrom('”. A', '“', '1. ', 'e\u0301', '👩‍👩‍👧', '12345', '\u202e', '\n', 'ab'), {
      maxLength: 20,
    })
    .map((parts) => parts.join(''));

  const frameOf = (opcode: DefinedOpcode, payload: Uint8Array) =>
    encodeFrame({ isFinal: true, opcode, maskingKey: null, payload: payload.subarray(0, 120) });

  test('as text, Ping and close reason', () => {
    fc.assert(
      fc.property(oddText, (text) => {
        const frames = [OPCODE.text, OPCODE.ping, OPCODE.pong].map((opcode) =>
          frameOf(opcode, toUtf8(text)),
        );
        const close = frameOf(OPCODE.close, concatBytes([fromHex('03e8'), toUtf8(text)]));
        const sent = [...frames, close].map((bytes) => ['s', bytes] as const);
        const story = readStory(traceOf([['c', REQUEST], ['s', RESPONSE], ...sent]));
        expect(problemsOf(story).join('\n')).toBe('');
      }),
    );
  });

  test.each(['', 'ws', 'Node.js', 'A. B said', 'x'.repeat(99), '<b>', 'Chromium 156', '“”'])(
    'by an endpoint called %j',
    (name) => {
      const { trace } = VARIANTS[0]!;
      for (const kind of ['recorded', 'simulated'] as const) {
        const provenance = { kind, recordedOn: '', tool: '' } as Trace['provenance'];
        const endpoints = { client: { name }, server: { name } };
        expect(exceptNames(problemsOf(tell({ ...trace, provenance, endpoints })))).toBe('');
      }
    },
  );
});
