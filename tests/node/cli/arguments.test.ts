import { describe, expect, test } from 'vitest';
import { readArguments } from '#node/cli/arguments.ts';

test('no command means the server, with its defaults', () => {
  expect(readArguments([])).toEqual({
    name: 'serve',
    port: '4173',
    to: [],
    tap: [],
    origin: 'target',
    allowOrigin: [],
    watch: null,
  });
});

test('options of the server can be repeated', () => {
  const command = readArguments(['--to', 'ws://a/', '--to=ws://b/', '--tap', 'x', '--port', '0']);
  expect(command).toMatchObject({ to: ['ws://a/', 'ws://b/'], tap: ['x'], port: '0' });
});

test.each([
  [['decode', 'a'], { form: 'text', file: 'a', connection: null, keys: null }],
  [['decode', '-', '--json'], { form: 'json', file: '-' }],
  [['decode', '--md', 'a', '--connection', '3'], { form: 'markdown', connection: 3 }],
  [['decode', '--keys', 'k', 'a'], { keys: 'k', file: 'a' }],
  [['decode', '--', '--json'], { form: 'text', file: '--json' }],
  [['convert', 'a', '-o', 'b'], { name: 'convert', file: 'a', output: 'b' }],
  [['convert', 'a', '--output=-'], { output: '-' }],
  [['decode', '--help'], { name: 'help' }],
  [['-h'], { name: 'help' }],
  [['--version'], { name: 'version' }],
])('%j', (args, command) => {
  expect(readArguments(args)).toMatchObject(command);
});

describe('what can’t be understood', () => {
  test.each<[readonly string[], string]>([
    [['dcode', 'a'], '“dcode” isn’t a command'],
    [['decode'], 'Name a file'],
    [['decode', ''], 'Name a file'],
    [['decode', 'a', 'b'], '“b” is one argument too many'],
    [['decode', 'a', '--jsn'], '“--jsn” isn’t an option here'],
    [['decode', 'a', '-x'], '“-x” isn’t an option here'],
    [['decode', 'a', '--constructor'], '“--constructor” isn’t an option here'],
    [['decode', 'a', '-o', 'b'], '“-o” isn’t an option here'],
    [['--json'], '“--json” isn’t an option here'],
    [['decode', 'a', '--json=yes'], '--json takes no value'],
    [['decode', 'a', '--json', '--md'], 'Choose one of --json and --md'],
    [['decode', 'a', '--keys'], '--keys needs a value'],
    [['decode', 'a', '--keys='], '--keys needs a value'],
    [['decode', 'a', '--keys', 'k', '--keys', 'l'], '--keys was given twice'],
    ...['0', '-1', '1.5', 'x', '1e3', '9999999999'].map((text): [string[], string] => [
      ['decode', 'a', `--connection=${text}`],
      'a number from 1 on',
    ]),
    [['convert', 'a'], 'Name the file to write'],
    [['decode', 'a', '--\u001b[31m'], '“--\\u001b[31m” isn’t an option'],
  ])('%j', (args, reason) => {
    expect(() => readArguments(args)).toThrow(reason);
  });
});
