/** What tests of conformance contain, and what they don't. */

import type { FactTable } from './fact.ts';

const AUTOBAHN = {
  name: 'Autobahn test suite, at commit b8a5120',
  url: 'https://github.com/crossbario/autobahn-testsuite/tree/b8a5120',
} as const;

export const CONFORMANCE = {
  'autobahn-cases': {
    of: 'Autobahn test suite',
    quantity: { value: 517, unit: 'cases' },
    about: 'frames, messages and compression',
    states: 'Has 517 cases about frames, messages and compression.',
    source: AUTOBAHN,
    readOn: '2026-11-30',
    verification: 'repository',
  },
  'autobahn-utf8': {
    of: 'Autobahn test suite',
    quantity: { value: 145, unit: 'cases' },
    about: 'UTF-8',
    states: 'Has 145 cases about UTF-8, valid and invalid, whole and split.',
    source: AUTOBAHN,
    readOn: '2026-11-30',
    verification: 'repository',
  },
  'autobahn-compression': {
    of: 'Autobahn test suite',
    quantity: { value: 216, unit: 'cases' },
    about: 'permessage-deflate',
    states:
      'Has 216 cases about permessage-deflate: sizes from 16 to 131,072 bytes, and seven sets of parameters.',
    source: AUTOBAHN,
    readOn: '2026-11-30',
    verification: 'repository',
  },
  'autobahn-non-strict': {
    of: 'Autobahn test suite',
    quantity: null,
    about: 'its results',
    states:
      'Reports a case as OK, NON-STRICT, INFORMATIONAL, UNIMPLEMENTED or FAILED. An implementation whose case is NON-STRICT still conforms.',
    source: AUTOBAHN,
    readOn: '2026-11-30',
    verification: 'repository',
  },
  'autobahn-handshake': {
    of: 'Autobahn test suite',
    quantity: null,
    about: 'the opening handshake',
    states: 'Has no cases about the opening handshake: its list calls them under development.',
    source: AUTOBAHN,
    readOn: '2026-11-30',
    verification: 'repository',
  },
  'tungstenite-report': {
    of: 'tungstenite for Rust',
    quantity: null,
    about: 'its results of the Autobahn test suite',
    states:
      'Keeps the results that it expects of the Autobahn test suite in its repository, and compares each run with them.',
    source: {
      name: 'tungstenite, scripts/autobahn-server.sh, at commit 1737738',
      url: 'https://github.com/snapview/tungstenite-rs/blob/1737738/scripts/autobahn-server.sh',
    },
    readOn: '2026-11-30',
    verification: 'repository',
  },
} as const satisfies FactTable;
