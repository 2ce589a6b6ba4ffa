import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonNode } from '#core/paste/text/json-node.ts';
import { JsonTape } from '#core/paste/text/json-tape.ts';

const readAll = (text: string) => {
  const document = new JsonTape(text).read(0);
  if (document === null) throw new Error('expected a value');
  return document;
};

/** What `JSON.parse` would return. */
function valueOf(node: JsonNode): unknown {
  switch (node.kind) {
    case 'object':
      return Object.fromEntries(
        Array.from(node.members(), ([name, value]) => [name, valueOf(value)]),
      );
    case 'array':
      return Array.from(node.elements(), valueOf);
    case 'string':
      return node.text();
    case 'number':
      return node.number();
    case 'true':
    case 'false':
      return node.boolean();
    case 'null':
      return null;
  }
}

/** Own members called "__proto__" too, as `JSON.parse` makes them. */
const anyJson = fc.json({ maxDepth: 5 });

describe('a value', () => {
  test('is that of JSON.parse, however it is spaced', () => {
    fc.assert(
      fc.property(anyJson, fc.constantFrom(0, 1, '\t'), (json, indent) => {
        const text = JSON.stringify(JSON.parse(json), null, indent);
        const { root, end, problem } = readAll(text);
        expect(valueOf(root)).toEqual(JSON.parse(text));
        expect({ end, problem }).toEqual({ end: text.length, problem: null });
      }),
    );
  });

  test('has the place from which it was read', () => {
    fc.assert(
      fc.property(anyJson, (text) => {
        const waiting = [readAll(text).root];
        for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
          const raw = text.slice(node.start, node.end);
          expect(JSON.parse(node.isString ? `"${raw}"` : raw)).toEqual(valueOf(node));
          waiting.push(...node.elements(), ...Array.from(node.members(), ([, value]) => value));
        }
      }),
    );
  });

  test.each([
    ['a member called __proto__', '{"__proto__":{"data":1},"data":2}', 'data', 2],
    ['a member of every object', '{"constructor":1}', 'toString', null],
    ['the first of two with one name', '{"a":1,"a":2}', 'a', 1],
    ['an escaped name', String.raw`{"\u0061":3}`, 'a', 3],
  ])('finds %s', (_, text, name, expected) => {
    const member = readAll(text).root.member(name);
    expect(member && valueOf(member)).toEqual(expected);
  });
});

describe('a text that is not quite JSON', () => {
  test.each([
    ['a comma before an end', '{"a":[1,2,],}', { a: [1, 2] }, null],
    ['nothing but a bracket', '[', [], 'cut'],
    ['an end within a list', '[1, [2, 3 ', [1, [2, 3]], 'cut'],
    ['an end within a number', '[1, [2, 3', [1, [2]], 'cut'],
    ['an end after a name', '{"a":1,"b"', { a: 1 }, 'cut'],
    ['an end after a colon', '{"a":1,"b":', { a: 1 }, 'cut'],
    ['an end within a string', '{"a":"he', { a: 'he' }, 'cut'],
    ['an end within an escape', '{"a":"he\\', { a: 'he\\' }, 'cut'],
    ['an end within a word', '[true, fal', [true], 'cut'],
    ['a line end within a string', '{"a":"he\n{"a":"hello"}', { a: 'he' }, 'cut'],
    ['a word', '[1, two]', [1], 'not-json'],
    ['no comma', '[1 2]', [1], 'not-json'],
    ['no colon', '{"a" 1}', {}, 'not-json'],
    ['the other bracket', '{"a":1]', { a: 1 }, 'not-json'],
    ['dots', '[1, ...]', [1], 'not-json'],
    ['a second point', '[1.2.3]', [], 'not-json'],
    ['NaN', '[NaN]', [null], null],
  ])('with %s keeps what it has', (_, text, expected, problem) => {
    const document = readAll(text);
    expect(valueOf(document.root)).toEqual(expected);
    expect(document.problem?.kind ?? null).toBe(problem);
  });

  test('never throws, wherever it is cut', () => {
    fc.assert(
      fc.property(anyJson, fc.nat(), (text, at) => {
        const cut = text.slice(0, at % (text.length + 1));
        const document = new JsonTape(cut).read(0);
        if (document !== null) expect(document.end).toBeLessThanOrEqual(cut.length);
      }),
    );
  });

  test.each(['[', '{"a":', '[{"a":'])('reads a million of %s', (opening) => {
    const text = opening.repeat(1_000_000);
    expect(readAll(text)).toMatchObject({ end: text.length, problem: { kind: 'cut' } });
  });

  test('skips marks at the start of lines', () => {
    const text = '{\n> "a":\n> 1\n> }';
    const lineContent = (at: number) => at + 2;
    expect(valueOf(new JsonTape(text).read(0, { lineContent })!.root)).toEqual({ a: 1 });
  });
});
