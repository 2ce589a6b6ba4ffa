// Runs inside a Vitest worker. It runs each test file once with all mutants off, notes which tests
// reach which mutant, then switches on one mutant after another and runs only those tests, the
// quick ones first, until one fails.

import { appendFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import fastCheck from 'fast-check';
import { inject, TestRunner } from 'vitest';
import { startTests } from 'vitest/internal/browser';
import type { Plan } from './plan.ts';

type File = Parameters<NonNullable<TestRunner['onCollectStart']>>[0];
type Suite = Parameters<TestRunner['onAfterRunSuite']>[0];
type Task = Parameters<TestRunner['onAfterRunTask']>[0];

/** How many loop turns a test may take, for each turn without a mutant. */
const TURNS_PER_TURN = 20;
const FREE_TURNS = 200_000;

/** Tests that take longer, such as properties, run after all others. */
const QUICK_MS = 20;

/** What slow tests may take for one mutant, by their durations without it. */
const SLOW_MS = 1_000;

const MAX_MUTANTS = 20_000;

/** What a mutated module calls. */
class Switch {
  active = -1;
  turns = 0;
  maxTurns = Infinity;
  /** A byte for each mutant, 1 if it was reached since they were last taken. */
  readonly #reached = new Uint8Array(MAX_MUTANTS);

  is(mutant: number) {
    this.#reached[mutant] = 1;
    return mutant === this.active;
  }

  tick() {
    this.turns += 1;
    if (this.turns > this.maxTurns) throw new Error('expected the loop to end');
    return true;
  }

  takeReached() {
    const reached = new Set<number>();
    this.#reached.forEach((mark, mutant) => mark === 1 && reached.add(mutant));
    this.#reached.fill(0);
    return reached;
  }
}

interface TestRun {
  readonly reached: ReadonlySet<number>;
  readonly turns: number;
  /** Of the processor, so that it doesn't depend on what else the machine does. */
  readonly durationMs: number;
}

interface FileRun {
  readonly path: string;
  /** Mutants reached while the file was loaded: each of its tests may depend on them. */
  readonly whileLoading: ReadonlySet<number>;
  readonly turnsWhileLoading: number;
  readonly tests: Map<string, TestRun>;
}

/** Tests of one file to run together. */
interface Pass {
  readonly run: FileRun;
  readonly tests: ReadonlySet<string>;
  /** Whether the file is the mutated module's own test. */
  readonly isOwn: boolean;
  readonly isQuick: boolean;
  readonly durationMs: number;
}

/** Quick tests first, of them those of the mutated module, and then by their duration. */
function comparePasses(one: Pass, other: Pass): number {
  return (
    Number(other.isQuick) - Number(one.isQuick) ||
    Number(other.isOwn) - Number(one.isOwn) ||
    one.durationMs - other.durationMs
  );
}

/** The tests of a file that reach a mutant: the quick ones together, each other alone. */
function passesOf(run: FileRun, mutant: number, isOwn: boolean): readonly Pass[] {
  const isReachedByAll = run.whileLoading.has(mutant);
  const reaching = [...run.tests].filter(
    ([, { reached }]) => isReachedByAll || reached.has(mutant),
  );
  const quick = reaching.filter(([, { durationMs }]) => durationMs <= QUICK_MS);
  const slow = reaching.filter((each) => !quick.includes(each));
  const groups = [quick, ...slow.map((each) => [each])];
  return groups
    .filter((group) => group.length > 0)
    .map((group) => ({
      run,
      tests: new Set(group.map(([id]) => id)),
      isOwn,
      isQuick: group === quick,
      durationMs: group.reduce((sum, [, test]) => sum + test.durationMs, 0),
    }));
}

interface ModuleNode {
  readonly file: string;
  evaluated: boolean;
  exports?: unknown;
  promise?: unknown;
}

interface Modules {
  readonly idToModuleMap: Map<string, ModuleNode>;
}

/** Runs one file without reporting to Vitest. */
class QuietRunner extends TestRunner {
  readonly #run: FileRun;
  readonly #wanted: ReadonlySet<string> | undefined;
  readonly #switch: Switch;
  #cpuAtStart = process.cpuUsage();
  failure: string | undefined;

  /** `wanted` are the tests to run. Without it all run, and what they reach is noted in `run`. */
  constructor(outer: MutationRunner, run: FileRun, wanted: ReadonlySet<string> | undefined) {
    super(outer.config);
    this.#run = run;
    this.#wanted = wanted;
    this.#switch = outer.switch;
    Object.defineProperty(this, 'moduleRunner', { value: Reflect.get(outer, 'moduleRunner') });
    this.__setTraces(Reflect.get(outer, '_otel'));
  }

  onCollected(files: File[]) {
    if (this.#wanted === undefined) {
      const turnsWhileLoading = this.#switch.turns;
      Object.assign(this.#run, { whileLoading: this.#switch.takeReached(), turnsWhileLoading });
    }
    for (const file of files) this.#putQuickFirst(file);
    const failed = files.find(({ result }) => result?.state === 'fail');
    if (failed) {
      const reasons = failed.result?.errors?.map(({ message }) => message) ?? [];
      this.failure = stripVTControlCharacters(`the file does not load: ${reasons.join('\n')}`);
    }
  }

  override async onBeforeRunTask(test: Task) {
    const isWanted = this.#wanted?.has(test.id) ?? true;
    if (this.failure !== undefined || !isWanted) test.mode = 'skip';
    await super.onBeforeRunTask(test);
  }

  override onBeforeTryTask(test: Task) {
    const { turns = 0 } = this.#run.tests.get(test.id) ?? {};
    this.#switch.turns = 0;
    this.#cpuAtStart = process.cpuUsage();
    this.#switch.maxTurns =
      this.#wanted === undefined ? Infinity : FREE_TURNS + TURNS_PER_TURN * turns;
    super.onBeforeTryTask(test);
  }

  override onAfterRunTask(test: Task) {
    const { turns, maxTurns } = this.#switch;
    if (turns > maxTurns) this.failure = 'does not end';
    else if (test.result?.state === 'fail') this.failure = test.name;
    if (this.#wanted === undefined) {
      const durationMs = process.cpuUsage(this.#cpuAtStart).user / 1000;
      this.#run.tests.set(test.id, { reached: this.#switch.takeReached(), turns, durationMs });
    }
    super.onAfterRunTask(test);
  }

  override async onAfterRunSuite(suite: Suite) {
    // Snapshots are compared, but not written or reported as missing.
    const { filepath } = suite as { filepath?: string };
    if (filepath !== undefined && suite.mode !== 'skip') {
      const snapshots = Reflect.get(this, 'snapshotClient') as { finish(file: string): unknown };
      await snapshots.finish(filepath);
    }
    if (suite.result?.state === 'fail' && suite.result.errors) this.failure ??= suite.name;
  }

  #putQuickFirst(suite: Suite) {
    const durationOf = (task: Task | Suite): number =>
      'tasks' in task
        ? task.tasks.reduce((sum, each) => sum + durationOf(each), 0)
        : (this.#run.tests.get(task.id)?.durationMs ?? 0);
    suite.tasks.sort((one, other) => durationOf(one) - durationOf(other));
    for (const task of suite.tasks) if ('tasks' in task) this.#putQuickFirst(task);
  }
}

export default class MutationRunner extends TestRunner {
  readonly switch = new Switch();
  readonly #runs: FileRun[] = [];

  constructor(config: TestRunner['config']) {
    super(config);
    Object.assign(globalThis, { __mutant: this.switch });
    // Shrinking a counterexample takes a hundred times as long as finding it.
    fastCheck.configureGlobal({ endOnFailure: true });
  }

  // Vitest needs a file to run, so it gets one whose tests are skipped.
  override async onBeforeRunTask(test: Task) {
    test.mode = 'skip';
    await super.onBeforeRunTask(test);
  }

  async onBeforeRunFiles() {
    const plan = inject('plan');
    for (const path of plan.tests) {
      const run: FileRun = {
        path,
        whileLoading: new Set(),
        turnsWhileLoading: 0,
        tests: new Map(),
      };
      const failure = await this.#runFile(run);
      if (failure !== undefined) throw new Error(`without a mutant, ${path} fails: ${failure}`);
      this.#runs.push(run);
    }
    for (const { number, tests } of plan.mutants) await this.#tryMutant(plan, number, tests);
  }

  async #tryMutant({ results, isThorough }: Plan, mutant: number, firstTests: readonly string[]) {
    const note = (words: object) =>
      appendFileSync(results, `${JSON.stringify({ mutant, ...words })}\n`);
    note({ begins: true });
    const passes = this.#runs.flatMap((run) =>
      passesOf(run, mutant, firstTests.includes(run.path)),
    );
    let leftMs = SLOW_MS;
    for (const { run, tests: wanted, isQuick, durationMs } of passes.sort(comparePasses)) {
      if (!isQuick && !isThorough) leftMs -= durationMs;
      if (leftMs < 0) break;
      const failure = await this.#runFile(run, { mutant, wanted });
      if (failure !== undefined) {
        note({ outcome: 'killed', by: failure, file: run.path });
        return;
      }
    }
    note({ outcome: passes.length === 0 ? 'unreached' : 'survived' });
  }

  /** Loads a test file and runs its tests, or `part` of them. Returns the first failure, if any. */
  async #runFile(run: FileRun, part?: { mutant: number; wanted: ReadonlySet<string> }) {
    this.#forgetModules();
    Object.assign(this.switch, { active: part?.mutant ?? -1, turns: 0 });
    this.switch.maxTurns =
      part === undefined ? Infinity : FREE_TURNS + TURNS_PER_TURN * run.turnsWhileLoading;
    const quiet = new QuietRunner(this, run, part?.wanted);
    await startTests([{ filepath: run.path, testLocations: undefined }], quiet);
    return quiet.failure;
  }

  /**
   * Modules run again for each mutant, because they may have stored what another mutant computed.
   */
  #forgetModules() {
    const { evaluatedModules } = Reflect.get(this, 'workerState') as { evaluatedModules: Modules };
    for (const module of evaluatedModules.idToModuleMap.values()) {
      if (!/\/(src|tests)\//.test(module.file) || module.file.includes('/node_modules/')) continue;
      Object.assign(module, { evaluated: false, exports: undefined, promise: undefined });
    }
  }
}
