import { expect, test } from 'vitest';
import { headerDetail } from '#content/reference/header-details.ts';
import { headerNote } from '#content/reference/header-notes.ts';
import { isHeadUnit } from '#core/conversation/unit.ts';
import { VARIANTS } from '../../core/scenarios/variants.ts';

const fields = new Map(
  VARIANTS.flatMap(({ story }) =>
    story.conversation.units
      .filter(isHeadUnit)
      .flatMap(({ head, kind }) =>
        head.fields.map(({ name }) => [`${kind} ${name}`, { name, kind }]),
      ),
  ) as [string, { name: string; kind: 'request' | 'response' }][],
);

test.each([...fields.values()])(
  '$name of a $kind is explained at length, or is ordinary HTTP',
  ({ name, kind }) => {
    const detail = headerDetail(name, kind);
    if (headerNote(name, kind)?.need !== 'ordinary HTTP') expect(detail).not.toBeNull();
    if (detail === null) return;
    expect(detail.text).toMatch(/^[A-Z0-9].*\.$/);
    expect(detail.references.length).toBeGreaterThan(0);
  },
);

test.each(['X-Something', 'constructor', '__proto__'])('nothing is known of “%s”', (name) => {
  expect(headerDetail(name, 'response')).toBeNull();
});
