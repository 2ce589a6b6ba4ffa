/** The words for steps on the two connections of a proxy (RFC 9110 §3.7). */

import { lengthOfRange } from '#core/bytes/bit-range.ts';
import { fragmentText } from '#core/conversation/fragment-text.ts';
import { isReadable } from '#core/conversation/content-doubt.ts';
import { closePayloadOf } from '#core/conversation/frame-content.ts';
import type { FrameUnit, HeadUnit } from '#core/conversation/unit.ts';
import { OPCODE, opcodeName, type OpcodeName } from '#core/protocol/framing/opcode.ts';
import { SWITCHING_PROTOCOLS } from '#core/protocol/opening/opening-response.ts';
import { rfc } from '#core/protocol/rules/reference.ts';
import { framePayload } from '#core/story/calls.ts';
import { isWhole } from '#core/story/carried-segment.ts';
import { acknowledgesAgain } from '#core/story/delivery-facts.ts';
import { actingSide, hasOtherConnection, ownStory, proxyEnd } from '#core/story/own-story.ts';
import { relayedHead, type RelayedHead } from '#core/story/relayed-head.ts';
import type { Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import { otherSide, type Side } from '#core/trace/direction.ts';
import { actorName, actorWithin } from './actor-names.ts';
import { failureReason, frameText } from './frame-step-words.ts';
import { endingTitle, messageTitle } from './step-title.ts';
import type { Prose, StepWords } from '#content/phrasing/prose.ts';
import { countOf, formatCount } from '#content/phrasing/quantity.ts';

/** Whether the step differs from one between two endpoints of WebSocket. */
export function hasRelayedWords(step: Step): boolean {
  if (step.hop === undefined) return false;
  const isByProxy = actingSide(step, 'sent') === proxyEnd(step);
  const isClose = step.unit?.kind === 'frame' && step.unit.header.opcode === OPCODE.close;
  return isByProxy || isClose || step.unit?.kind === 'response';
}

/** Whether a proxy passes on bytes of a frame that arrived at it. */
export function isPassedOn(step: Step): boolean {
  const isByProxy = step.hop !== undefined && actingSide(step, 'sent') === proxyEnd(step);
  return isByProxy && step.unit?.kind === 'frame';
}

/** Null if the words for a step between two endpoints of WebSocket are true of it. */
export function relayedText(step: Step, whole: Story): StepWords | null {
  if (step.hop === undefined) return null;
  const story = ownStory(whole, step);
  const { trace } = story.conversation;
  const sender = actingSide(step, 'sent');
  const who = actorName(trace, sender);
  const whom = actorWithin(trace, otherSide(sender));
  const isByProxy = sender === proxyEnd(step);
  switch (step.kind) {
    case 'tcp-syn':
      return isByProxy ? ownSynText() : null;
    case 'tcp-ack':
      if (acknowledgesAgain(step, story)) return null;
      return {
        title: `${who} acknowledges the SYN-ACK`,
        happened: [`${who} can send now, and ${whom} can when this ACK or later data arrives.`],
        why: ENDS_AT_PROXY,
        references: [rfc(9293, '3.5'), rfc(9110, '3.7')],
      };
    case 'tcp-fin':
      return finText(step, story, who, whom, sender);
    case 'open':
      return OPEN;
    case 'gave-up':
      return isByProxy ? gaveUpText(whom, hasOtherConnection(step, whole)) : null;
    case 'unit':
      return unitText(step, story, who, isByProxy ? relayedHead(step, whole) : undefined);
    default:
      return null;
  }
}

const ENDS_AT_PROXY: Prose = [
  'TCP ends at a proxy, so each side has its own connection to it, with its own sequence numbers and acknowledgements.',
];

function ownSynText(): StepWords {
  return {
    title: 'The proxy opens its own connection to the server',
    happened: ['The proxy has the whole request, so it opens a second TCP connection.'],
    why: ENDS_AT_PROXY,
    references: [rfc(9110, '3.7'), rfc(9293, '3.5')],
  };
}

const OPEN: StepWords = {
  title: 'The connection is open: either side can send at any time',
  happened: [
    'The browser has checked the response, so the ',
    { code: 'open' },
    ' event fires for the page. From now on, both TCP connections carry frames.',
  ],
  why: [
    'In HTTP, a client asks and a server answers. A frame needs no request. The server could send as soon as it had sent the 101, the browser once the 101 had arrived.',
  ],
  references: [rfc(6455, '1.2'), rfc(6455, '4.1')],
};

/** `story` is that of the one connection. */
function finText(step: Step, story: Story, who: string, whom: string, sender: Side): StepWords {
  const isReply = step.statesBefore[sender].tcp === 'CLOSE-WAIT';
  const isFirst = story.steps.find(({ kind }) => kind === 'tcp-fin') === step;
  const order = isReply ? ' as well' : isFirst ? ' first' : ', too';
  const within = who.replace(/^The /, 'the ');
  return {
    title: `${who} closes its direction${order}`,
    happened: [`A FIN means that ${within} sends no more data to ${whom}.`],
    why: [
      'Each of the two TCP connections closes separately, and each of its directions is closed by the side that sends in it. A FIN goes no further than the proxy.',
    ],
    references: [rfc(9293, '3.6'), rfc(9110, '3.7')],
  };
}

function gaveUpText(whom: string, hasOther: boolean): StepWords {
  return {
    title: 'The proxy stops retransmitting',
    happened: [`No acknowledgement of ${whom} arrived, so the proxy gives this connection up.`],
    why: [
      'TCP can’t distinguish a lost connection from a slow one.',
      hasOther
        ? ' The proxy has a connection to the other side as well, and ends that one, too.'
        : ' It gives up after a time that the system sets.',
    ],
    references: [rfc(9293, '3.8.3'), rfc(9110, '3.7')],
  };
}

/** `relayed` is undefined unless the proxy sends it. */
function unitText(
  step: Step,
  story: Story,
  who: string,
  relayed: RelayedHead | null | undefined,
): StepWords | null {
  const { unit } = step;
  const isByProxy = relayed !== undefined;
  switch (unit?.kind) {
    case 'request':
      return isByProxy ? forwardedRequestText(unit, relayed) : null;
    case 'response':
      if (isByProxy) return forwardedResponseText(unit, unit.head.startLine.status, relayed);
      return unit.head.startLine.status === SWITCHING_PROTOCOLS ? serverSwitchText(unit) : null;
    case 'frame':
      if (isByProxy) return passedFrameText(unit, step, story);
      return unit.header.opcode === OPCODE.close ? closeText(unit, step, story, who) : null;
    default:
      return null;
  }
}

function forwardedRequestText(unit: HeadUnit, relayed: RelayedHead | null): StepWords {
  const drops = relayed?.removed.some((name) => name.toLowerCase() === 'upgrade') ?? false;
  return {
    title: `The proxy forwards the request ${drops ? 'without' : 'with'} its Upgrade`,
    happened: [changesText(unit, relayed)],
    why: drops
      ? [
          'Upgrade belongs to one connection, so a proxy that doesn’t know the new protocol doesn’t forward it. The server gets an ordinary GET. Via names the proxies that the request has passed.',
        ]
      : [
          'Upgrade belongs to one connection, so a proxy that supports WebSocket sends its own. Via names the proxies that the request has passed.',
        ],
    references: [rfc(9110, '7.6.1'), rfc(9110, '7.6.3'), rfc(9110, '7.8')],
  };
}

function changesText({ head }: HeadUnit, relayed: RelayedHead | null): string {
  const size = countOf(head.size, 'byte');
  if (relayed === null) return `The head has ${size}.`;
  const { before, removed, added } = relayed;
  const changes = [
    ...(removed.length > 0 ? [`removes ${removed.join(' and ')}`] : []),
    ...(added.length > 0 ? [`adds ${added.join(' and ')}`] : []),
  ];
  const change = changes.length === 0 ? 'changes nothing' : changes.join(' and ');
  return `The proxy ${change}: ${before.length} bytes arrived, and it sends ${size} on.`;
}

function forwardedResponseText(
  unit: HeadUnit,
  status: number | null,
  relayed: RelayedHead | null,
): StepWords {
  if (relayed === null) {
    return {
      title: endingTitle('The proxy itself responds with ', String(status ?? 'an unknown status')),
      happened: ['This response is the proxy’s own, and no server sent it.'],
      why: [
        'A proxy responds itself if it can’t forward a request, or if it gets no response that it can forward. A page doesn’t learn the status.',
      ],
      references: [rfc(9110, '15.5.1'), rfc(9110, '15.6.3'), rfc(9110, '15.6.5')],
    };
  }
  const isSwitching = status === SWITCHING_PROTOCOLS;
  return {
    title: endingTitle('The proxy forwards the ', `${status ?? ''} response`),
    happened: [changesText(unit, relayed)],
    why: isSwitching
      ? [
          'From now on the proxy passes bytes on in both directions, without reading frames. It is a tunnel.',
        ]
      : [
          'Only a 101 switches protocols. A page doesn’t learn another status, because scripts could otherwise probe servers that they may not read.',
        ],
    references: isSwitching
      ? [rfc(9110, '7.8'), rfc(9110, '7.6.3')]
      : [rfc(9110, '7.6.3'), rfc(6455, '4.1')],
  };
}

function serverSwitchText({ head }: HeadUnit): StepWords {
  return {
    title: 'The server accepts: 101 Switching Protocols',
    happened: [
      `The response has ${countOf(head.size, 'byte')}. It switches the connection between the proxy and the server.`,
    ],
    why: [
      'The accept value proves that the server understood this handshake, because a cached response would contain another value. The browser checks it, and the proxy doesn’t.',
    ],
    references: [rfc(6455, '1.3'), rfc(6455, '4.2.2'), rfc(9110, '7.8')],
  };
}

const CONTROL_NAMES: Readonly<Partial<Record<OpcodeName, string>>> = {
  close: 'Close',
  ping: 'Ping',
  pong: 'Pong',
};

function passedFrameText(unit: FrameUnit, step: Step, story: Story): StepWords {
  const opcode = opcodeName(unit.header.opcode);
  const name = CONTROL_NAMES[opcode] ?? opcode;
  const size = lengthOfRange(step.carried);
  const isPart = unit.missing > 0 || !isWhole(step);
  const isShown =
    !isPart && unit.messageOpcode === OPCODE.text && isReadable(unit, story.conversation);
  const text = isShown ? fragmentText(framePayload(unit, story.conversation), unit) : '';
  return {
    title: isShown
      ? messageTitle('The proxy passes ', text, ' on')
      : `The proxy passes ${isPart ? 'a part of ' : ''}a ${name} frame on`,
    happened: [
      size === 1
        ? 'This byte is the one that arrived, in a TCP segment of the proxy’s own.'
        : `These ${formatCount(size)} bytes are those that arrived, in ${step.eventIndices.length === 1 ? 'a TCP segment' : 'TCP segments'} of the proxy’s own.`,
    ],
    why: [
      'After the 101, a proxy is a tunnel: it passes bytes on without reading frames. A frame from a browser stays masked all the way.',
    ],
    references: [rfc(9110, '7.8'), rfc(6455, '5.3')],
  };
}

function closeText(unit: FrameUnit, step: Step, story: Story, who: string): StepWords {
  const far = step.hop === 'client' ? 'the server' : 'the browser';
  const { happened } = frameText(unit, step, story, who, far);
  const whole = countOf(lengthOfRange(unit.range), 'byte');
  const within = who.replace(/^The /, 'the ');
  if (step.cause === 'failure') {
    const stream = story.conversation.trace.streams[unit.direction];
    const code = closePayloadOf(unit, stream)?.code ?? null;
    return {
      title: `${who} fails the connection with a Close frame`,
      happened,
      why: [`${failureReason(code, who)} It should send a Close frame with a code first.`],
      references: [rfc(6455, '7.1.7'), rfc(6455, '7.4.1')],
    };
  }
  if (step.cause === 'answer') {
    return {
      title: `${who} replies with its own Close frame of ${whole}`,
      happened,
      why: ['A received Close frame must be answered. The proxy passes both on like other bytes.'],
      references: [rfc(6455, '5.5.1'), rfc(6455, '7.1.4')],
    };
  }
  return {
    title: `${who} starts the closing handshake with ${whole}`,
    happened,
    why: [
      `After its Close frame, ${within} sends no data but still reads, because a message of ${far} might be in flight. Now it waits for the Close frame of ${far}.`,
    ],
    references: [rfc(6455, '5.5.1'), rfc(6455, '7.1.2')],
  };
}
