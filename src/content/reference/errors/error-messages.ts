/** Every error message that the search knows. */

import { CHROMIUM_ERRORS, FIREFOX_ERRORS, WEBKIT_ERRORS } from './browser-errors.ts';
import type { ErrorMessage } from './error-message.ts';
import { GO_ERRORS } from './go-errors.ts';
import { JAVA_ERRORS } from './java-errors.ts';
import {
  DRIVER_ERRORS,
  NODE_ERRORS,
  SOCKET_IO_ERRORS,
  UNDICI_ERRORS,
  WS_ERRORS,
} from './javascript-errors.ts';
import { OTHER_ERRORS } from './other-errors.ts';
import { PYTHON_ERRORS } from './python-errors.ts';
import { RUST_ERRORS } from './rust-errors.ts';

export const ERROR_MESSAGES: readonly ErrorMessage[] = [
  ...CHROMIUM_ERRORS,
  ...FIREFOX_ERRORS,
  ...WEBKIT_ERRORS,
  ...WS_ERRORS,
  ...NODE_ERRORS,
  ...UNDICI_ERRORS,
  ...SOCKET_IO_ERRORS,
  ...DRIVER_ERRORS,
  ...PYTHON_ERRORS,
  ...GO_ERRORS,
  ...RUST_ERRORS,
  ...JAVA_ERRORS,
  ...OTHER_ERRORS,
];
