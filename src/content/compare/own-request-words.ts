/** The message about a request that the reader pasted. */

import type { ConversionRemark, RequestForm } from '#core/own-traffic/pasted-request.ts';
import type { OwnRequest, OwnRequestRemark } from '#core/traffic/heads/own-request.ts';
import { MAX_OWN_REQUEST } from '#core/traffic/settings/comparison-settings.ts';
import { formatCount } from '#content/phrasing/quantity.ts';
import { formatBytes } from './numbers.ts';

/** Only the rules that text pasted into this field can break. */
const BROKEN: Readonly<Record<string, string>> = {
  'not-http':
    'HTTP/1.1 has a request line first, “GET /path HTTP/1.1”, and then fields, “Name: value”. “Copy as cURL” in the network panel works, too',
  response: 'this is a response, so paste its request instead',
  'not-latin-1': 'this character isn’t allowed in headers',
  'too-long': `it is longer than the ${formatCount(MAX_OWN_REQUEST)} characters that a link can contain, so leave out fields such as cookies`,
  'head.field-line': 'a field is a name, a colon right after it, and a value (RFC 9112 §5)',
  'head.blank-before-colon': 'a space before the colon isn’t allowed (RFC 9112 §5.1)',
  'head.control-character': 'a control character isn’t allowed in a field (RFC 9110 §5.5)',
  'head.folded-line': 'a field has to be on one line, because folding is obsolete (RFC 9112 §5.2)',
};

export function ownRequestMessage(request: OwnRequest): string {
  switch (request.kind) {
    case 'none':
      return 'Paste a request: HTTP/1.1 text, “Copy as cURL”, “Copy as fetch”, “Copy as PowerShell”, a HAR file or the header list of HTTP/2. Until then, the fewest headers that the standards allow are counted.';
    case 'request':
      return [
        `Read: ${formatBytes(request.size)}, line ends included.`,
        ...request.remarks.map((remark) => REMARKS[remark]),
      ].join(' ');
    case 'broken': {
      const { why, line, column } = request;
      const reason = BROKEN[why] ?? 'this isn’t HTTP/1.1 (RFC 9112 §2)';
      return `It breaks in line ${line}, column ${column}: ${reason}. Until that is fixed, the fewest headers that the standards allow are counted.`;
    }
  }
}

const REMARKS: Readonly<Record<OwnRequestRemark, string>> = {
  'other-version': 'It isn’t HTTP/1.1. Its fields are counted as HTTP/1.1 sends them.',
  'no-host': 'It has no Host field, which HTTP/1.1 requires. A server would answer 400.',
  'other-method': 'Polls are counted as GET requests with these fields.',
  handshake: 'It opens a WebSocket. Polls are counted without the fields for that.',
  body: 'Its body isn’t counted, because a poll has none.',
};

/** Said when a pasted text was turned into HTTP/1.1 text. */
export function convertedWords(form: RequestForm, remarks: readonly ConversionRemark[]): string {
  return [
    `Read from ${FORM_WORDS[form]}, and written as HTTP/1.1.`,
    ...remarks.map((remark) => CONVERSION_WORDS[remark]),
  ].join(' ');
}

// Sources: Fetch, forbidden request-header and the fields that a network fetch appends; curl 7.88.
const CONVERSION_WORDS: Readonly<Record<ConversionRemark, string>> = {
  placeholders: 'What the text doesn’t contain is filled in.',
  'browser-adds':
    'Whatever runs it adds fields that it doesn’t name. They aren’t counted: paste “Copy as cURL” instead, which names most of them.',
  'curl-adds': 'curl adds fields that the command doesn’t name. They aren’t counted.',
  'left-out': 'Parts that can’t be in a request, or weren’t understood, are left out.',
};

const FORM_WORDS: Readonly<Record<RequestForm, string>> = {
  curl: 'a curl command',
  fetch: 'a call of fetch',
  powershell: 'a command of PowerShell',
  har: 'a HAR file',
  http2: 'headers of HTTP/2 or HTTP/3',
  fields: 'a list of header fields',
};
