import { createHash } from 'node:crypto';
import { constants, deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { plainText } from '#content/phrasing/prose.ts';
import { FRAGMENTED_FRAMES } from '#content/quiz/message-questions.ts';
import {
  LESSONS_OF,
  QUESTION_IDS,
  questionsOf,
  type QuestionId,
} from '#content/quiz/question-ids.ts';
import type { QuizQuestion } from '#content/quiz/question.ts';
import { allQuestions, judge, questionsAfter } from '#content/quiz/quiz.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { DEFAULT_LIMITS } from '#core/protocol/messages/limits.ts';
import { SCENARIO_IDS } from '#core/scenarios/scenarios.ts';
import { CHAPTER_IDS } from '#core/story/step.ts';
import { receiveWithWs } from '../../core/protocol/ws-receiver.ts';
import { SETTINGS, tamperedStories } from '../../core/scenarios/tampered-stories.ts';
import { VARIANTS } from '../../core/scenarios/variants.ts';

const ALL = allQuestions();

function general(id: QuestionId): QuizQuestion {
  const found = ALL.find((question) => question.id === id);
  if (found === undefined) throw new Error(`expected a question ${id}`);
  return found;
}

const ACCEPT = createHash('sha1')
  .update('dGhlIHNhbXBsZSBub25jZQ==258EAFA5-E914-47DA-95CA-C5AB0DC85B11')
  .digest('base64');

const HELLO = deflateRawSync('Hello', { finishFlush: constants.Z_SYNC_FLUSH });

/** The exam of 25 questions, answered by hand from the RFCs, by Node's crypto and its zlib. */
const EXAM: readonly (readonly [item: number, id: QuestionId, answer: string | RegExp])[] = [
  [1, 'data.first-two', '81 05'],
  [2, 'data.client-size', '11'],
  [2, 'data.second-byte', '85'],
  [3, 'data.server-headers', '2, 4, 10'],
  [4, 'data.client-headers', '6, 8, 14'],
  [5, 'data.characters', '4'],
  [6, 'data.minimal', '7c'],
  [7, 'data.masked-byte', '58'],
  [8, 'data.masking-why', /plants in proxies/],
  [9, 'data.masking-tls', /^Yes/],
  [10, 'data.unmasked', /^Close/],
  [11, 'handshake.accept', ACCEPT],
  [12, 'handshake.decoded', /as they are/],
  [13, 'handshake.last-letter', '4'],
  [14, 'handshake.redirect', /fails.*1006/],
  [15, 'closure.bytes', '88 05 03 e8 62 79 65'],
  [15, 'closure.client-bytes', '88 85 37 fa 21 3d 34 12 43 44 52'],
  [16, 'closure.page-code', /throws InvalidAccessError/],
  [17, 'closure.reason', '41'],
  [18, 'closure.empty', '1005'],
  [19, 'closure.cable', '1006'],
  [20, 'data.ping-size', /fails.*1002/],
  [21, 'data.fragments', /Pong, then the page gets “Hello”/],
  [22, 'closure.tcp', 'The server'],
  [23, 'connection.http2', '200'],
  [24, 'data.compressed', String(HELLO.length - 4)],
  [24, 'data.compressed-byte', 'c1'],
  [25, 'data.long-polling', '50, 150'],
  [25, 'data.polling', '550'],
];

test('there are at least forty questions, and the exam is among them', () => {
  expect(ALL.length).toBeGreaterThanOrEqual(40);
  expect(ALL.map(({ id }) => id).toSorted()).toEqual([...QUESTION_IDS].toSorted());
  const items = new Set(EXAM.map(([item]) => item));
  expect(items.size).toBe(25);
  const extra = QUESTION_IDS.filter((id) => !EXAM.some(([, asked]) => asked === id));
  expect(extra.length).toBeGreaterThanOrEqual(15);
});

test.each(EXAM)('answers question %i of the exam: %s', (_, id, answer) => {
  if (typeof answer === 'string') expect(general(id).answer).toBe(answer);
  else expect(general(id).answer).toMatch(answer);
});

test('ws reads the frames as the question about fragments says', async () => {
  expect(FRAGMENTED_FRAMES.map((frame) => Buffer.from(frame).toString('hex'))).toEqual([
    '010348656c',
    '8900',
    '80026c6f',
  ]);
  const { received } = await receiveWithWs(
    { sender: 'server', limits: DEFAULT_LIMITS, compression: null },
    FRAGMENTED_FRAMES,
  );
  expect(received).toEqual(['ping ', 'text 48656c6c6f']);
});

test('ws reads the Close frames that are answers', async () => {
  const read = async (sender: 'client' | 'server', hex: string) => {
    const options = { sender, limits: DEFAULT_LIMITS, compression: null };
    return (await receiveWithWs(options, [fromHex(hex)])).received;
  };
  const [byServer, byClient] = await Promise.all([
    read('server', general('closure.bytes').answer),
    read('client', general('closure.client-bytes').answer),
  ]);
  expect(byServer).toHaveLength(1);
  expect(byServer).toEqual(byClient);
  expect(byServer[0]).toMatch(/1000/);
});

/** Ways to write the same answer. */
function spellings({ form, answer }: QuizQuestion): string[] {
  switch (form.kind) {
    case 'bytes': {
      const bytes = answer.split(' ');
      return [
        bytes.join(''),
        bytes.join('').toUpperCase(),
        bytes.map((byte) => `0x${byte}`).join(', '),
        bytes.map((byte) => `\\x${byte}`).join(''),
        ` ${bytes.join(':')} `,
        `0x${bytes.join('')}`,
      ];
    }
    case 'number':
      return [
        ` ${answer} `,
        `0${answer}`,
        Number(answer).toLocaleString('en'),
        `0x${Number(answer).toString(16)}`,
        `${answer} bytes`,
      ];
    case 'numbers':
      return [answer.replaceAll(',', ''), answer.replaceAll(', ', '/'), answer.replaceAll(' ', '')];
    case 'choice':
      return [];
  }
}

function checkQuestion(question: QuizQuestion): void {
  const { form, answer, mistakes, why, references } = question;
  expect(plainText(question.question)).toMatch(/[?.]$/);
  expect(plainText(why)).toMatch(/[.!]$/);
  const words = [question.question, why, ...mistakes.map(({ diagnosis }) => diagnosis)];
  expect(words.map(plainText).join(' ')).not.toMatch(/undefined|null|NaN| {2}/);
  expect(references.length).toBeGreaterThan(0);

  for (const given of [answer, ...spellings(question)]) {
    expect(judge(question, [given]), given).toEqual({ kind: 'right' });
  }
  for (const { given, diagnosis } of mistakes) {
    expect(plainText(diagnosis)).toMatch(/\.$/);
    expect(judge(question, [given])).toEqual({ kind: 'again', diagnosis });
    expect(judge(question, [given, answer])).toEqual({ kind: 'right' });
    expect(judge(question, [given, given])).toEqual({ kind: 'shown', diagnosis });
  }
  if (form.kind === 'choice') {
    expect(form.options.toSorted()).toEqual(
      [answer, ...mistakes.map(({ given }) => given)].toSorted(),
    );
    expect(new Set(form.options).size).toBe(form.options.length);
  } else {
    expect(judge(question, ['', 'zz', '?'])).toEqual({ kind: 'open' });
    expect(judge(question, ['not a number'])).toEqual({ kind: 'open' });
  }
}

test.each(ALL)('$id accepts only its answer, and diagnoses each mistake', (question) => {
  expect(question.mistakes.length).toBeGreaterThanOrEqual(question.form.kind === 'choice' ? 2 : 3);
  checkQuestion(question);
});

test('a wrong answer that we don’t know is a try, without a diagnosis', () => {
  const question = general('data.first-two');
  expect(judge(question, ['81 77'])).toEqual({ kind: 'again', diagnosis: null });
  expect(judge(question, ['what', '81 77', '??', '81 05'])).toEqual({ kind: 'right' });
  expect(judge(question, ['81 77', '81 78', '81 05'])).toEqual({ kind: 'shown', diagnosis: null });
  expect(judge(question, [])).toEqual({ kind: 'open' });
});

test('diagnoses are of the very mistake', () => {
  const diagnosis = (id: QuestionId, given: string) => {
    const judgement = judge(general(id), [given]);
    return judgement.kind === 'again' && judgement.diagnosis ? plainText(judgement.diagnosis) : '';
  };
  expect(diagnosis('data.client-size', '7')).toMatch(/what a server needs.*masking key of 4 bytes/);
  expect(diagnosis('data.characters', '2')).toMatch(/characters, not bytes/);
  expect(diagnosis('closure.bytes', '88 02 03 e8')).toMatch(/left out the reason/);
  expect(diagnosis('closure.bytes', '88 05 e8 03 62 79 65')).toMatch(/more significant byte/);
  expect(diagnosis('closure.reason', '123')).toMatch(/bytes, not characters/);
});

describe.each(VARIANTS)('$name', ({ scenarioId, story }) => {
  const questions = CHAPTER_IDS.flatMap((chapter) => questionsAfter(chapter, story, scenarioId));

  test('asks no other questions than those of its lesson, each once', () => {
    const ids = questions.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(questionsOf(scenarioId)).toEqual(expect.arrayContaining(ids));
    questions.forEach(checkQuestion);
  });
});

test.each(SCENARIO_IDS)('%s asks all its questions as it is at first', (id) => {
  const story = VARIANTS.find(({ scenarioId }) => scenarioId === id)!.story;
  const asked = CHAPTER_IDS.flatMap((chapter) => questionsAfter(chapter, story, id));
  expect(asked.map((question) => question.id).toSorted()).toEqual(questionsOf(id).toSorted());
  expect(asked.length).toBeGreaterThanOrEqual(4);
});

test('every question but those about polling belongs to a lesson', () => {
  const free = QUESTION_IDS.filter((id) => LESSONS_OF[id].length === 0);
  expect(free).toEqual(['data.polling', 'data.long-polling']);
});

/** Fewer than the invariants of the story try, because each makes all questions. */
const TRIED = SETTINGS.filter((_, index) => index % 5 === 0).map((setting) => ({
  ...setting,
  maxTamperings: 5,
}));

describe.each(TRIED)('$name, tampered', (setting) => {
  test('asks only what holds', () => {
    for (const { story } of tamperedStories(setting)) {
      for (const chapter of CHAPTER_IDS) {
        for (const question of questionsAfter(chapter, story, 'yours')) checkQuestion(question);
      }
    }
  });
});
