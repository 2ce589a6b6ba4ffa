/** Words for bytes that were not captured: in lists, in steps and in exports. */

import { describe, expect, test } from 'vitest';
import { findResumption } from '#core/conversation/resumption.ts';
import { readConversation } from '#core/conversation/conversation.ts';
import { exportText, formsFor } from '#core/exports/export-text.ts';
import { readStory } from '#core/story/story.ts';
import { REQUEST, RESPONSE, traceWithGaps } from '../../core/conversation/streams.ts';
import { conversationWords } from '#content/decode/export-words.ts';
import { plainText } from '#content/phrasing/prose.ts';
import { gapsRemark } from '#content/decode/reading-words.ts';
import { stepLabel } from '#content/lesson/step-labels.ts';
import { stepText } from '#content/lesson/step-words.ts';
import { gapLabel, unitDoubts } from '#content/decode/gap-words.ts';
import { unitSummary, unitTitle, unitType } from '#content/decode/unit-words.ts';
import { nameUnits } from '#core/conversation/unit-name.ts';

const trace = traceWithGaps([
  ['c', REQUEST],
  ['s', RESPONSE],
  ['s', '81 08 48 65'],
  ['s', 1460],
  ['s', 'ff ff ff'],
  ['s', 20],
  ['s', '81 02 68 69'],
  ['c', '82 86 00 00 00 00 01 02'],
  ['c', 2],
  ['c', '05 06'],
]);
const conversation = readConversation(trace, { parts: { findResumption } });
const { units } = conversation;
const gaps = units.filter(({ kind }) => kind === 'not-captured');

test('each unit has its line', () => {
  const names = nameUnits(units);
  const lines = units.map((unit, index) => {
    const { text, remark } = unitSummary(unit, conversation);
    return [unitTitle(unit, names[index]!), unitType(unit), text, remark].join(' | ');
  });
  expect(lines).toEqual([
    'Request | GET | / | ',
    'Response | 101 | Switching Protocols | ',
    'Frame 1 | text | “He” | 6 bytes missing',
    'Missing bytes | gap |  | what follows can’t be read',
    'Bytes without a place | unread |  | of frames without a header',
    'Missing bytes | gap |  | what follows is assumed',
    'Frame 2 | text | “hi” | assumed',
    'Frame 3 | binary | 01 02 | 2 bytes missing',
    'Missing bytes | gap |  | missing',
    'Rest of a payload | rest |  | of the same payload',
  ]);
});

test('the whole says how much lacks, of whom, and in how many places', () => {
  expect(gapsRemark(trace)).toMatch(
    /2 bytes from the client, in 1 gap, and 1,480 bytes from the server, in 2 gaps\./,
  );
  expect(gapsRemark(traceWithGaps([['s', '81 00']]))).toBe('');
});

test('a gap says how reading goes on, an assumption that it is one, and a torn frame what it lacks', () => {
  expect(gaps.map(gapLabel)).toEqual([
    '1,460 bytes missing',
    '20 bytes missing',
    '2 bytes missing',
  ]);
  const [nowhere, assumed, known] = gaps.map(unitDoubts);
  expect(nowhere).toMatch(/can’t be read/);
  expect(assumed).toMatch(/assumption/);
  expect(known).toMatch(/show where the next frame begins/);
  expect(unitDoubts(units[2]!)).toBe('It is incomplete: 6 bytes of its payload are missing.');
  expect(unitDoubts(units[6]!)).toMatch(/assumption/);
  expect(unitDoubts(units[0]!)).toBe('');
});

test('each step has words, and gaps are in their places', () => {
  const story = readStory(trace, { parts: { findResumption } });
  expect(story.steps.map((step) => stepLabel(step, story))).toEqual([
    'GET / · Upgrade',
    '101 Switching Protocols',
    'open: either side can send',
    'text “He”',
    'missing bytes',
    'without a place',
    'missing bytes',
    'text “hi”',
    'binary',
    'missing bytes',
    'rest of a payload',
  ]);
  for (const step of story.steps) {
    const { title, happened, why, references } = stepText(step, story);
    expect(title).toMatch(/^[A-Z0-9]/);
    expect(plainText(happened)).toMatch(/[.”]$/);
    expect(plainText(why)).toMatch(/[.”]$/);
    expect(references.length).toBeGreaterThan(0);
  }
  // An event can't contain bytes that are unknown.
  const heard = story.steps.flatMap(({ pageEvents }) => pageEvents.map(({ event }) => event.kind));
  expect(heard.filter((kind) => kind === 'message')).toHaveLength(1);
});

describe('exports', () => {
  const words = conversationWords(conversation);
  const all = { kind: 'all' } as const;

  test('of one side are empty, because an array can’t contain a gap', () => {
    expect(formsFor({ kind: 'stream', direction: 'server-to-client' }, conversation)).toEqual([]);
    const unitIndex = units.indexOf(gaps[0]!);
    expect(formsFor({ kind: 'unit', unitIndex }, conversation)).toEqual(['json', 'markdown']);
  });

  test('as lines name each gap, and have no bytes for it', () => {
    const lines = exportText(all, 'hex', conversation, words).split('\n');
    expect(lines.slice(2, 9)).toEqual([
      'S: 81 08 48 65',
      '# From the server: Missing bytes: gap, 1,460 bytes',
      'S: ff ff ff',
      '# From the server: Missing bytes: gap, 20 bytes',
      'S: 81 02 68 69',
      'C: 82 86 00 00 00 00 01 02',
      '# From the client: Missing bytes: gap, 2 bytes',
    ]);
  });

  test('as JSON say what was not captured, and what is assumed', () => {
    const document = JSON.parse(exportText(all, 'json', conversation, words)) as {
      units: Record<string, unknown>[];
      messages: Record<string, unknown>[];
    };
    expect(document.units.map(({ notCaptured }) => notCaptured ?? 0)).toEqual([
      0, 0, 6, 1460, 0, 20, 0, 2, 2, 0,
    ]);
    expect(document.units[3]).toMatchObject({ buffers: { wire: '' }, fields: [] });
    expect(document.units[6]).toMatchObject({ isAssumed: true });
    expect(document.messages[0]).toMatchObject({ isTorn: true, size: 2, hex: '4865', text: 'He' });
  });

  test('as Markdown say it in a sentence', () => {
    const report = exportText(all, 'markdown', conversation, words);
    expect(report).toContain('## Missing bytes: gap\n\nFrom the server, 1,460 bytes, ');
    expect(report).toContain('It is incomplete: 6 bytes of its payload are missing');
  });
});
