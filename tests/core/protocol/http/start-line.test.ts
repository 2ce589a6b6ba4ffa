import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseStartLine, StartLineWatch } from '#core/protocol/http/start-line.ts';

/** How many characters of the line pass. */
function passedBy(line: string): number {
  const watch = new StartLineWatch();
  const oddAt = Array.from(line).findIndex((character) => !watch.accepts(character));
  return oddAt === -1 ? line.length : oddAt;
}

describe('a line is watched', () => {
  test.each([
    { line: 'GET /chat HTTP/1.1\r\n', passed: 20 },
    { line: 'HTTP /chat HTTP/1.1\n', passed: 20 },
    { line: 'M-SEARCH * HTTP/1.1\r\n', passed: 21 },
    { line: 'HTTP/1.1 101\r\n', passed: 14 },
    { line: 'HTTP/1.1 101 \n', passed: 14 },
    { line: 'HTTP/1.1 101 Any words: é\r\n', passed: 27 },
    { line: '\x81\x05Hello', passed: 0 },
    { line: ' GET / HTTP/1.1', passed: 0 },
    { line: 'get /', passed: 0 },
    { line: '1', passed: 0 },
    { line: 'Hello', passed: 1 },
    { line: 'GET\r\n', passed: 3 },
    { line: 'GET  /', passed: 4 },
    { line: 'GET /\t', passed: 5 },
    { line: 'GET / HTTP/11', passed: 12 },
    { line: 'GET / HTTP/1.1 \r\n', passed: 14 },
    { line: 'GET / HTTP/1.1\r\r\n', passed: 15 },
    { line: 'GETS/', passed: 4 },
    { line: 'HTTP/1.1 1x1', passed: 10 },
    { line: 'HTTP/1.1 1011', passed: 12 },
    { line: 'HTTP/1.1 101 a\rb', passed: 15 },
  ])('$line', ({ line, passed }) => {
    expect(passedBy(line)).toBe(passed);
  });
});

test('a whole line passes exactly where it has parts', () => {
  const text = fc.oneof(
    fc.string({ unit: fc.constantFrom(...'GETHTP/1.0 \r\t\xa0x'), maxLength: 24 }),
    fc
      .tuple(
        fc.constantFrom('GET', 'G-1', 'HTTP', 'g', ''),
        fc.constantFrom('/', '*', '', '/\xe9', '/\0'),
        fc.constantFrom('HTTP/1.1', 'HTTP/9.0', 'HTTP/1', 'RTSP/1.0'),
      )
      .map((parts) => parts.join(' ')),
    fc
      .tuple(
        fc.constantFrom('HTTP/1.1', 'HTTP/1.x'),
        fc.constantFrom('101', '10', '0000'),
        fc.string({ unit: fc.constantFrom(...'a \t\xe9\r'), maxLength: 4 }),
      )
      .map((parts) => parts.join(' ')),
  );
  fc.assert(
    fc.property(text, (line) => {
      // A carriage return at its end belongs to the line end.
      const parts = parseStartLine(line.replace(/\r$/, ''));
      expect(passedBy(`${line}\n`) === line.length + 1).toBe(parts !== null);
    }),
    { seed: 9112, numRuns: 2000 },
  );
});
