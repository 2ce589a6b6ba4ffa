/** Why the command line did nothing: one sentence each, printed after its name. */

import { countOf, formatCount } from '#content/phrasing/quantity.ts';
import { visible } from '#content/phrasing/quotation.ts';

export type ArgumentProblem =
  | {
      readonly kind: 'unknown-command' | 'unknown-option' | 'extra-argument';
      readonly text: string;
    }
  | { readonly kind: 'no-value' | 'unwanted-value' | 'repeated'; readonly option: string }
  | { readonly kind: 'no-file' | 'no-output' | 'two-forms' }
  | { readonly kind: 'not-a-number'; readonly text: string };

export function argumentProblemWords(problem: ArgumentProblem): string {
  switch (problem.kind) {
    case 'unknown-command':
      return `“${visible(problem.text)}” isn’t a command. ws-101 --help lists them.`;
    case 'unknown-option':
      return `“${visible(problem.text)}” isn’t an option here. ws-101 --help lists them.`;
    case 'extra-argument':
      return `“${visible(problem.text)}” is one argument too many; quote a name that has spaces.`;
    case 'no-value':
      return `${problem.option} needs a value.`;
    case 'unwanted-value':
      return `${problem.option} takes no value.`;
    case 'repeated':
      return `${problem.option} was given twice.`;
    case 'no-file':
      return 'Name a file, or “-” for the standard input.';
    case 'no-output':
      return 'Name the file to write, as in: -o out.pcapng';
    case 'two-forms':
      return 'Choose one of --json and --md.';
    case 'not-a-number':
      return `--connection “${visible(problem.text)}”: it is a number from 1 on.`;
  }
}

export type FileProblem = 'missing' | 'folder' | 'forbidden' | 'too-large' | 'empty' | 'other';

export function fileProblemWords(problem: FileProblem, name: string): string {
  return `${fileName(name)} ${FILE_PROBLEMS[problem]}`;
}

const FILE_PROBLEMS: Readonly<Record<FileProblem, string>> = {
  missing: 'doesn’t exist.',
  folder: 'is a folder.',
  forbidden: 'may not be opened by this user.',
  'too-large': 'has more than 2 GiB; split it, a capture with editcap or tshark.',
  empty: 'is empty.',
  other: 'couldn’t be read to its end.',
};

export function notWrittenWords(problem: FileProblem, name: string): string {
  return `${fileName(name)} couldn’t be written: ${WRITE_PROBLEMS[problem]}.`;
}

const WRITE_PROBLEMS: Readonly<Record<FileProblem, string>> = {
  missing: 'its folder doesn’t exist',
  folder: 'it is a folder',
  forbidden: 'this user may not write there',
  'too-large': 'it would be too large',
  empty: 'the disk took no bytes',
  other: 'the disk may be full',
};

export const SAME_FILE = 'The output would replace the input; choose another name for it.';

export function noKeyLogWords(name: string): string {
  return `${fileName(name)} isn’t a TLS key log: no line of it has a secret.`;
}

export function isKeyLogWords(name: string): string {
  return `${fileName(name)} is a TLS key log, without traffic. Give its capture, and this with --keys.`;
}

export const KEYS_NEED_A_CAPTURE =
  'The input isn’t a capture, so --keys has nothing to open. Leave it out.';

export function outOfRangeWords(number: number, count: number): string {
  const has = count === 1 ? 'There is' : 'There are';
  return `${has} ${countOf(count, 'connection')} in the input, and no connection ${formatCount(number)}.`;
}

export const OUTPUT_LOST = 'The output couldn’t be written to its end: the disk may be full.';

export const NO_BYTES_FOUND = 'No bytes of a WebSocket were found in the input.';

export function noWebSocketWords(count: number): string {
  const none =
    count === 1 ? 'The connection isn’t' : `None of the ${formatCount(count)} connections is`;
  return `${none} known to be a WebSocket; --connection N shows what connection N has.`;
}

export function chooseOneWords(count: number): string {
  return `${countOf(count, 'WebSocket connection')} can be written, but only one at a time; choose it with --connection.`;
}

export function siteMissingWords(directory: string): string {
  return `The built site isn’t in ${visible(directory)}; npm run build puts it there.`;
}

export const FAULT = 'This input wasn’t read, because of a fault in ws-101.';

function fileName(name: string): string {
  return name === '-' ? 'The standard input' : `“${visible(name)}”`;
}
