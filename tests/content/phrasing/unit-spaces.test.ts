import { expect, test } from 'vitest';
import { keepUnits, keepUnitsInHtml } from '#content/phrasing/unit-spaces.ts';

/** A no-break space. */
const _ = '\u00a0';

test.each([
  ['after 30 ms on average', `after 30${_}ms on average`],
  ['9 min 54 s', `9${_}min 54${_}s`],
  ['128 KB', `128${_}KB`],
  ['1.4 kB, 160 KiB and 41.6 Mbit/s', `1.4${_}kB, 160${_}KiB and 41.6${_}Mbit/s`],
  ['1,234 B/s', `1,234${_}B/s`],
  ['2 to 14 bytes, 1 byte', `2 to 14${_}bytes, 1${_}byte`],
  ['within 60 s.', `within 60${_}s.`],
  ['24 hours', `24${_}hours`],
  // Not units.
  ['RFC 6455 says', 'RFC 6455 says'],
  ['4 servers, 3 steps, 2 hosts', '4 servers, 3 steps, 2 hosts'],
  ['a 7-bit field, 2 byte-sized parts', 'a 7-bit field, 2 byte-sized parts'],
  ['code 1006 B2B', 'code 1006 B2B'],
])('%s', (text, expected) => {
  expect(keepUnits(text)).toBe(expected);
});

test('leaves attributes and code as they are', () => {
  expect(
    keepUnitsInHtml('<p title="3 s">3 s <code>wait 3 s</code> and <b>4 ms</b><!--[--> 5 s</p>'),
  ).toBe(`<p title="3 s">3${_}s <code>wait 3 s</code> and <b>4${_}ms</b><!--[--> 5${_}s</p>`);
});
