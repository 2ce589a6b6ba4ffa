/** Notes on how a connection ends. */

import { countOf } from '#content/phrasing/quantity.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { MAX_CONTROL_PAYLOAD } from '#core/protocol/framing/payload-length.ts';
import { ABNORMAL_CLOSURE, NO_STATUS_RECEIVED } from '#core/protocol/messages/close-code.ts';
import { encodeClosePayload, MAX_REASON_SIZE } from '#core/protocol/messages/close-payload.ts';
import { rfc } from '#core/protocol/rules/reference.ts';
import { type ChapterNote, whatwg, EXAMPLE_MASK, frameOf, spaced } from './chapter-note.ts';

const GOODBYE = { code: 1000, reason: 'bye' } as const;

function closeBytesNote(): ChapterNote {
  const payload = encodeClosePayload(GOODBYE.code, GOODBYE.reason);
  const plain = frameOf(payload, { opcode: OPCODE.close });
  const masked = frameOf(payload, { opcode: OPCODE.close, maskingKey: EXAMPLE_MASK });
  return {
    title: 'The bytes of a Close frame',
    references: [rfc(6455, '5.5.1'), rfc(6455, '5.3')],
    text: [
      `With code ${GOODBYE.code} and the reason “${GOODBYE.reason}”, a server sends `,
      { bytes: spaced(plain), kind: 'close' },
      '. With the key ',
      { bytes: spaced(EXAMPLE_MASK), kind: 'mask' },
      ', a client sends ',
      { bytes: spaced(masked), kind: 'close' },
      '.',
    ],
    table: null,
  };
}

// Source: WHATWG WebSockets, close(code, reason), step 1; measured in Chromium 156 and Firefox 153.
function pageCodesNote(): ChapterNote {
  return {
    title: 'The codes of a page',
    references: [whatwg('dom-websocket-close')],
    text: [
      'A page can close with 1000, or with 3000 to 4999. ',
      { code: 'socket.close(1001)' },
      ' throws an InvalidAccessError.',
    ],
    table: null,
  };
}

// Source: WHATWG WebSockets, close(code, reason), step 2; measured in Chromium 156 and Firefox 153.
function reasonNote(): ChapterNote {
  const sign = '€';
  const size = toUtf8(sign).length;
  const most = Math.floor(MAX_REASON_SIZE / size);
  return {
    title: 'The longest reason',
    references: [rfc(6455, '5.5'), rfc(6455, '5.5.1'), whatwg('dom-websocket-close')],
    text: [
      `A close reason has at most ${countOf(MAX_REASON_SIZE, 'byte')}, because the code needs 2 of the ${MAX_CONTROL_PAYLOAD}. So ${most} “${sign}” fit (${countOf(most * size, 'byte')}). With ${most + 1}, `,
      { code: 'close()' },
      ' throws a SyntaxError.',
    ],
    table: null,
  };
}

function emptyCloseNote(): ChapterNote {
  const frame = frameOf(encodeClosePayload(null), { opcode: OPCODE.close });
  return {
    title: 'A Close frame without a code',
    references: [rfc(6455, '7.1.5'), rfc(6455, '7.1.4')],
    text: [
      'A Close frame can be ',
      { bytes: spaced(frame), kind: 'close' },
      '. Then ',
      { code: 'event.code' },
      ` is ${NO_STATUS_RECEIVED}. If the closing handshake completes, `,
      { code: 'event.wasClean' },
      ' is true.',
    ],
    table: null,
  };
}

const ENDING_NOTES: readonly ChapterNote[] = [
  {
    title: 'When the network fails',
    references: [rfc(6455, '7.1.5'), rfc(6455, '7.4.1')],
    text: [
      `If the connection is lost, the page gets ${ABNORMAL_CLOSURE} as soon as its browser notices. ${ABNORMAL_CLOSURE} must not be sent in a Close frame, so it is never on the wire.`,
    ],
    table: null,
  },
  // Source: measured with a server that never closes TCP: Chromium 156 fires close after 2,026 ms
  // (net/websockets/websocket_channel.cc, kUnderlyingConnectionCloseTimeoutSeconds).
  {
    title: 'Who closes TCP',
    references: [rfc(6455, '7.1.1'), rfc(6455, '5.5.1')],
    text: [
      'After both Close frames, the server should close TCP first. Then it stays in TIME-WAIT, and the client can reuse its port. A client should wait for that. Chromium waits 2 seconds.',
    ],
    table: null,
  },
];

export const CLOSURE_NOTES: readonly ChapterNote[] = [
  closeBytesNote(),
  pageCodesNote(),
  reasonNote(),
  emptyCloseNote(),
  ...ENDING_NOTES,
];
