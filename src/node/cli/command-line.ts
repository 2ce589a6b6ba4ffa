/** Runs one command of `ws-101`. */

import { FAULT } from '#content/command-line/failure-words.ts';
import { HELP } from '#content/command-line/help-words.ts';
import { readArguments, type Command } from './arguments.ts';
import { convert } from './convert.ts';
import { decode, EXIT_CODES, type ExitCode } from './decode.ts';
import { CommandFailure } from './failure.ts';
import { readInput, type ReadStandardInput } from './input-file.ts';
import type { Output } from './output.ts';
import { serve } from './serve.ts';
import { terminalLine } from './text-report.ts';

export type Surroundings = Output & {
  readonly readStandardInput: ReadStandardInput;
  /** Where the built site is. */
  readonly siteDirectory: string;
  readonly version: string;
};

/** Resolves when the command has ended; a server goes on until a signal ends it. */
export async function runCommandLine(
  args: readonly string[],
  surroundings: Surroundings,
): Promise<ExitCode> {
  const warn = (line: string): void => surroundings.warn(terminalLine(`ws-101: ${line}`));
  try {
    return await run(readArguments(args), { ...surroundings, warn });
  } catch (error) {
    warn(error instanceof CommandFailure ? error.message : FAULT);
    return EXIT_CODES.nothingRead;
  }
}

async function run(command: Command, surroundings: Surroundings): Promise<ExitCode> {
  const { write, readStandardInput, siteDirectory, version } = surroundings;
  switch (command.name) {
    case 'help':
      await write(HELP);
      return EXIT_CODES.fine;
    case 'version':
      await write(`${version}\n`);
      return EXIT_CODES.fine;
    case 'decode':
      return decode(await readInput(command, readStandardInput), command, surroundings);
    case 'convert':
      await convert(await readInput(command, readStandardInput), command, surroundings);
      return EXIT_CODES.fine;
    case 'serve': {
      const print = (line: string): void => void write(`${line}\n`);
      const reason = await serve({ directory: siteDirectory, ...command }, print);
      if (reason !== null) throw new CommandFailure(reason);
      return EXIT_CODES.fine;
    }
  }
}
