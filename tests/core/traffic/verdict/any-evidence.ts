import fc from 'fast-check';
import { SENDERS } from '#core/traffic/verdict/answers.ts';
import { BETWEENS } from '#core/traffic/verdict/requirements.ts';
import type { CaseEvidence, MethodFigures } from '#core/traffic/verdict/recommendation.ts';

/** A WebSocket keeps up with any number of messages. */
const finite = (figures: fc.Arbitrary<MethodFigures>) =>
  figures.filter(({ delayMs }) => delayMs < Infinity);

const anyFigures: fc.Arbitrary<MethodFigures> = fc.record({
  bytes: fc.integer({ min: 1, max: 100_000 }),
  delayMs: fc.oneof(
    fc.integer({ min: 0, max: 3000 }),
    fc.double({ min: 0, max: 700_000, noNaN: true }),
    fc.constant(Infinity),
  ),
});

/** Figures of any sort, also such as no traffic has. */
export const anyEvidence: fc.Arbitrary<CaseEvidence> = fc
  .record({
    answers: fc.record({
      sender: fc.constantFrom(...SENDERS),
      allowedDelayMs: fc.constantFrom(100, 1000, 10_000, 60_000, 750),
      messagesPerMinute: fc.constantFrom(0.1, 16, 60, 600, 1800),
      messageSize: fc.constantFrom(1, 48, 200, 65_536),
      clients: fc.constantFrom(1, 10_000, 1_000_000),
      between: fc.constantFrom(...BETWEENS),
    }),
    figures: fc.record({
      polling: anyFigures,
      'long-polling': anyFigures,
      'event-stream': anyFigures,
      websocket: finite(anyFigures),
    }),
    requests: anyFigures,
    http: fc.constantFrom<CaseEvidence['http'][]>('1.1', '2'),
  })
  .map(({ requests, ...evidence }) => {
    const isClientAlone = evidence.answers.sender === 'client';
    return isClientAlone ? { ...evidence, figures: { requests, ...evidence.figures } } : evidence;
  });
