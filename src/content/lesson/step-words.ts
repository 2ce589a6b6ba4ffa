/** The words for each step: a title, what happened, and why. Every number comes from the story. */

import { isHeadUnit, type FrameUnit } from '#core/conversation/unit.ts';
import { findField } from '#core/protocol/http/field-line.ts';
import { FIELD } from '#core/protocol/http/field-name.ts';
import { rfc } from '#core/protocol/rules/reference.ts';
import { haveBothClosed } from '#core/story/closing-facts.ts';
import type { Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import { otherSide, senderOf } from '#core/trace/direction.ts';
import type { Trace } from '#core/trace/trace.ts';
import { actorName, actorWithin } from './actor-names.ts';
import { frameText } from './frame-step-words.ts';
import { inWords } from '#content/phrasing/number-words.ts';
import type { StepWords } from '#content/phrasing/prose.ts';
import { deliveryText, troubleText } from './trouble-words.ts';
import { countOf } from '#content/phrasing/quantity.ts';
import { unitDoubts } from '#content/decode/gap-words.ts';

export function stepText(step: Step, story: Story): StepWords {
  const words = eventText(step, story);
  const delivery = deliveryText(step, story);
  return delivery.length === 0 ? words : { ...words, happened: [...words.happened, ...delivery] };
}

function eventText(step: Step, story: Story): StepWords {
  const { trace } = story.conversation;
  const sender = step.direction === null ? (step.side ?? 'client') : senderOf(step.direction);
  const who = actorName(trace, sender);
  const whom = actorWithin(trace, otherSide(sender));
  switch (step.kind) {
    case 'tcp-syn':
      return {
        title: `${who} asks for a TCP connection`,
        happened: [
          'A SYN: “let us synchronize our sequence numbers”. It carries no data, and ',
          whom,
          ' has not answered yet.',
        ],
        why: [
          'A WebSocket needs what TCP gives: bytes that arrive in order, or not at all. Opening costs one round trip before the first byte of HTTP can leave.',
        ],
        references: [rfc(9293, '3.5'), rfc(6455, '1.7')],
      };
    case 'tcp-syn-ack':
      return {
        title: `${who} agrees, and asks the same in return`,
        happened: [
          'SYN-ACK: one segment both acknowledges and asks. Each way has its own count of bytes.',
        ],
        why: [
          'Both sides must know that the other hears them. This is the second of three segments; nothing of WebSocket has been said yet.',
        ],
        references: [rfc(9293, '3.5')],
      };
    case 'tcp-ack':
      return {
        title: 'TCP is open; nobody has said “WebSocket” yet',
        happened: [`${who} acknowledges. From here on both may send bytes.`],
        why: [
          'The same TCP connection will carry the HTTP handshake, then every frame, then the goodbye. No second connection is ever made for it.',
        ],
        references: [rfc(9293, '3.5'), rfc(6455, '4.1')],
      };
    case 'open':
      return {
        title: 'The connection is open: either side may speak at any time',
        happened: [
          'The 101 has been checked, the page’s ',
          { code: 'open' },
          ' event fires. Same TCP connection, other language: from now on every byte belongs to a frame.',
        ],
        why: [
          'HTTP takes turns: a request, then its answer. A frame needs no request. ',
          `${actorName(trace, 'server')} was ready as soon as it had sent its 101, `,
          actorWithin(trace, 'client'),
          ' when that had arrived.',
        ],
        references: [rfc(6455, '1.2'), rfc(6455, '4.1')],
      };
    case 'tcp-fin':
      return finText(step, story, who, whom);
    case 'tcp-reset':
    case 'tcp-segment':
    case 'tcp-retransmission':
    case 'gave-up':
      return troubleText(step, story, who);
    case 'tcp-last-ack':
      return {
        title: 'The last acknowledgement: the connection is gone',
        happened: [`${who} acknowledges the other FIN. Both directions have ended.`],
        why: [
          `${who} closed first, so it keeps the connection in TIME-WAIT for a while, in case this segment is lost.`,
          sender === 'server'
            ? ' That is why the RFC lets the server go first: it bears that cost, and can reopen at once where a client could not.'
            : ' That is why the RFC would rather have the server go first: a client can’t use the same port again for that while.',
        ],
        references: [rfc(6455, '7.1.1'), rfc(9293, '3.6')],
      };
    case 'unit':
      return unitText(step, story, who, whom);
  }
}

function finText(step: Step, story: Story, who: string, whom: string): StepWords {
  const isFirst = story.steps.find(({ kind }) => kind === 'tcp-fin') === step;
  if (isFirst && !haveBothClosed(step, story)) {
    return earlyFinText(who, whom);
  }
  if (isFirst) {
    const isServer = step.direction === 'server-to-client';
    return {
      title: `${who} closes TCP first`,
      happened: [
        'A FIN: “I shall send no more”. ',
        isServer
          ? 'Both Close frames have crossed, so the server ends the connection at once.'
          : 'It ends this direction; the other may still carry bytes.',
      ],
      why: isServer
        ? [
            'The side that closes first must remember the connection for minutes (TIME-WAIT). On a server that does no harm; a client could not reconnect from the same port. The page’s ',
            { code: 'close' },
            ' event fires when this FIN is there.',
          ]
        : ['The RFC asks the server to close first, and the client to wait for it.'],
      references: [rfc(6455, '7.1.1'), rfc(6455, '5.5.1')],
    };
  }
  return {
    title: `${who} closes its half as well`,
    happened: [`The other FIN. Now ${whom} knows that nothing more will come.`],
    why: ['TCP has two directions, and each is closed by the side that sends in it.'],
    references: [rfc(9293, '3.6')],
  };
}

function earlyFinText(who: string, whom: string): StepWords {
  return {
    title: `${who} closes TCP without waiting for a goodbye`,
    happened: [`A FIN: “I shall send no more”. It does not wait for a Close of ${whom} in return.`],
    why: [
      'Whoever fails a connection, or never opened one, owes no closing handshake: it says at most why, and closes.',
    ],
    references: [rfc(6455, '7.1.7'), rfc(6455, '7.1.4')],
  };
}

function unitText(step: Step, story: Story, who: string, whom: string): StepWords {
  const { unit } = step;
  const { trace } = story.conversation;
  switch (unit?.kind) {
    case 'request': {
      const size = countOf(unit.head.size, 'byte');
      const { fields, startLine } = unit.head;
      return {
        title: `${who} asks to switch protocols`,
        happened: [
          'An ordinary GET of ',
          size,
          `, with ${inWords(fields.length)} header fields. `,
          { bytes: 'Upgrade: websocket', kind: 'http' },
          ' says to what, ',
          { bytes: 'Sec-WebSocket-Key', kind: 'http' },
          findField(fields, FIELD.webSocketKey) === null
            ? ' is missing.'
            : ' holds 16 random bytes in base64.',
        ],
        why: [
          `It is HTTP so that port 80 and 443, proxies, cookies and logins keep working, and so that ${startLine.target} can live beside ordinary pages. Until the answer has come, ${actorWithin(trace, 'client')} must not send another byte.`,
        ],
        references: [rfc(6455, '4.1'), rfc(6455, '1.3')],
      };
    }
    case 'response':
      return responseText(step, who, trace);
    case 'frame':
      return withDoubts(unit, frameText(unit, step, story, who, whom));
    case 'cut-head':
      return {
        title: 'A head without an end',
        happened: ['The empty line that ends an HTTP head has not come.'],
        why: ['Nobody can tell how much is missing: a head says its length by its end alone.'],
        references: [rfc(9112, '2.1')],
      };
    case 'cut-header':
      return {
        title: 'A frame that is cut off',
        happened: [
          `Its header has begun and at least ${countOf(unit.missing ?? 1, 'byte')} of it are missing.`,
        ],
        why: ['The second byte of a frame says how long its header is.'],
        references: [rfc(6455, '5.2')],
      };
    case 'body':
      return {
        title: `${who} sends the body of its answer`,
        happened: [`${countOf(unit.range.end - unit.range.start, 'byte')} of HTTP content.`],
        why: ['The connection has not switched: it still speaks HTTP.'],
        references: [rfc(9112, '6')],
      };
    case 'not-captured':
      return {
        title: `${countOf(unit.range.end - unit.range.start, 'byte')} that were not captured`,
        happened: [unitDoubts(unit)],
        why: [
          'The sequence numbers of TCP’s segments count every byte. Between those of the capture this many are not there, though the receiver had them: the program that captured was too slow for them, or not told to keep them.',
        ],
        references: [rfc(9293, '3.4')],
      };
    case 'payload-rest':
      return {
        title: 'The rest of a payload that has a gap',
        happened: [
          `${countOf(unit.range.end - unit.range.start, 'byte')}, the last of the frame’s payload that were captured behind the gap.`,
        ],
        why: [
          'The frame’s header was captured and says where its payload ends. What the message says as a whole nobody can tell.',
        ],
        references: [rfc(6455, '5.2')],
      };
    case 'unplaced':
      return {
        title: 'Bytes of which nobody can tell what they are',
        happened: [
          `${countOf(unit.range.end - unit.range.start, 'byte')} that were captured behind a gap, and belong to frames whose beginnings were not.`,
        ],
        why: [
          'A frame’s length stands in its header alone. Without one nobody knows where the next frame begins, and guessing would show frames that never crossed.',
        ],
        references: [rfc(6455, '5.2')],
      };
    default:
      return {
        title: 'Bytes after the Close frame',
        happened: [
          unit
            ? `${countOf(unit.range.end - unit.range.start, 'byte')} that nobody reads.`
            : 'Nothing more is read.',
        ],
        why: [
          'After a Close an endpoint must send no more data; the peer ignores what still comes.',
        ],
        references: [rfc(6455, '5.5.1')],
      };
  }
}

/** Adds what is uncertain in a frame because bytes of it or before it were not captured. */
function withDoubts(unit: FrameUnit, words: StepWords): StepWords {
  const doubts = unitDoubts(unit);
  return doubts === '' ? words : { ...words, happened: [...words.happened, ` ${doubts}`] };
}

function responseText(step: Step, who: string, trace: Trace): StepWords {
  if (step.unit === null || !isHeadUnit(step.unit)) throw new TypeError('expected a response');
  const { head } = step.unit;
  if (head.startLine.kind === 'response' && head.startLine.status !== 101) {
    const { status, reason } = head.startLine;
    return {
      title: `${who} refuses: ${status} ${reason}`,
      happened: ['Anything but 101 leaves the connection as it was: HTTP.'],
      why: [
        'A page learns none of this: not the status, not the reason. It sees ',
        { code: 'error' },
        ', then ',
        { code: 'close' },
        ' with 1006, so that a script can’t probe servers that it may not read.',
      ],
      references: [rfc(6455, '4.1'), rfc(6455, '4.2.2')],
    };
  }
  if (step.statesAfter.client.readyState === 'CLOSING') {
    return {
      title: `101, but ${actorWithin(trace, 'client')} does not accept it`,
      happened: [
        'The status agrees to switch, but what stands below it does not fit the request. To the page that is ',
        { code: 'error' },
        ', then ',
        { code: 'close' },
        ' with 1006.',
      ],
      why: [
        'A 101 alone proves little: it may come from a cache, or from a server that answers everything so. The accept value, the subprotocol and the extensions must belong to this very request.',
      ],
      references: [rfc(6455, '4.1'), rfc(6455, '1.3')],
    };
  }
  return {
    title: '101: from here on, this connection speaks WebSocket',
    happened: [
      `${who} agreed, in ${countOf(head.size, 'byte')}. After the empty line, the next byte in either direction is a frame’s. The TCP connection is still the same.`,
    ],
    why: [
      'The accept value proves that the request was understood as a WebSocket handshake: a server that knows nothing of it could not have made the value by chance, nor a cache have it in store. It is no secret, and protects nothing else. If it were wrong, ',
      actorWithin(trace, 'client'),
      ' would drop the connection, and the page would see only ',
      { code: 'close' },
      ' with 1006.',
    ],
    references: [rfc(6455, '1.3'), rfc(6455, '4.2.2')],
  };
}
