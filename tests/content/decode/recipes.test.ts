import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { RECIPES } from '#content/decode/recipes.ts';

const commands = RECIPES.flatMap((recipe) => recipe.commands.map(({ code }) => code));
const capture = 'tests/fixtures/recorded/chromium-ws-text-echo/capture.pcapng';
const isThere = (command: string) => spawnSync(command, ['--version']).status === 0;

/** Runs the capture recipe whose code contains `part` on one of our captures. */
function runOnCapture(part: string): string {
  const code = commands.find((each) => each.includes(part));
  if (code === undefined) throw new Error(`expected a command with ${part}`);
  const command = code.replace('connection.pcapng', capture);
  return execFileSync('sh', ['-c', `${command} 2>/dev/null`]).toString();
}

test('each has an id and says what it gives', () => {
  expect(new Set(RECIPES.map(({ id }) => id)).size).toBe(RECIPES.length);
  for (const { when, gives } of RECIPES) expect(`${when} ${gives}`).toMatch(/^[^ ].+\.$/);
});

test('each command is listed once', () => {
  expect(new Set(commands).size).toBe(commands.length);
});

test.skipIf(!isThere('tshark'))('tshark lists the WebSocket connections of a capture', () => {
  expect(runOnCapture("tshark -r connection.pcapng -Y 'http.upgrade")).toBe(
    '0\t127.0.0.1:8101\t/echo\n',
  );
});

test.skipIf(!isThere('tshark'))(
  'tshark follows a stream as raw hex, the server’s lines indented',
  () => {
    const lines = runOnCapture('follow,tcp,raw,0').split('\n');
    expect(lines.find((line) => /^[\da-f]/.test(line))).toMatch(/^474554202f6563686f/);
    expect(lines.find((line) => /^\t[\da-f]/.test(line))).toMatch(/^\t485454502f312e3120313031/);
  },
);

test.skipIf(!isThere('tshark'))('tshark follows a stream as YAML, with times', () => {
  expect(runOnCapture('follow,tcp,yaml,0')).toMatch(/timestamp: \d+\.\d+\n {4}data: !!binary \|/);
});

test('programs in Node parse as what they are', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ws-101-'));
  try {
    const programs = commands.filter((code) => /^import net|^server\.on|^socket\.on/.test(code));
    expect(programs).toHaveLength(3);
    programs.forEach((code, index) => {
      const file = join(folder, `program-${index}.mjs`);
      writeFileSync(file, code);
      expect(spawnSync(process.execPath, ['--check', file]).status).toBe(0);
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.skipIf(!isThere('python3'))('the program in Python parses', () => {
  const code = commands.find((each) => each.startsWith('import asyncio')) ?? '';
  const { status } = spawnSync('python3', ['-c', 'import ast, sys; ast.parse(sys.stdin.read())'], {
    input: code,
  });
  expect(status).toBe(0);
});
