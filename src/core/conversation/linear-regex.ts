/** Regular expressions that match in time proportional to the text, by RE2's syntax. */

import { RE2JS } from 're2js';
import type { RegexCompiler } from './search-pattern.ts';

export const compileRegex: RegexCompiler = (source) => {
  const compiled = RE2JS.compile(source);
  return (text) => compiled.matcher(text).find();
};
