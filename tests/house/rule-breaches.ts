/** For each rule in .oxlintrc.json that isn't about layers or purity, a module that breaks it. */
export const RULE_BREACHES: Readonly<Record<string, string>> = {
  eqeqeq: 'export const same = (one: number, other: number) => one == other;\n',
  'house/comment-length': `// ${'long '.repeat(20)}\nexport const comment = 1;\n`,
  'no-else-return':
    'export function sign(n: number) {\n  if (n < 0) {\n    return -1;\n  } else {\n    return 1;\n  }\n}\n',
  'no-self-compare': 'export const isItself = (n: number) => n === n;\n',
  'no-unneeded-ternary': 'export const isNegative = (n: number) => (n < 0 ? true : false);\n',
  'no-unsafe-finally':
    'export function two() {\n  try {\n    return 1;\n  } finally {\n    return 2;\n  }\n}\n',
  'no-useless-rename': 'export const sizeOf = ({ size: size }: { size: number }) => size;\n',
  'no-var': 'export var changing = 1;\n',
  'object-shorthand': 'export const made = (size: number) => ({ size: size });\n',
  'prefer-const': 'let fixed = 1;\nexport const twice = fixed * 2;\n',
  'prefer-rest-params': 'export function count() {\n  return arguments[0];\n}\n',
  'prefer-spread': 'export const largest = (numbers: number[]) => Math.max.apply(Math, numbers);\n',
  'prefer-template': "export const greet = (name: string) => 'hello ' + name + '!';\n",
  '@typescript-eslint/adjacent-overload-signatures':
    'export interface Calls {\n  call(one: string): void;\n  other(): void;\n  call(one: number): void;\n}\n',
  '@typescript-eslint/array-type': 'export const numbers: Array<number> = [];\n',
  '@typescript-eslint/await-thenable':
    'export async function wait(n: number) {\n  return await n;\n}\n',
  '@typescript-eslint/ban-ts-comment':
    "// @ts-expect-error odd\nexport const wrong: number = 'one';\n",
  '@typescript-eslint/ban-tslint-comment': '// tslint:disable\nexport const unlinted = 1;\n',
  '@typescript-eslint/class-literal-property-style':
    "export class Literal {\n  get name() {\n    return 'literal';\n  }\n}\n",
  '@typescript-eslint/consistent-generic-constructors':
    'export const counts: Map<string, number> = new Map();\n',
  '@typescript-eslint/consistent-indexed-object-style':
    'export interface Counts {\n  [name: string]: number;\n}\n',
  'id-denylist': 'export const buf = new Uint8Array(1);\n',
  'no-console': "console.log('one');\n",
  '@typescript-eslint/consistent-type-imports':
    "import { Playback } from '#view/state/playback.svelte.ts';\nexport type Player = Playback;\n",
  '@typescript-eslint/consistent-type-assertions':
    'export const asserted = (value: unknown) => <string>value;\n',
  '@typescript-eslint/no-array-constructor': 'export const pair = new Array(1, 2);\n',
  '@typescript-eslint/no-confusing-non-null-assertion':
    'export const same = (one: number | null, other: number) => one! == other;\n',
  '@typescript-eslint/no-duplicate-enum-values':
    'export enum Twice {\n  One = 1,\n  Same = 1,\n}\n',
  '@typescript-eslint/no-dynamic-delete':
    'export function forget(table: Record<string, number>, name: string) {\n  delete table[name];\n}\n',
  '@typescript-eslint/no-empty-object-type': 'export type Anything = {};\n',
  '@typescript-eslint/no-explicit-any': 'export const anything = (value: any) => value;\n',
  '@typescript-eslint/no-extra-non-null-assertion':
    'export const sure = (value: { size: number } | null) => value!!.size;\n',
  '@typescript-eslint/no-extraneous-class':
    'export class Helpers {\n  static one() {\n    return 1;\n  }\n}\n',
  '@typescript-eslint/no-floating-promises':
    "import { save } from './save.ts';\nexport function forget() {\n  save();\n}\n",
  '@typescript-eslint/no-inferrable-types': 'export const count: number = 1;\n',
  '@typescript-eslint/no-invalid-void-type': 'export type Maybe = string | void;\n',
  '@typescript-eslint/no-misused-new': 'export interface Made {\n  new (): Made;\n}\n',
  '@typescript-eslint/no-misused-promises':
    "import { save } from './save.ts';\n[1].forEach(async () => save());\n",
  '@typescript-eslint/no-namespace': 'export namespace Names {\n  export const one = 1;\n}\n',
  '@typescript-eslint/no-non-null-asserted-nullish-coalescing':
    'export const sizeOf = (value: { size: number | null }) => value.size! ?? 0;\n',
  '@typescript-eslint/no-non-null-asserted-optional-chain':
    'export const sizeOf = (value?: { size: number }) => value?.size!;\n',
  '@typescript-eslint/no-require-imports': "export const fs = require('fs');\n",
  '@typescript-eslint/no-this-alias':
    'export class Alias {\n  me() {\n    const self = this;\n    return () => self;\n  }\n}\n',
  '@typescript-eslint/no-unnecessary-type-assertion':
    'export const same = (text: string) => text as string;\n',
  '@typescript-eslint/no-unnecessary-type-constraint':
    'export const same = <T extends unknown>(value: T) => value;\n',
  '@typescript-eslint/no-unsafe-declaration-merging':
    'export interface Merged {\n  size: number;\n}\nexport class Merged {\n  name = 1;\n}\n',
  '@typescript-eslint/no-unsafe-function-type': 'export type Call = Function;\n',
  '@typescript-eslint/no-unused-expressions': 'export function nothing(n: number) {\n  n + 1;\n}\n',
  '@typescript-eslint/no-unused-vars': 'const _unused = 1;\nexport const used = 2;\n',
  '@typescript-eslint/no-useless-constructor':
    'export class Plain {\n  name = 1;\n  constructor() {}\n}\n',
  '@typescript-eslint/no-wrapper-object-types': 'export type Text = String;\n',
  '@typescript-eslint/only-throw-error': "export function fail() {\n  throw 'failed';\n}\n",
  '@typescript-eslint/prefer-as-const': "export const one = { name: 'one' as 'one' };\n",
  '@typescript-eslint/prefer-for-of':
    'export function sum(numbers: number[]) {\n  let total = 0;\n  for (let i = 0; i < numbers.length; i += 1) total += numbers[i]!;\n  return total;\n}\n',
  '@typescript-eslint/prefer-function-type': 'export interface Call {\n  (): void;\n}\n',
  '@typescript-eslint/prefer-literal-enum-member':
    'const one = 1;\nexport enum Members {\n  One = one,\n}\n',
  '@typescript-eslint/prefer-namespace-keyword':
    'export module Names {\n  export const one = 1;\n}\n',
  '@typescript-eslint/switch-exhaustiveness-check':
    "export function size(name: 'one' | 'two') {\n  switch (name) {\n    case 'one':\n      return 1;\n  }\n  return 0;\n}\n",
  '@typescript-eslint/triple-slash-reference':
    '/// <reference path="./save.ts" />\nexport const referring = 1;\n',
  '@typescript-eslint/unified-signatures':
    'export function call(one: number): void;\nexport function call(one: string): void;\nexport function call(_one: unknown) {}\n',
};
