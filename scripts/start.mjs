// `npm start`: builds the site, serves it and prints its address.
//
//   --port 4173   the first port to try
//   --out dist    the folder for the built files
//   --no-build    serves the existing build
//   --under /a/b/ serves from a folder of the host, like many static hosts

import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './folders.mjs';
import { buildSite, serveSite } from './site.mjs';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4173' },
    out: { type: 'string', default: 'dist' },
    'no-build': { type: 'boolean', default: false },
    under: { type: 'string', default: '/' },
  },
});

const directory = path.resolve(root, values.out);
if (!values['no-build']) await buildSite(directory);
const { address } = await serveSite(directory, { port: Number(values.port), under: values.under });
console.log(`WS 101 is at ${address}`);
