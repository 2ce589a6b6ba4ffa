// Checks with the compiler whether mutants that no test noticed compile. If not, `npm run check`
// notices them.

import path from 'node:path';
import ts from 'typescript';
import { root } from '../folders.mjs';

function readConfig() {
  const config = ts.getParsedCommandLineOfConfigFile(
    path.join(root, 'tsconfig.core.json'),
    {},
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: (problem) => {
        throw new Error(ts.flattenDiagnosticMessageText(problem.messageText, '\n'));
      },
    },
  );
  if (config === undefined) throw new Error('expected tsconfig.core.json, got none');
  return config;
}

/**
 * For each changed source of a file, whether it compiles. One program contains them all as files
 * beside the original, because a program for each would check the imports again each time. What
 * imports the file is not checked, since no mutant changes the types of what it exports.
 *
 * @param {readonly { file: string, source: string }[]} changes files from the root of the project
 * @returns {boolean[]}
 */
export function compiles(changes) {
  const { fileNames, options } = readConfig();
  const sources = new Map(
    changes.map(({ file, source }, index) => [
      path.join(root, file.replace(/\.ts$/, `.mutant-${index}.ts`)),
      source,
    ]),
  );
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (file) => sources.has(file) || fileExists(file);
  host.readFile = (file) => sources.get(file) ?? readFile(file);
  host.getSourceFile = (file, ...rest) => {
    const source = sources.get(file);
    return source === undefined
      ? getSourceFile(file, ...rest)
      : ts.createSourceFile(file, source, ts.ScriptTarget.ES2023, true);
  };
  const declarations = fileNames.filter((file) => file.endsWith('.d.ts'));
  const program = ts.createProgram([...declarations, ...sources.keys()], options, host);
  return [...sources.keys()].map((name) => {
    const file = program.getSourceFile(name);
    return (
      program.getSyntacticDiagnostics(file).length === 0 &&
      program.getSemanticDiagnostics(file).length === 0
    );
  });
}
