import { expect, test } from 'vitest';
import { CAUSES } from '#content/guides/close-code-1006-figure.ts';
import {
  closureCauses,
  closureMessages,
  wholeCase,
} from '#content/reference/pages/closure-causes.ts';
import { IF_SENT } from '#content/reference/pages/page-words.ts';
import { peerCell } from '#content/rules/peer-verdicts.ts';

test.each(closureCauses().map((each) => [each.cause, each] as const))(
  'the drawing of %s begins at the open event, if there is one, and ends at 1006',
  (_, { rows, hasOpened }) => {
    const labels = rows.map((row) => row.label);
    expect(labels.at(-1)).toMatch(/^close 1006.*not clean$/);
    expect(labels[0] === 'open').toBe(hasOpened);
    expect(labels.length).toBeGreaterThan(1);
  },
);

test('every cause is drawn, and one from its request on', () => {
  expect(closureCauses().map(({ cause }) => cause)).toEqual(CAUSES);
  expect(wholeCase()[0]?.label).toMatch(/^GET /);
});

test('each message is one that a browser prints', () => {
  for (const { page, cause } of closureMessages()) {
    expect(page.result.libraries, cause).toContain('Chromium');
  }
});

test('what browsers do with 1006 in a frame is what was measured', () => {
  const { chromium, firefox } = {
    chromium: peerCell('chromium', 'close-1006')!,
    firefox: peerCell('firefox', 'close-1006')!,
  };
  expect(chromium.verdict).toMatchObject({ kind: 'fails', closeCode: 1002 });
  expect(firefox.verdict).toEqual({ kind: 'accepts', received: ['close 1006'] });
  for (const { version } of [chromium, firefox]) expect(IF_SENT).toContain(version.split('.')[0]);
});
