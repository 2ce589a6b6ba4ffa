/** The chat that Start plays, for link previews. */

import { chatLanesSvg, type ChatLaneWords } from '#core/exports/chat-lanes-svg.ts';
import type { PreviewFigure } from '#core/exports/preview-svg.ts';
import {
  chatProgress,
  compareChat,
  type ChatMethod,
} from '#core/traffic/results/chat-comparison.ts';
import { SHORT_CHAT } from '#core/traffic/settings/short-chat.ts';
import {
  CHAT_NAMES,
  CHAT_SIDES,
  CHAT_TITLE,
  chatFigures,
  chatSubject,
  chatSummary,
} from '#content/compare/chat-words.ts';
import { formatDelay } from '#content/compare/numbers.ts';

export function chatFigure(methods: readonly ChatMethod[]): PreviewFigure {
  const chat = compareChat(SHORT_CHAT);
  const words: ChatLaneWords = {
    title: CHAT_TITLE,
    description: methods.map((method) => chatSummary(chat, method)).join(' '),
    ...CHAT_SIDES,
    // Bytes, requests and delay. There is no room for more.
    methodText: (method) => {
      const figures = chatFigures(method, chatProgress(chat, method, chat.endMs));
      const shown = [figures[0], figures[1], figures.at(-1)].flatMap((figure) => figure ?? []);
      const text = shown.map(({ value, label }) => `${value} ${label}`).join(', ');
      return `${CHAT_NAMES[method]}: ${text}`;
    },
    delay: formatDelay,
  };
  return {
    svg: chatLanesSvg(chat, methods, words),
    caption: `A modelled chat of ${chatSubject(chat)}`,
  };
}
