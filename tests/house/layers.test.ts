import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { inScratchFolder, root } from '../../scripts/folders.mjs';
import {
  accomplices,
  breachesInComponents,
  type Breach,
  forbiddenImports,
  forgottenPromises,
  impurities,
  sound,
} from './breaches.ts';
import { RULE_BREACHES } from './rule-breaches.ts';

/*
 * Builds a small project with the rules of this one, plants one breach of each kind, and runs the
 * same tools as `npm run check`.
 */

const rules = [
  'package.json',
  'layers.cjs',
  '.dependency-cruiser.cjs',
  'eslint.config.js',
  '.oxlintrc.json',
  '.oxlintrc.components.json',
  'scripts/lint',
  'svelte.config.js',
  'tsconfig.json',
  'tsconfig.base.json',
  'tsconfig.core.json',
  'tsconfig.content.json',
  'tsconfig.node.json',
  'tsconfig.view.json',
  'tsconfig.tests.json',
  'tsconfig.scripts.json',
  'src/core/text-coding.d.ts',
];

/** The report of one tool, by file. */
type Report = Map<string, string[]>;

function reportOf(remarks: Iterable<{ file: string; remark: string }>): Report {
  const report: Report = new Map();
  for (const { file, remark } of remarks) report.set(file, [...(report.get(file) ?? []), remark]);
  return report;
}

function run(directory: string, program: string, ...words: string[]): Promise<string> {
  const script = path.join(root, 'node_modules', program);
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [script, ...words],
      { cwd: directory, maxBuffer: 2 ** 24 },
      (_, text) => resolve(text),
    );
  });
}

async function cruise(directory: string): Promise<Report> {
  const program = 'dependency-cruiser/bin/dependency-cruise.mjs';
  const words = ['src', '--config', '.dependency-cruiser.cjs', '--output-type', 'json'];
  const { summary } = JSON.parse(await run(directory, program, ...words)) as {
    summary: { violations: { from: string; rule: { name: string } }[] };
  };
  return reportOf(summary.violations.map(({ from, rule }) => ({ file: from, remark: rule.name })));
}

async function lint(directory: string): Promise<Report> {
  const results = JSON.parse(
    await run(directory, 'eslint/bin/eslint.js', 'src', '--format', 'json'),
  ) as { filePath: string; messages: { ruleId: string | null; message: string }[] }[];
  return reportOf(
    results.flatMap(({ filePath, messages }) =>
      messages.map(({ ruleId, message }) => ({
        file: path.relative(directory, filePath).replaceAll(path.sep, '/'),
        remark: ruleId ?? message,
      })),
    ),
  );
}

async function lintWithTypes(directory: string): Promise<Report> {
  const words = ['src', '--format', 'json'];
  const checking = ['--tsgo', '--tsconfig', 'tsconfig.view.json'];
  const [modules] = await Promise.all([
    run(directory, 'oxlint/bin/oxlint', ...words),
    run(directory, 'svelte-check/bin/svelte-check', ...checking),
  ]);
  const components = await run(directory, '../scripts/lint-components.mjs', '--format', 'json');
  const remarks = [modules, components].flatMap((text) => {
    const { diagnostics } = JSON.parse(text) as {
      diagnostics: { filename: string; code: string }[];
    };
    return diagnostics.map(({ filename, code }) => ({ file: sourceOf(filename), remark: code }));
  });
  return reportOf(remarks);
}

/** The component that svelte-check made a module of; other files as they are. */
const sourceOf = (file: string) =>
  file.replace(/^\.svelte-check\/svelte\/(.*)\/\+\+(.*\.svelte)\.ts$/, '$1/$2');

async function compile(directory: string): Promise<Report> {
  const words = ['-p', 'tsconfig.core.json', '--pretty', 'false'];
  const text = await run(directory, 'typescript/bin/tsc', ...words);
  return reportOf(
    Array.from(text.matchAll(/^(\S+)\(\d+,\d+\): error (.*)$/gm), ([, file = '', remark = '']) => ({
      file,
      remark,
    })),
  );
}

const breachOf = (rule: string) => `src/view/ui/breach-of-${path.basename(rule)}.ts`;

let cruiser: Report;
let eslint: Report;
let oxlint: Report;
let compiler: Report;

beforeAll(async () => {
  await inScratchFolder(async (directory) => {
    const planted = [
      ...forbiddenImports,
      ...impurities,
      ...breachesInComponents,
      ...forgottenPromises,
    ].map(({ file, source }) => ({ [file]: source }));
    planted.push(
      ...Object.entries(RULE_BREACHES).map(([rule, source]) => ({ [breachOf(rule)]: source })),
    );
    const sources: Record<string, string> = Object.assign({}, sound, accomplices, ...planted);
    // oxlint skips files that git ignores, such as this folder, unless a repository starts here.
    await mkdir(path.join(directory, '.git'));
    for (const rule of rules) {
      await cp(path.join(root, rule), path.join(directory, rule), { recursive: true });
    }
    for (const [file, source] of Object.entries(sources)) {
      await mkdir(path.dirname(path.join(directory, file)), { recursive: true });
      await writeFile(path.join(directory, file), source);
    }
    [cruiser, eslint, oxlint, compiler] = await Promise.all([
      cruise(directory),
      lint(directory),
      lintWithTypes(directory),
      compile(directory),
    ]);
  });
}, 120_000);

describe('nothing is said against', () => {
  test.each(Object.keys(sound))('%s', (file) => {
    const remarks = [cruiser, eslint, oxlint, compiler].flatMap((report) => report.get(file) ?? []);
    expect(remarks).toEqual([]);
  });
});

function expectCaught(breach: Breach) {
  const { file } = breach;
  if (breach.cruiser) expect(cruiser.get(file)).toContain(breach.cruiser);
  if (breach.eslint) expect(eslint.get(file)).toContain(breach.eslint);
  if (breach.oxlint) expect(oxlint.get(file)).toContain(breach.oxlint);
  if (breach.compiler) expect(compiler.get(file)?.join('\n')).toContain(breach.compiler);
}

describe('an import is caught where', () => {
  test.each(forbiddenImports)('$name', expectCaught);
});

describe('core is caught with', () => {
  test.each(impurities)('$name', expectCaught);
});

describe('a promise is not forgotten in', () => {
  test.each(forgottenPromises)('$name', expectCaught);
});

describe('a component is caught with', () => {
  test.each(breachesInComponents)('$name', expectCaught);
});

describe('oxlint catches a breach of', async () => {
  type Rules = Record<string, unknown>;
  const text = await readFile(path.join(root, '.oxlintrc.json'), 'utf8');
  const { rules, overrides } = JSON.parse(text) as { rules: Rules; overrides: { rules: Rules }[] };
  const names = new Set([rules, ...overrides.map((each) => each.rules)].flatMap(Object.keys));
  const shownAbove = [...forbiddenImports, ...impurities].map((breach) => breach.oxlint ?? '');
  const codeOf = (rule: string) => `(${path.basename(rule)})`;
  const others = [...names].filter(
    (rule) => !shownAbove.some((code) => code.endsWith(codeOf(rule))),
  );

  test.each([...new Set([...others, ...Object.keys(RULE_BREACHES)])])('%s', (rule) => {
    expect(oxlint.get(breachOf(rule))?.join(' ') ?? '').toContain(codeOf(rule));
  });
});
