import { expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { readInflatedConversation } from '#core/conversation/inflated-conversation.ts';
import { dissectUnit } from '#core/dissection/unit-dissection.ts';
import { READY_STATES } from '#core/protocol/endpoint.ts';
import { actOut } from '#core/scenarios/act-out.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import { layoutFrameDiagram } from '#core/scenes/frame-diagram.ts';
import { boxMarks } from '#core/scenes/frame-marks.ts';
import type { Emphasis, MarkKind, TextAnchor } from '#core/scenes/mark.ts';
import { layoutSequence } from '#core/scenes/sequence-diagram.ts';
import { sequenceScene } from '#core/scenes/sequence-scene.ts';
import { layoutStateDiagram } from '#core/scenes/state-diagram.ts';
import { rowMarks } from '#core/scenes/step-marks.ts';
import type { Story } from '#core/story/story.ts';
import { traceOf } from '../conversation/streams.ts';
import { tell, VARIANTS } from '../scenarios/variants.ts';

/* No kind or emphasis of a mark is without a scene that draws it. */

const SIZE = {
  width: 900,
  height: 500,
  textOf: (slot: { readonly id: string }) => slot.id,
};

const story = tell(actOut(helloAndGoodbye.script()));
const lost = tell(actOut(helloAndGoodbye.script(), new Map([['server-text-1', { kind: 'lose' }]])));

/** A story halfway through the travel of its middle step. */
function inFlight(shown: Story): unknown {
  const layout = layoutSequence(shown, SIZE);
  const stepIndex = Math.floor(shown.steps.length / 2);
  return layout.rows.map((row) => rowMarks(row, shown, layout, { stepIndex, progress: 0.5 }));
}

function framesOf(hex: string): unknown {
  const conversation = readInflatedConversation(traceOf([['s', fromHex(hex)]]));
  const dissections = conversation.units.map((unit) => dissectUnit(conversation.trace, unit));
  return dissections
    .flatMap((dissection) => layoutFrameDiagram(dissection, { bitsPerRow: 32, maxRows: 4 }).rows)
    .flat()
    .map(boxMarks);
}

const scenes: readonly unknown[] = [
  ...[story, lost, ...VARIANTS.map((variant) => variant.story)].map((shown) =>
    sequenceScene(shown, Math.floor(shown.steps.length / 2), SIZE),
  ),
  inFlight(story),
  ...READY_STATES.map((state) => layoutStateDiagram(900, state)),
  framesOf(`827e 00c8 ${'00'.repeat(200)} 8105 4865`),
];

type Look = {
  readonly kind: MarkKind;
  readonly emphasis: Emphasis;
  readonly anchor?: TextAnchor;
};

/** The kind and emphasis of every mark in a scene, however deep. */
function looksIn(value: unknown): Look[] {
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return [];
  const isMark = 'shape' in value && 'emphasis' in value;
  // A slot has facts for a text, not marks.
  const parts = Object.entries(value).filter(([name]) => name !== 'slot');
  return [
    ...(isMark ? [value as unknown as Look] : []),
    ...parts.flatMap(([, part]) => looksIn(part)),
  ];
}

const looks = scenes.flatMap(looksIn);

const KINDS: Readonly<Record<MarkKind, true>> = {
  tcp: true,
  http: true,
  flag: true,
  length: true,
  mask: true,
  data: true,
  close: true,
  lifeline: true,
  shared: true,
  cut: true,
  note: true,
  name: true,
  state: true,
  transition: true,
};

test.each(Object.keys(KINDS))('a scene has a mark of the kind %s', (kind) => {
  expect(looks.some((look) => look.kind === kind)).toBe(true);
});

const EMPHASES: Readonly<Record<Emphasis, true>> = {
  past: true,
  current: true,
  'in-flight': true,
  ahead: true,
  future: true,
  lost: true,
  folded: true,
  missing: true,
  plain: true,
};

test.each(Object.keys(EMPHASES))('a scene has a mark with the emphasis %s', (emphasis) => {
  expect(looks.some((look) => look.emphasis === emphasis)).toBe(true);
});

const ANCHORS: Readonly<Record<TextAnchor, true>> = { start: true, middle: true, end: true };

test.each(Object.keys(ANCHORS))('a scene has a text with its %s at a point', (anchor) => {
  expect(looks.some((look) => look.anchor === anchor)).toBe(true);
});
