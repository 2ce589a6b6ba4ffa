/** The same chat by polling and by WebSocket as a picture: the lanes that Start plays. */

import {
  layoutChat,
  type ChatLane,
  type ChatLanes,
  type ChatMark,
} from '#core/scenes/chat-lanes.ts';
import type { ChatComparison, ChatMethod } from '#core/traffic/results/chat-comparison.ts';
import { BYTES_FONT, LIGHT, LIGHT_KINDS, WORDS_FONT } from './light-colors.ts';
import { svgDocument, svgElement, svgText, type SvgAttributes } from './svg.ts';

export type ChatLaneWords = {
  readonly title: string;
  readonly description: string;
  /** The lifelines. */
  readonly server: string;
  readonly browser: string;
  /** The name of a lane and what it adds up to. */
  methodText(method: ChatMethod): string;
  /** "1.4 s". */
  delay(ms: number): string;
};

const WIDTH = 720;
const HEAD = 28;
const GAP = 16;
const MARGIN = 16;
const NAME_SIZE = 16;
const LABEL_SIZE = 13;

/** What overlies the lifelines is drawn hollow if it carries no message. */
const PAINT: Readonly<Record<ChatMark, SvgAttributes>> = {
  open: { fill: LIGHT_KINDS.data.ground },
  'empty-poll': { fill: 'none', stroke: LIGHT_KINDS.http.ink, 'stroke-dasharray': '2 2' },
  exchange: { fill: LIGHT_KINDS.http.ground, stroke: LIGHT_KINDS.http.ink },
  heartbeat: { fill: LIGHT_KINDS.flag.ground, stroke: LIGHT_KINDS.flag.ink },
  close: { fill: LIGHT_KINDS.close.ground, stroke: LIGHT_KINDS.close.ink },
  waiting: { fill: LIGHT_KINDS.data.ink },
  message: { fill: LIGHT_KINDS.data.ink },
  'at-browser': { fill: LIGHT_KINDS.data.ink, stroke: LIGHT.paper },
  'at-server': { fill: LIGHT.paper, stroke: LIGHT_KINDS.data.ink, 'stroke-width': 1.5 },
};

/** The lanes of these methods, one below the other. */
export function chatLanesSvg(
  chat: ChatComparison,
  methods: readonly ChatMethod[],
  words: ChatLaneWords,
): string {
  const lanes = layoutChat(chat, WIDTH - 2 * MARGIN);
  const shown = lanes.lanes.filter(({ method }) => methods.includes(method));
  const laneHeight = HEAD + lanes.laneHeight + GAP;
  return svgDocument({
    width: WIDTH,
    height: shown.length * laneHeight,
    title: words.title,
    description: words.description,
    background: LIGHT.paper,
    content: shown.map((lane, index) =>
      svgElement(
        'g',
        { transform: `translate(${MARGIN} ${index * laneHeight})` },
        ...laneMarks(lane, lanes, words),
      ),
    ),
  });
}

function laneMarks(lane: ChatLane, lanes: ChatLanes, words: ChatLaneWords): string[] {
  const { plot, serverY, browserY } = lanes;
  const label = { 'font-family': BYTES_FONT, 'font-size': LABEL_SIZE };
  const lifelines = [
    { name: words.server, y: serverY },
    { name: words.browser, y: browserY },
  ];
  return [
    svgText(words.methodText(lane.method), {
      x: 0,
      y: NAME_SIZE,
      'font-family': WORDS_FONT,
      'font-size': NAME_SIZE,
      'font-weight': 600,
      fill: LIGHT.text,
    }),
    svgElement(
      'g',
      { transform: `translate(0 ${HEAD})` },
      ...lifelines.flatMap(({ name, y }) => [
        svgText(name, { ...label, x: 0, y: y + 4.5, fill: LIGHT.muted }),
        svgElement('path', { d: `M${plot.left} ${y}H${plot.right}`, stroke: LIGHT.strongLine }),
      ]),
      ...lane.shapes.map(({ mark, path }) => svgElement('path', { d: path, ...PAINT[mark] })),
      ...lane.labels.map(({ delayMs, x, y }) =>
        svgText(words.delay(delayMs), { ...label, x, y, fill: LIGHT.text }),
      ),
    ),
  ];
}
