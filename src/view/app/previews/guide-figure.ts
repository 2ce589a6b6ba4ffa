/** Figures of guides in link previews: Start’s chat, or a chapter of a lesson on the subject. */

import { INFLATION } from '#core/conversation/inflation.ts';
import { chapterFigureSvg } from '#core/exports/chapter-figure.ts';
import type { PreviewFigure } from '#core/exports/preview-svg.ts';
import { actOut } from '#core/scenarios/act-out.ts';
import { compressed } from '#core/scenarios/compressed.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import type { ParameterValues } from '#core/scenarios/parameters.ts';
import { PLAIN_SCENARIOS } from '#core/scenarios/plain-scenarios.ts';
import type { ScenarioId } from '#core/scenarios/scenarios.ts';
import type { ChapterId } from '#core/story/step.ts';
import { readStory } from '#core/story/story.ts';
import type { ChatMethod } from '#core/traffic/results/chat-comparison.ts';
import { STORY_WORDS } from '#content/decode/export-words.ts';
import { CHAPTER_TITLES } from '#content/lesson/chapter-titles.ts';
import { SCENARIO_TITLES } from '#content/lesson/scenario-titles.ts';
import { chatFigure } from './chat-figure.ts';

type ShownChapter = {
  readonly scenario: ScenarioId;
  readonly chapter: ChapterId;
  readonly values?: Partial<ParameterValues>;
};

const CHATS: Readonly<Record<string, readonly ChatMethod[]>> = {
  polling: ['polling'],
  'which-one': ['polling', 'websocket'],
};

/** A guide that is in neither list shows its description. */
const CHAPTERS: Readonly<Record<string, ShownChapter>> = {
  'websocket-and-http': { scenario: 'hello-and-goodbye', chapter: 'handshake' },
  'close-code-1006': { scenario: 'rules-broken', chapter: 'closure' },
  'reconnect-storm': { scenario: 'server-goodbye', chapter: 'closure' },
  'who-may-connect': { scenario: 'answers', chapter: 'handshake', values: { answer: '401' } },
  compression: { scenario: 'compressed', chapter: 'data' },
  platforms: { scenario: 'server-goodbye', chapter: 'closure' },
};

export function guideFigure(slug: string): PreviewFigure | null {
  const chat = CHATS[slug];
  if (chat !== undefined) return chatFigure(chat);
  const shown = CHAPTERS[slug];
  return shown === undefined ? null : chapterFigure(shown);
}

function chapterFigure({ scenario, chapter, values }: ShownChapter): PreviewFigure | null {
  const { script } = scenarioOf(scenario);
  const story = readStory(actOut(script(values)), { parts: { inflation: INFLATION } });
  const shown = story.chapters.find(({ id }) => id === chapter);
  if (shown === undefined) return null;
  return {
    svg: chapterFigureSvg(story, shown, STORY_WORDS),
    caption: `${SCENARIO_TITLES[scenario]}: ${CHAPTER_TITLES[chapter]}`,
  };
}

function scenarioOf(id: ScenarioId) {
  if (id === 'hello-and-goodbye') return helloAndGoodbye;
  return id === 'compressed' ? compressed : PLAIN_SCENARIOS[id];
}
