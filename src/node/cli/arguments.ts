/** The arguments of `ws-101`, as a command with its options. */

import { parseArgs } from 'node:util';
import { argumentProblemWords, type ArgumentProblem } from '#content/command-line/failure-words.ts';
import { CommandFailure } from './failure.ts';

export type InputOptions = {
  /** "-" for the standard input. */
  readonly file: string;
  /** Counted from 1; null for none in particular. */
  readonly connection: number | null;
  /** The name of a key log. */
  readonly keys: string | null;
};

export type DecodeForm = 'text' | 'json' | 'markdown';

export type ServeOptions = {
  readonly port: string;
  readonly to: readonly string[];
  readonly tap: readonly string[];
  readonly origin: string;
  readonly allowOrigin: readonly string[];
  readonly watch: string | null;
};

export type Command =
  | { readonly name: 'help' | 'version' }
  | ({ readonly name: 'serve' } & ServeOptions)
  | ({ readonly name: 'decode'; readonly form: DecodeForm } & InputOptions)
  | ({ readonly name: 'convert'; readonly output: string } & InputOptions);

type OptionType = 'string' | 'boolean' | 'list';

const HELP_OPTIONS = { help: 'boolean', version: 'boolean' } as const;

const INPUT_OPTIONS = { ...HELP_OPTIONS, connection: 'string', keys: 'string' } as const;

const OPTIONS: Readonly<
  Record<'serve' | 'decode' | 'convert', Readonly<Record<string, OptionType>>>
> = {
  serve: {
    ...HELP_OPTIONS,
    port: 'string',
    to: 'list',
    tap: 'list',
    origin: 'string',
    'allow-origin': 'list',
    watch: 'string',
  },
  decode: { ...INPUT_OPTIONS, json: 'boolean', md: 'boolean' },
  convert: { ...INPUT_OPTIONS, output: 'string' },
};

const SHORT: Readonly<Record<string, string>> = { h: 'help', o: 'output' };

/** The values of each option, and what isn't an option. */
type Given = { readonly options: ReadonlyMap<string, string[]>; readonly rest: string[] };

export function readArguments(args: readonly string[]): Command {
  const [first] = args;
  const name = first === 'decode' || first === 'convert' ? first : 'serve';
  const { options, rest } = readOptions(name === 'serve' ? args : args.slice(1), OPTIONS[name]);
  if (options.has('help')) return { name: 'help' };
  if (options.has('version')) return { name: 'version' };
  const one = (option: string): string | null => options.get(option)?.[0] ?? null;
  const list = (option: string): readonly string[] => options.get(option) ?? [];
  if (name === 'serve') {
    if (rest[0] !== undefined) fail({ kind: 'unknown-command', text: rest[0] });
    return {
      name,
      port: one('port') ?? '4173',
      to: list('to'),
      tap: list('tap'),
      origin: one('origin') ?? 'target',
      allowOrigin: list('allow-origin'),
      watch: one('watch'),
    };
  }
  const [file, extra] = rest;
  if (file === undefined || file === '') return fail({ kind: 'no-file' });
  if (extra !== undefined) fail({ kind: 'extra-argument', text: extra });
  const input = { file, connection: connectionOf(one('connection')), keys: one('keys') };
  if (name === 'decode') {
    const [isJson, isMarkdown] = [options.has('json'), options.has('md')];
    if (isJson && isMarkdown) fail({ kind: 'two-forms' });
    return { name, form: isJson ? 'json' : isMarkdown ? 'markdown' : 'text', ...input };
  }
  const output = one('output');
  return output === null ? fail({ kind: 'no-output' }) : { name, output, ...input };
}

function readOptions(args: readonly string[], known: Readonly<Record<string, OptionType>>): Given {
  const shorts = Object.entries(SHORT).filter(([, name]) => Object.hasOwn(known, name));
  const shortOf = (name: string) => shorts.find(([, each]) => each === name)?.[0];
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    tokens: true,
    options: Object.fromEntries(
      Object.entries(known).map(([name, type]) => {
        const short = shortOf(name);
        const config = { type: type === 'boolean' ? ('boolean' as const) : ('string' as const) };
        return [name, short === undefined ? config : { ...config, short }];
      }),
    ),
  });
  const options = new Map<string, string[]>();
  const rest: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') rest.push(token.value);
    if (token.kind !== 'option') continue;
    const { name, rawName, value } = token;
    const type = Object.hasOwn(known, name) ? known[name] : undefined;
    if (type === undefined) return fail({ kind: 'unknown-option', text: rawName });
    if (type === 'boolean' && value !== undefined)
      fail({ kind: 'unwanted-value', option: rawName });
    if (type !== 'boolean' && !value) fail({ kind: 'no-value', option: rawName });
    const values = options.get(name) ?? [];
    if (type === 'string' && values.length > 0) fail({ kind: 'repeated', option: rawName });
    options.set(name, [...values, value ?? '']);
  }
  return { options, rest };
}

function connectionOf(text: string | null): number | null {
  if (text === null) return null;
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : fail({ kind: 'not-a-number', text });
}

function fail(problem: ArgumentProblem): never {
  throw new CommandFailure(argumentProblemWords(problem));
}
