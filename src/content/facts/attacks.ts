/** Attacks on WebSocket servers that happened or that others describe. */

import type { FactTable } from './fact.ts';

export const ATTACKS = {
  'gitpod-origin': {
    of: 'Gitpod',
    quantity: null,
    about: 'a missing check of Origin',
    states:
      'In 2023, Gitpod checked the origin insufficiently. A page of another site could take over an account through a WebSocket.',
    source: {
      name: 'OWASP, WebSocket Security Cheat Sheet, on GHSA-f53g-frr2-jhpf',
      url: 'https://cheatsheetseries.owasp.org/cheatsheets/WebSocket_Security_Cheat_Sheet.html',
    },
    readOn: '2026-11-30',
    verification: 'repository',
  },
} as const satisfies FactTable;
