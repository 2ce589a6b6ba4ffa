/** What somebody typed into a program, and what it puts before its answer, which is no arrow. */

import type { PastedLines } from './pasted-lines.ts';

const PROMPT =
  /^(?:\((?:gdb|lldb|pdb|Pdb)\) |\d+:\d{3}> |(?:irb|iex|pry)(?:\([^)]*\))?[:\d]*[>*] ?|\[\d+\] pry\([^)]*\)> |(?:julia|ghci|prelude|mysql|sqlite|redis|scala|php|node|lua|erl|MariaDB \[\w*\])> ?|\d+> [\w.]+\(?|\w+=[#>] |In ?\[\d+\]: |PS [A-Z]:\\[^>]*> ?|[\w.-]+@[\w.-]+[:~ ][^$#>]*[$#>] |\$ )/i;
/** Python’s, before code. Without code it is an arrow. */
const PYTHON =
  /^>>>\s+(?:(?:import|from|for|print|with|def)\b|[a-z_][\w.]*(?:\(.*\)|\[.*\])(?:\.?[\w.]*\(.*\))*$|[a-z_][\w.]* ?=|[[{("'])/;
/** The name of a variable, and no word that says who sends. */
const PYTHON_NAME =
  /^>>>\s+(?!(?:sen[dt]|sending|recv|received|receive|tx|rx|in|out|client|server)\b)[a-z_]\w*$/;

export function isPrompt(line: string): boolean {
  return PROMPT.test(line) || PYTHON.test(line) || PYTHON_NAME.test(line);
}

const READS = /(?:\.|:gen_tcp:?\.?)(?:recv|read|receive)\w*\b/i;

/** Whether what was typed reads from a socket. */
export function readsSocket(prompt: string): boolean {
  return READS.test(prompt);
}

/** Before what Ruby answers. */
const ANSWER = /^\s*=>\s*$/;
const SESSIONS = new WeakMap<PastedLines, boolean>();
const RUBY = /^(?:irb|\[\d+\] pry|=> nil$|=> \d+$|>> \w)/m;
/** The part of a text that is looked at. */
const SAMPLE = 20_000;

const NUMBERED = /\b(?:Out|In) ?\[\d+\]: ?/g;

/** A label without what an interpreter puts before its answers, which isn't an arrow. */
export function withoutPrompt(lines: PastedLines, label: string): string {
  if (ANSWER.test(label)) return isSession(lines) ? '' : label;
  return label.includes(']:') ? label.replace(NUMBERED, '') : label;
}

function isSession(lines: PastedLines): boolean {
  const known = SESSIONS.get(lines);
  if (known !== undefined) return known;
  const isFound = RUBY.test(lines.text.slice(0, SAMPLE)) || !lines.text.includes('<=');
  SESSIONS.set(lines, isFound);
  return isFound;
}
