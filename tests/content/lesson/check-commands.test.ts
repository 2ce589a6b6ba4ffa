import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { checkCommand } from '#content/lesson/check-commands.ts';
import { VARIANTS } from '../../core/scenarios/variants.ts';

/** Every command of any step of any scenario, once. */
const COMMANDS = new Map(
  VARIANTS.flatMap(({ name, story }) =>
    story.steps.flatMap((step) => {
      const check = checkCommand(step, story);
      return check ? [[check.command, { ...check, where: `${name}: ${step.id}` }] as const] : [];
    }),
  ),
);

/** Node starts slowly, so its commands run in one process. */
const inNode = [...COMMANDS.values()].filter(({ command }) => command.startsWith('node -p "'));
const inShell = [...COMMANDS.values()].filter(({ command }) => !command.startsWith('node -p "'));

describe('a reader who checks gets what we say', () => {
  test('by Node', () => {
    const expressions = inNode.map(({ command }) => command.slice('node -p "'.length, -1));
    const script = `const zlib = require('node:zlib');
      const lines = ${JSON.stringify(expressions)}.map((line) => String(eval(line)));
      process.stdout.write(JSON.stringify(lines));`;
    const printed = JSON.parse(
      execFileSync('node', ['-e', script], { encoding: 'utf8' }),
    ) as string[];
    expect(inNode.length).toBeGreaterThan(30);
    inNode.forEach(({ prints, where }, index) => {
      expect(`${where}: ${printed[index]?.trimEnd()}`).toBe(`${where}: ${prints.trimEnd()}`);
    });
  });

  test.each(inShell)('by OpenSSL: $where', ({ command, prints }) => {
    expect(execFileSync('sh', ['-c', command], { encoding: 'utf8' }).trimEnd()).toBe(prints);
  });

  test('by one of Node’s as it is pasted', () => {
    const masked = inNode.find(
      ({ command }) => command.includes('=>') && command.includes('const b'),
    );
    const printed = execFileSync('sh', ['-c', masked?.command ?? ''], { encoding: 'utf8' });
    expect(printed.trimEnd()).toBe(masked?.prints);
  });
});

test.each([
  'request',
  'response',
  'client-text-1',
  'server-ping-1',
  'client-close-1',
  'server-close-1',
])('the default scenario has one for %s', (id) => {
  const [first] = VARIANTS;
  const step = first?.story.steps.find((one) => one.id === id);
  expect(first && step && checkCommand(step, first.story)).not.toBeNull();
});
