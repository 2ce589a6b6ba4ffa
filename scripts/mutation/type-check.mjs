// Checks with the compiler whether mutants that no test noticed compile. If not, `npm run check`
// notices them.

import path from 'node:path';
import ts from 'typescript';
import { root } from '../folders.mjs';

/**
 * A compiler that keeps in memory what a file imports, and sees that file with a change in it. What
 * imports the file is not checked, since no mutant changes the types of what it exports.
 */
export class TypeCheck {
  /** @type {{ file: string, source: string } | undefined} */
  #changed;
  #version = 0;

  constructor() {
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
    const { fileNames = [], options = {} } = config ?? {};
    const declarations = fileNames.filter((file) => file.endsWith('.d.ts'));
    const read = (/** @type {string} */ file) =>
      file === this.#changed?.file ? this.#changed.source : ts.sys.readFile(file);
    this.service = ts.createLanguageService({
      getScriptFileNames: () => (this.#changed ? [...declarations, this.#changed.file] : []),
      getScriptVersion: (file) => (file === this.#changed?.file ? `changed ${this.#version}` : '0'),
      getScriptSnapshot: (file) => {
        const text = read(file);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => root,
      getCompilationSettings: () => options,
      getDefaultLibFileName: ts.getDefaultLibFilePath,
      fileExists: ts.sys.fileExists,
      readFile: read,
      readDirectory: ts.sys.readDirectory,
    });
  }

  /**
   * Whether the file with this source in it has errors.
   *
   * @param {string} file from the root of the project
   * @param {string} source
   */
  rejects(file, source) {
    const name = path.join(root, file);
    this.#changed = { file: name, source };
    this.#version += 1;
    return (
      this.service.getSyntacticDiagnostics(name).length > 0 ||
      this.service.getSemanticDiagnostics(name).length > 0
    );
  }
}
