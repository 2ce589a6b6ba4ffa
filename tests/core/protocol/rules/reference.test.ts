import { expect, test } from 'vitest';
import { referenceLabel, referenceUrl, rfc } from '#core/protocol/rules/reference.ts';

test.each([
  {
    reference: rfc(6455, '5.2'),
    label: 'RFC 6455 §5.2',
    url: 'https://www.rfc-editor.org/rfc/rfc6455#section-5.2',
  },
  { reference: rfc(7692, ''), label: 'RFC 7692', url: 'https://www.rfc-editor.org/rfc/rfc7692' },
  {
    reference: { document: 'WHATWG WebSockets', section: 'feedback-from-the-protocol' } as const,
    label: 'WHATWG WebSockets §feedback-from-the-protocol',
    url: 'https://websockets.spec.whatwg.org/#feedback-from-the-protocol',
  },
  {
    reference: { document: 'Mixed Content', section: 'should-block-fetch' } as const,
    label: 'Mixed Content §should-block-fetch',
    url: 'https://w3c.github.io/webappsec-mixed-content/#should-block-fetch',
  },
])('$label', ({ reference, label, url }) => {
  expect(referenceLabel(reference)).toBe(label);
  expect(referenceUrl(reference)).toBe(url);
});
