// What `npm run mutate` measures: each folder or file with the score that it has to reach, in
// percent. Its tests are those of the same folder under tests/; `tests` adds others.

/**
 * @typedef {object} Measured
 * @property {string} path
 * @property {number} target
 * @property {readonly string[]} [tests] files or folders
 */

/** @type {readonly Measured[]} */
export const measured = [
  { path: 'src/core/protocol/framing', target: 90 },
  {
    path: 'src/core/protocol/messages',
    target: 90,
    tests: ['tests/core/protocol/receiver-vectors.test.ts'],
  },
  { path: 'src/core/protocol/opening', target: 90 },
  { path: 'src/core/protocol/endpoint.ts', target: 90 },
  { path: 'src/core/trace', target: 80 },
  { path: 'src/core/packets', target: 80 },
  { path: 'src/core/conversation', target: 80 },
];
