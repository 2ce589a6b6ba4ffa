import { describe, expect, test } from 'vitest';
import { ABNORMAL_CLOSURE } from '#core/protocol/messages/close-code.ts';
import { actOut } from '#core/scenarios/act-out.ts';
import { ABNORMAL_CLOSURES, abnormalClosure } from '#core/scenarios/abnormal-closures.ts';
import { emptyScript, whenQuiet } from '#core/scenarios/empty-script.ts';
import type { Script } from '#core/scenarios/script.ts';
import type { Side } from '#core/trace/direction.ts';

function closesOf(script: Script) {
  const closes: { side: Side; code: number; wasClean: boolean }[] = [];
  const trace = actOut(script, undefined, {
    takeEvent: (side, event) => {
      if (event.kind === 'close') {
        closes.push({ side, code: event.code, wasClean: event.wasClean });
      }
    },
  });
  return { trace, closes };
}

test.each(ABNORMAL_CLOSURES)('the page reports 1006: %s', (cause) => {
  const { closes } = closesOf(abnormalClosure(cause));
  expect(closes.find(({ side }) => side === 'client')).toEqual({
    side: 'client',
    code: ABNORMAL_CLOSURE,
    wasClean: false,
  });
});

describe('a program that terminates', () => {
  test('ends TCP with a FIN, without a Close frame', () => {
    const { trace, closes } = closesOf({
      ...emptyScript(20),
      acts: [whenQuiet('server', { kind: 'terminate' })],
    });
    const names = trace.events.map(({ name }) => name);
    expect(names).toContain('server-tcp-fin');
    expect(names.filter((name) => name?.includes('close'))).toEqual([]);
    expect(closes.map(({ code }) => code)).toEqual([ABNORMAL_CLOSURE, ABNORMAL_CLOSURE]);
  });

  test('does nothing twice', () => {
    const twice = closesOf({
      ...emptyScript(20),
      acts: [
        whenQuiet('server', { kind: 'terminate' }),
        whenQuiet('server', { kind: 'terminate' }),
      ],
    });
    expect(twice.closes).toHaveLength(2);
  });
});
