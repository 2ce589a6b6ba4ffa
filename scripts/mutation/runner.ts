// Runs inside a Vitest worker. It runs each test file once with all mutants off, notes which tests
// reach which mutant, then switches on one mutant after another and runs only those tests.

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

/** What a mutated module calls. */
class Switch {
  active = -1;
  turns = 0;
  maxTurns = Infinity;
  /** The mutants reached since the set was last taken. */
  reached = new Set<number>();
  isRecording = true;

  is(mutant: number) {
    if (this.isRecording) this.reached.add(mutant);
    return mutant === this.active;
  }

  tick() {
    this.turns += 1;
    if (this.turns > this.maxTurns) throw new Error('expected the loop to end');
    return true;
  }

  takeReached() {
    const { reached } = this;
    this.reached = new Set();
    return reached;
  }
}

interface TestRun {
  readonly reached: ReadonlySet<number>;
  readonly turns: number;
  readonly durationMs: number;
}

interface FileRun {
  readonly path: string;
  /** Mutants reached while the file was loaded: each of its tests may depend on them. */
  readonly whileLoading: ReadonlySet<number>;
  readonly tests: Map<string, TestRun>;
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
  readonly #mutant: number | undefined;
  readonly #switch: Switch;
  failure: string | undefined;

  constructor(outer: MutationRunner, run: FileRun, mutant: number | undefined) {
    super(outer.config);
    this.#run = run;
    this.#mutant = mutant;
    this.#switch = outer.switch;
    Object.defineProperty(this, 'moduleRunner', { value: Reflect.get(outer, 'moduleRunner') });
    this.__setTraces(Reflect.get(outer, '_otel'));
  }

  onCollected(files: File[]) {
    if (this.#mutant === undefined) {
      Object.assign(this.#run, { whileLoading: this.#switch.takeReached() });
    }
    for (const file of files) this.#putQuickFirst(file);
    const failed = files.find(({ result }) => result?.state === 'fail');
    if (failed) {
      const reasons = failed.result?.errors?.map(({ message }) => message) ?? [];
      this.failure = stripVTControlCharacters(`the file does not load: ${reasons.join('\n')}`);
    }
  }

  override async onBeforeRunTask(test: Task) {
    if (this.failure !== undefined || !this.#isWanted(test)) test.mode = 'skip';
    await super.onBeforeRunTask(test);
  }

  override onBeforeTryTask(test: Task) {
    const { turns = 0 } = this.#run.tests.get(test.id) ?? {};
    this.#switch.turns = 0;
    this.#switch.maxTurns =
      this.#mutant === undefined ? Infinity : FREE_TURNS + TURNS_PER_TURN * turns;
    super.onBeforeTryTask(test);
  }

  override onAfterRunTask(test: Task) {
    const { turns, maxTurns } = this.#switch;
    if (turns > maxTurns) this.failure = 'does not end';
    else if (test.result?.state === 'fail') this.failure = test.name;
    if (this.#mutant === undefined) {
      const durationMs = test.result?.duration ?? 0;
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

  #isWanted({ id }: Task) {
    if (this.#mutant === undefined || this.#run.whileLoading.has(this.#mutant)) return true;
    return this.#run.tests.get(id)?.reached.has(this.#mutant) ?? true;
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
      const run: FileRun = { path, whileLoading: new Set(), tests: new Map() };
      const failure = await this.#runFile(run, undefined);
      if (failure !== undefined) throw new Error(`without a mutant, ${path} fails: ${failure}`);
      this.#runs.push(run);
    }
    this.switch.isRecording = false;
    for (const { number, tests } of plan.mutants) await this.#tryMutant(plan, number, tests);
  }

  async #tryMutant(plan: Plan, mutant: number, firstTests: readonly string[]) {
    const note = (words: object) =>
      appendFileSync(plan.results, `${JSON.stringify({ mutant, ...words })}\n`);
    note({ begins: true });
    const reaching = this.#runs.filter(
      ({ whileLoading, tests }) =>
        whileLoading.has(mutant) || [...tests.values()].some(({ reached }) => reached.has(mutant)),
    );
    const isFirst = ({ path }: FileRun) => firstTests.includes(path);
    for (const run of reaching.sort(
      (one, other) => Number(isFirst(other)) - Number(isFirst(one)),
    )) {
      const failure = await this.#runFile(run, mutant);
      if (failure !== undefined) {
        note({ outcome: 'killed', by: failure, file: run.path });
        return;
      }
    }
    note({ outcome: reaching.length === 0 ? 'unreached' : 'survived' });
  }

  /** Loads a test file and runs its tests. Returns the first failure, if any. */
  async #runFile(run: FileRun, mutant: number | undefined) {
    this.#forgetModules();
    Object.assign(this.switch, { active: mutant ?? -1, turns: 0 });
    this.switch.maxTurns = mutant === undefined ? Infinity : FREE_TURNS * 100;
    const quiet = new QuietRunner(this, run, mutant);
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
