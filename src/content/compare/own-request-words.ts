/** The message about a request that the reader pasted. */

import type { OwnRequest } from '#core/traffic/heads/own-request.ts';
import { formatBytes } from './numbers.ts';

/** Only the rules that text pasted into this field can break. */
const BROKEN: Readonly<Record<string, string>> = {
  'not-http':
    'HTTP/1.1 has a request line first, “GET /path HTTP/1.1”, and then fields, “Name: value”',
  response: 'this is an answer; paste the request that asked for it',
  'not-latin-1': 'a character that no header may hold stands here',
  'too-long': 'it is longer than what a link can hold',
  'head.field-line': 'a field is a name, a colon right after it, and a value (RFC 9112 §5)',
  'head.blank-before-colon':
    'no blank may stand between a field’s name and its colon (RFC 9112 §5.1)',
  'head.control-character': 'a control character may not stand in a field (RFC 9110 §5.5)',
  'head.folded-line':
    'a field goes on in a second line, which is no longer allowed (RFC 9112 §5.2)',
};

export function ownRequestMessage(request: OwnRequest): string {
  switch (request.kind) {
    case 'none':
      return 'Paste a request, as the network panel shows it. Until then the standards’ least stands in.';
    case 'request':
      return `Read: ${formatBytes(request.size)}, with its line ends.`;
    case 'broken': {
      const { why, line, column } = request;
      const reason = BROKEN[why] ?? 'this is not as HTTP has it (RFC 9112 §2)';
      return `It breaks in line ${line}, column ${column}: ${reason}. Until it is mended the standards’ least stands in.`;
    }
  }
}
