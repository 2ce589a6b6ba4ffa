import { expect, test } from 'vitest';
import { unitReference } from '#core/conversation/unit-reference.ts';
import { referenceLabel } from '#core/protocol/rules/reference.ts';
import { frameUnit, unitOf } from './any-unit.ts';

const FRAMING = 'RFC 6455 §5.2';

test.each([
  { name: 'continuation', hex: '80 00', label: 'RFC 6455 §5.4' },
  { name: 'text', hex: '81 00', label: 'RFC 6455 §5.6' },
  { name: 'binary', hex: '82 00', label: 'RFC 6455 §5.6' },
  { name: 'reserved data', hex: '83 00', label: FRAMING },
  { name: 'Close', hex: '88 00', label: 'RFC 6455 §5.5.1' },
  { name: 'Ping', hex: '89 00', label: 'RFC 6455 §5.5.2' },
  { name: 'Pong', hex: '8a 00', label: 'RFC 6455 §5.5.3' },
  { name: 'reserved control', hex: '8f 00', label: FRAMING },
])('$label is about a $name frame', ({ hex, label }) => {
  expect(referenceLabel(unitReference(frameUnit(hex)))).toBe(label);
});

test.each([
  { kind: 'request', label: 'RFC 6455 §4.1' },
  { kind: 'response', label: 'RFC 6455 §4.2.2' },
  { kind: 'cut-head', label: 'RFC 9112 §2.1' },
  { kind: 'body', label: 'RFC 9112 §2.1' },
  { kind: 'cut-header', label: FRAMING },
  { kind: 'not-read', label: FRAMING },
  { kind: 'payload-rest', label: FRAMING },
  { kind: 'unplaced', label: FRAMING },
  { kind: 'not-captured', label: 'RFC 9293 §3.4' },
  { kind: 'after-close', label: 'RFC 6455 §5.5.1' },
] as const)('$label is about a unit of kind $kind', ({ kind, label }) => {
  expect(referenceLabel(unitReference(unitOf(kind)))).toBe(label);
});
