// The files of a small test project: valid ones, and for each of the house's rules one that breaks
// it.

const component = (script: string) => `<script lang="ts">\n  ${script}\n</script>\n`;

/** Files that break no rule, which the others import. */
export const sound: Record<string, string> = {
  'src/core/bytes/byte.ts': 'export type Byte = number;\nexport const byte: Byte = 0x81;\n',
  'src/core/protocol/accept.ts':
    "import { sha1 } from '@noble/hashes/legacy.js';\nimport { byte } from '#core/bytes/byte.ts';\nexport const accept = () => sha1(new TextEncoder().encode(String(byte)));\n",
  'src/core/protocol/masking.ts':
    'export type MaskingKey = number;\nexport const applyMask = (byte: number, key: MaskingKey) => byte ^ key;\n',
  'src/content/words.ts':
    "import { byte } from '#core/bytes/byte.ts';\nexport const words = { byte };\n",
  'src/node/file-size.ts':
    "import { statSync } from 'node:fs';\nexport const sizeOf = (file: string) => statSync(file).size;\n",
  'src/view/ui/Button.svelte': component("import { onMount } from 'svelte';\n  onMount(() => {});"),
  'src/view/state/playback.svelte.ts': 'export class Playback {\n  current = $state(0);\n}\n',
  'src/view/pages/learn/LearnPage.svelte': component(
    "import type { Byte } from '#core/bytes/byte.ts';\n  import { words } from '#content/words.ts';\n  import Bytes from './Bytes.svelte';\n  const byte: Byte = words.byte;",
  ).concat('<Bytes {byte} />\n'),
  'src/view/pages/learn/Bytes.svelte': component(
    'let { byte }: { byte: number } = $props();',
  ).concat('{byte}\n'),
  'src/view/pages/decode/DecodePage.svelte': '<p>Decode</p>\n',
};

export interface Breach {
  readonly name: string;
  readonly file: string;
  readonly source: string;
  /** The rule that each tool reports. Omitted tools can't see this breach. */
  readonly cruiser?: string;
  readonly eslint?: string;
  readonly oxlint?: string;
  readonly compiler?: string;
}

export const forbiddenImports: readonly Breach[] = [
  {
    name: 'core imports content',
    file: 'src/core/protocol/core-content.ts',
    source: "import { words } from '#content/words.ts';\nexport const all = words;\n",
    cruiser: 'layer of core/protocol',
    oxlint: 'house(imports-by-layer)',
  },
  {
    name: 'content imports view',
    file: 'src/content/content-view.ts',
    source:
      "import { Playback } from '#view/state/playback.svelte.ts';\nexport const all = Playback;\n",
    cruiser: 'layer of content',
    oxlint: 'house(imports-by-layer)',
  },
  {
    name: 'content unmasks',
    file: 'src/content/content-unmasks.ts',
    source:
      "import { applyMask, type MaskingKey } from '#core/protocol/masking.ts';\nexport const all = (key: MaskingKey) => applyMask(0, key);\n",
    oxlint: 'house(imports-by-layer)',
  },
  {
    name: 'what runs in Node imports the view',
    file: 'src/node/node-view.ts',
    source:
      "import { Playback } from '#view/state/playback.svelte.ts';\nexport const all = Playback;\n",
    cruiser: 'layer of node',
    oxlint: 'house(imports-by-layer)',
  },
  {
    name: 'content imports what runs in Node',
    file: 'src/content/content-node.ts',
    source: "import { sizeOf } from '#node/file-size.ts';\nexport const all = sizeOf;\n",
    cruiser: 'layer of content',
    oxlint: 'house(imports-by-layer)',
  },
  {
    name: 'a folder of core imports one above it',
    file: 'src/core/bytes/bytes-protocol.ts',
    source: "import { accept } from '#core/protocol/accept.ts';\nexport const all = accept;\n",
    cruiser: 'layer of core/bytes',
    oxlint: 'house(imports-by-layer)',
  },
  {
    name: 'a page imports another',
    file: 'src/view/pages/learn/PagePage.svelte',
    source: component("import Page from '#view/pages/decode/DecodePage.svelte';").concat(
      '<Page />\n',
    ),
    cruiser: 'layer of view/pages',
    eslint: 'house/imports-by-layer',
  },
  {
    name: 'a page imports another when asked for',
    file: 'src/view/pages/learn/PageLater.svelte',
    source: component("export const later = () => import('#view/pages/decode/DecodePage.svelte');"),
    cruiser: 'layer of view/pages',
  },
  {
    name: 'a type alone is imported into a component',
    file: 'src/view/ui/TypeOnly.svelte',
    source: component(
      "import type { Byte } from '#core/bytes/byte.ts';\n  let { byte }: { byte: Byte } = $props();",
    ).concat('{byte}\n'),
    eslint: 'house/imports-by-layer',
  },
  {
    name: 'a type alone is imported into a module',
    file: 'src/core/bytes/type-only.ts',
    source:
      "import type { accept } from '#core/protocol/accept.ts';\nexport type All = typeof accept;\n",
    cruiser: 'layer of core/bytes',
    oxlint: 'house(imports-by-layer)',
  },
  {
    name: 'a relative import leaves its folder',
    file: 'src/core/protocol/relative.ts',
    source: "import { byte } from '../bytes/byte.ts';\nexport const all = byte;\n",
    oxlint: 'house(imports-by-layer)',
  },
  {
    name: 'an import has no extension',
    file: 'src/core/protocol/extension.ts',
    source: "import { byte } from '#core/bytes/byte';\nexport const all = byte;\n",
    oxlint: 'house(imports-by-layer)',
  },
  {
    name: 'core imports a package that is not in the table',
    file: 'src/core/bytes/package.ts',
    source: "import { sha1 } from '@noble/hashes/legacy.js';\nexport const all = sha1;\n",
    cruiser: 'packages of core/bytes',
    oxlint: 'house(imports-by-layer)',
  },
  {
    name: 'the view imports Node',
    file: 'src/view/browser/node.ts',
    source: "import { readFileSync } from 'node:fs';\nexport const all = readFileSync;\n",
    cruiser: 'nothing of Node',
    oxlint: 'house(imports-by-layer)',
  },
  {
    name: 'two files import each other',
    file: 'src/core/bytes/one.ts',
    source: "import type { Two } from './two.ts';\nexport type One = Two | 1;\n",
    cruiser: 'no cycle',
  },
  {
    name: 'a barrel passes names on',
    file: 'src/core/bytes/barrel.ts',
    source: "export * from './byte.ts';\n",
    oxlint: 'house(no-barrels)',
  },
  {
    name: 'a folder has no row in the table',
    file: 'src/core/protocol/unhoused.ts',
    source: "import { odd } from '#core/odds/odd.ts';\nexport const all = odd;\n",
    cruiser: 'a row for each folder',
    oxlint: 'house(imports-by-layer)',
  },
];

