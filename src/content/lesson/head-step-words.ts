/** The words for a step that is an HTTP request or response. */

import type { RequestHead } from '#core/protocol/http/http-head.ts';
import { findField, type FieldLine } from '#core/protocol/http/field-line.ts';
import { FIELD } from '#core/protocol/http/field-name.ts';
import { rfc } from '#core/protocol/rules/reference.ts';
import type { ResponseUnit } from '#core/conversation/unit.ts';
import type { Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import type { Trace } from '#core/trace/trace.ts';
import { actorName, actorWithin, codeOf, isBrowser } from './actor-names.ts';
import { endingTitle } from './step-title.ts';
import { fitted } from '#content/phrasing/fitted-text.ts';
import { inWords } from '#content/phrasing/number-words.ts';
import type { Prose, StepWords } from '#content/phrasing/prose.ts';
import { countOf } from '#content/phrasing/quantity.ts';

const UPGRADE = { bytes: 'Upgrade', kind: 'http' } as const;
const KEY = { bytes: 'Sec-WebSocket-Key', kind: 'http' } as const;

/** The longest target that is shown. */
const MAX_TARGET = 40;

/** RFC 9110 §15.5.9. */
const REQUEST_TIMEOUT = 408;

export function requestText(head: RequestHead, trace: Trace, who: string): StepWords {
  const { fields, startLine } = head;
  const hasUpgrade = findField(fields, FIELD.upgrade) !== null;
  return {
    title: hasUpgrade ? `${who} asks to switch protocols` : `${who} sends an HTTP request`,
    happened: [requestSize(head), ...openingFields(fields)],
    why: hasUpgrade
      ? [
          'Starting as HTTP lets WebSockets share ports, proxies and cookies with pages, and lets ',
          { quote: fitted(startLine.target, MAX_TARGET) },
          ` exist beside them. ${actorName(trace, 'client')} must not send data before the response arrives.`,
        ]
      : ['A server must not switch to a protocol that the request doesn’t name.'],
    references: hasUpgrade ? [rfc(6455, '4.1'), rfc(6455, '1.3')] : [rfc(9110, '7.8')],
  };
}

/** Without numbers if parts of the head are unknown. */
function requestSize({ size, fields, startLine, lacks = [] }: RequestHead): string {
  if (lacks.length > 0) return 'This request was put together from a list of header fields';
  const method = /^[A-Z]{1,10}$/.test(startLine.method) ? startLine.method : 'HTTP';
  const noun = fields.length === 1 ? 'header field' : 'header fields';
  return `This ${method} request has ${countOf(size, 'byte')} and ${inWords(fields.length)} ${noun}`;
}

function openingFields(fields: readonly FieldLine[]): Prose {
  const hasKey = findField(fields, FIELD.webSocketKey) !== null;
  if (findField(fields, FIELD.upgrade) === null) {
    return hasKey
      ? [', but ', UPGRADE, ' is missing.']
      : [', but neither ', UPGRADE, ' nor ', KEY, '.'];
  }
  return hasKey
    ? [': ', UPGRADE, ' names the protocol, and ', KEY, ' asks for a proof.']
    : [': ', UPGRADE, ' names the new protocol, but ', KEY, ' is missing.'];
}

export function responseText(unit: ResponseUnit, step: Step, story: Story, who: string): StepWords {
  const { trace } = story.conversation;
  if (unit.head.startLine.status !== 101) {
    return otherStatusText(unit, step, who, isBrowser(trace.endpoints));
  }
  return step.fatalViolation !== null && bringsSwitch(step, story)
    ? notAcceptedText(trace)
    : switchText(unit, trace, who);
}

/** Whether what arrives is a 101, as it was sent. */
function bringsSwitch({ completed }: Step, { received }: Story): boolean {
  return completed
    .map((index) => received.client.units[index])
    .some((unit) => unit?.kind === 'response' && unit.head.startLine.status === 101);
}

function switchText({ head }: ResponseUnit, trace: Trace, who: string): StepWords {
  return {
    title: `${who} accepts: 101 Switching Protocols`,
    happened: [
      head.lacks === undefined
        ? `The response has ${countOf(head.size, 'byte')}, and after its empty line the next byte in either direction belongs to a frame.`
        : 'After the empty line of this response, the next byte in either direction belongs to a frame.',
    ],
    why: [
      'The accept value proves that the server understood this handshake, because a cached response would contain another value. It is not a secret and protects nothing else. ',
      `With a wrong one, ${actorWithin(trace, 'client')} would fail the connection, and its code would get `,
      { code: 'error' },
      ', then ',
      { code: 'close' },
      ' with 1006.',
    ],
    references: [rfc(6455, '1.3'), rfc(6455, '4.2.2')],
  };
}

function notAcceptedText(trace: Trace): StepWords {
  const code = codeOf(trace.endpoints, 'client');
  return {
    title: `101, but ${actorWithin(trace, 'client')} does not accept it`,
    happened: [
      `The status agrees to switch, but ${code} gets `,
      { code: 'error' },
      ', then ',
      { code: 'close' },
      ` with 1006. ${actorName(trace, 'client')} closes TCP immediately.`,
    ],
    why: [
      'The accept value has to match the key of this request. A subprotocol or an extension has to be one that was offered. Chromium also requires a subprotocol if the page asked for one; Firefox doesn’t.',
    ],
    references: [rfc(6455, '4.1'), rfc(6455, '1.3')],
  };
}

function otherStatusText(
  { head }: ResponseUnit,
  step: Step,
  who: string,
  isForPage: boolean,
): StepWords {
  const { status, reason } = head.startLine;
  const isUnknown = head.lacks?.includes('status') ?? false;
  const size = head.lacks === undefined ? ` after these ${countOf(head.size, 'byte')}` : '';
  return {
    title: isUnknown
      ? `${who} sends an HTTP response`
      : endingTitle(`${who} responds with `, `${status} ${reason}`.trim()),
    happened: [
      isUnknown
        ? 'The status of this response is unknown.'
        : status < 200
          ? `${status} is an interim response, and the final one follows${size}.`
          : `Only a 101 switches protocols, so${size} the connection still speaks HTTP.`,
      status === REQUEST_TIMEOUT ? ` ${who} did not get a whole request in time.` : '',
    ],
    why: isForPage
      ? [
          'A page doesn’t learn the status. If the handshake fails, it gets ',
          { code: 'error' },
          ', then ',
          { code: 'close' },
          ' with 1006. Otherwise scripts could probe servers that they may not read.',
        ]
      : [
          'A client that isn’t a browser learns the status, and can handle it as HTTP says. A page would learn nothing but 1006.',
        ],
    references:
      step.fatalViolation === null && status < 200
        ? [rfc(6455, '4.1'), rfc(9110, '15.2')]
        : [rfc(6455, '4.1'), rfc(6455, '4.2.2')],
  };
}
