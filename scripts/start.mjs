// `npm start`: builds the site, serves it with Live from this machine, and prints its address.
//
//   --port 4173            the first port to try
//   --out dist             the folder for the built files
//   --no-build             serves the existing build
//   --to wss://host/path   a target for Live; can be repeated
//   --tap NAME             a WebSocket at /tap/NAME for other programs, to the first target or to
//                          the echo server; NAME=URL leads elsewhere; can be repeated
//   --origin target        the Origin that targets see: target, keep or none
//   --allow-origin URL     a site whose pages may use taps; can be repeated
//   --watch URL            starts a new browser with a page, and shows its WebSockets
//   --static               serves it without Live, as a static host does
//   --under /a/b/          the same, from a folder of the host

import path from 'node:path';
import { parseArgs } from 'node:util';
import { bundleForNode } from './bundle.mjs';
import { root } from './folders.mjs';
import { buildSite, serveSite } from './site.mjs';

function readOptions() {
  try {
    return parseArgs({
      options: {
        port: { type: 'string', default: '4173' },
        out: { type: 'string', default: 'dist' },
        'no-build': { type: 'boolean', default: false },
        to: { type: 'string', multiple: true, default: [] },
        tap: { type: 'string', multiple: true, default: [] },
        origin: { type: 'string', default: 'target' },
        'allow-origin': { type: 'string', multiple: true, default: [] },
        watch: { type: 'string' },
        static: { type: 'boolean', default: false },
        under: { type: 'string' },
      },
    }).values;
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

/** @param {string} reason @returns {never} */
function fail(reason) {
  console.error(reason);
  process.exit(1);
}

const values = readOptions();
const directory = path.resolve(root, values.out);
if (!values['no-build']) await buildSite(directory);
if (values.static || values.under !== undefined) {
  const options = { port: Number(values.port), under: values.under ?? '/' };
  const { address } = await serveSite(directory, options);
  console.log(`WS 101 is at ${address}`);
} else {
  await serveWithLive();
}

async function serveWithLive() {
  /** @type {typeof import('../src/node/cli/serve.ts')} */
  const { serve } = await bundleForNode('src/node/cli/serve.ts');
  const { port, to, tap, origin, watch = null } = values;
  const allowOrigin = values['allow-origin'];
  const options = { directory, port, to, tap, origin, allowOrigin, watch };
  const reason = await serve(options, console.log);
  if (reason !== null) fail(reason);
}
