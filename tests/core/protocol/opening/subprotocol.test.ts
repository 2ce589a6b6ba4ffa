import { describe, expect, test } from 'vitest';
import { toLatin1 } from '#core/bytes/text.ts';
import { decodeHttpHead } from '#core/protocol/http/http-head.ts';
import {
  chooseSubprotocol,
  decodeSubprotocols,
  encodeSubprotocols,
} from '#core/protocol/opening/subprotocol.ts';

function offerOf(...values: string[]) {
  const lines = values.map((value) => `Sec-WebSocket-Protocol: ${value}`);
  const text = ['GET / HTTP/1.1', ...lines, '', ''].join('\r\n');
  const reading = decodeHttpHead(toLatin1(text));
  if (reading.kind !== 'head') throw new TypeError(`expected a head, got ${reading.kind}`);
  const { names, violations } = decodeSubprotocols(reading.head.fields);
  return {
    names,
    broken: violations.map(({ id, range }) => [id, text.slice(range.start / 8, range.end / 8)]),
  };
}

describe('an offer', () => {
  test.each([
    { values: [], names: [], broken: [] },
    { values: ['chat, superchat'], names: ['chat', 'superchat'], broken: [] },
    { values: ['b', 'a'], names: ['b', 'a'], broken: [] },
    { values: [',a,,\tb ,'], names: ['a', 'b'], broken: [] },
    { values: ['chat, Chat'], names: ['chat', 'Chat'], broken: [] },
    { values: ['v1.json!'], names: ['v1.json!'], broken: [] },
    {
      values: ['chat, super chat'],
      names: ['chat'],
      broken: [['request.subprotocol-malformed', 'super chat']],
    },
    { values: ['a/b'], names: [], broken: [['request.subprotocol-malformed', 'a/b']] },
    { values: ['"a"'], names: [], broken: [['request.subprotocol-malformed', '"a"']] },
    { values: ['é'], names: [], broken: [['request.subprotocol-malformed', 'é']] },
    {
      values: [' , '],
      names: [],
      broken: [['request.subprotocol-malformed', 'Sec-WebSocket-Protocol:  , \r\n']],
    },
    { values: ['a', 'b, a'], names: ['a', 'b'], broken: [['request.subprotocol-repeated', 'a']] },
  ])('$values', ({ values, names, broken }) => {
    expect(offerOf(...values)).toEqual({ names, broken });
  });
});

test.each([
  { offered: ['a', 'b'], spoken: ['b', 'a'], chosen: 'a' },
  { offered: ['a', 'b'], spoken: ['b'], chosen: 'b' },
  { offered: ['A'], spoken: ['a'], chosen: null },
  { offered: [], spoken: ['a'], chosen: null },
])('of $offered, who speaks $spoken chooses $chosen', ({ offered, spoken, chosen }) => {
  expect(chooseSubprotocol(offered, spoken)).toBe(chosen);
});

test('names are written as they are, if they are names and differ', () => {
  expect(encodeSubprotocols(['b', 'a'])).toBe('b, a');
  expect(() => encodeSubprotocols(['a', 'a'])).toThrow('expected tokens that differ, got "a"');
  expect(() => encodeSubprotocols(['a b'])).toThrow('expected tokens that differ, got "a b"');
});