export const impurities: readonly Breach[] = [
  {
    name: 'a clock',
    file: 'src/core/bytes/clock.ts',
    source: 'export const now = () => new Date();\n',
    oxlint: 'eslint(no-restricted-globals)',
  },
  {
    name: 'randomness',
    file: 'src/core/bytes/random.ts',
    source: 'export const key = () => Math.random();\n',
    oxlint: 'eslint(no-restricted-properties)',
  },
  {
    name: 'a timer',
    file: 'src/core/bytes/timer.ts',
    source: 'export const wait = () => setTimeout(() => undefined, 1);\n',
    oxlint: 'eslint(no-restricted-globals)',
    compiler: "Cannot find name 'setTimeout'",
  },
  {
    name: 'the network',
    file: 'src/core/bytes/network.ts',
    source: "export const ask = () => fetch('/');\n",
    oxlint: 'eslint(no-restricted-globals)',
    compiler: "Cannot find name 'fetch'",
  },
  {
    name: 'the page',
    file: 'src/core/bytes/page.ts',
    source: 'export const title = () => document.title;\n',
    oxlint: 'eslint(no-restricted-globals)',
    compiler: "Cannot find name 'document'",
  },
  {
    name: 'a promise',
    file: 'src/core/bytes/promise.ts',
    source: 'export const later = async () => 1;\n',
    oxlint: 'house(nothing-waits)',
  },
  {
    name: 'a part that it loads',
    file: 'src/core/bytes/loading.ts',
    source: "export const later = () => import('./byte.ts');\n",
    oxlint: 'house(core-loads-nothing)',
  },
  {
    name: 'a locale',
    file: 'src/core/bytes/locale.ts',
    source: 'export const text = (value: number) => value.toLocaleString();\n',
    oxlint: 'eslint(no-restricted-properties)',
  },
];

export const breachesInComponents: readonly Breach[] = [
  {
    name: 'a value of any type',
    file: 'src/view/ui/AnyType.svelte',
    source: component('let { value }: { value: any } = $props();').concat('{value}\n'),
    eslint: '@typescript-eslint/no-explicit-any',
  },
  {
    name: 'the network',
    file: 'src/view/ui/Network.svelte',
    source: component("void fetch('/');"),
    eslint: 'no-restricted-globals',
  },
  {
    name: 'a long comment',
    file: 'src/view/ui/LongComment.svelte',
    source: component(`// ${'long '.repeat(20)}`),
    eslint: 'house/comment-length',
  },
  {
    name: 'a style attribute',
    file: 'src/view/ui/StyleAttribute.svelte',
    source: '<p style="color: red">Red</p>\n',
    eslint: 'no-restricted-syntax',
  },
  {
    name: 'markup made of text',
    file: 'src/view/ui/HtmlTag.svelte',
    source: component("const text = '<b>bold</b>';").concat('{@html text}\n'),
    eslint: 'svelte/no-at-html-tags',
  },
];

export const forgottenPromises: readonly Breach[] = [
  {
    name: 'a component',
    file: 'src/view/ui/Forgetful.svelte',
    source: component("import { save } from './save.ts';\n  save();"),
    oxlint: 'typescript(no-floating-promises)',
  },
  {
    name: 'markup',
    file: 'src/view/ui/ForgetfulMarkup.svelte',
    source: component(
      "import Caller from './Caller.svelte';\n  import { save } from './save.ts';",
    ).concat('<Caller oncall={() => save()} />\n'),
    oxlint: 'typescript(no-misused-promises)',
  },
  {
    name: 'a module',
    file: 'src/view/ui/forgetful.ts',
    source: "import { save } from './save.ts';\nsave();\n",
    oxlint: 'typescript(no-floating-promises)',
  },
];

/** The second files of breaches that need two. */
export const accomplices: Record<string, string> = {
  'src/core/bytes/two.ts': "import type { One } from './one.ts';\nexport type Two = One | 2;\n",
  'src/view/ui/Caller.svelte': component(
    'let { oncall }: { oncall: () => void } = $props();\n  $effect(() => oncall());',
  ),
  'src/view/ui/save.ts': 'export const save = async () => {};\n',
  'src/core/odds/odd.ts': 'export const odd = 1;\n',
};
