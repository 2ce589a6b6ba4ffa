/** The words of Start. Sources: RFC 6455 §1.2, §1.3, §4, §5.2, §5.5.1 and §7.1.1. */

import { rfc, type Reference } from '#core/protocol/rules/reference.ts';

export const START_LABEL = 'What is a WebSocket?';
export const START_TITLE = 'A WebSocket lets both sides send at any time';
export const START_LEAD =
  'It is two-way communication between a browser and a server over one TCP connection. Once it is open, either side can send without being asked.';
export const START_CONTRAST =
  'With HTTP, the browser has to ask before the server can answer. A page that waits for news has to keep asking.';
export const START_USES =
  'Chats, shared documents, games, live prices and dashboards use it: whatever both sides change, or whatever has to arrive within moments.';
export const START_SOURCE: Reference = rfc(6455, '1.1');

export const STEP_THROUGH = 'Step through it';
export const PASTE_BYTES = 'Paste your own bytes';

export const PAGE_CODE_LABEL = 'In the page';
export const PAGE_CODE = `const ws = new WebSocket("wss://example.com")
ws.onopen = () => ws.send("Hello")
ws.onmessage = ({ data }) => { … }`;

export const STAGES_TITLE = 'Four stages';

export const STAGES = {
  handshake: {
    title: 'Handshake',
    text: 'The browser asks, in HTTP, to switch protocols. The server agrees with status 101.',
  },
  connection: {
    title: 'Connection',
    text: 'The TCP connection stays open. From the next byte on, it carries frames, not HTTP.',
    note: 'No bytes are sent for this. The server is open once it sends the 101, the browser once that arrives.',
  },
  data: {
    title: 'Data transfer',
    text: 'Each message travels in one frame or several: a header of a few bytes, then the payload.',
  },
  closure: {
    title: 'Closure',
    text: 'One side sends a Close frame, the other answers with one. Then TCP closes.',
  },
} as const;

export const SIDE_NAMES = {
  client: 'Browser',
  server: 'Server',
  clientToServer: 'To the server',
  serverToClient: 'To the browser',
} as const;

/** "Steps 4 and 5", "Step 6", "Steps 7 to 10". Counted from 1. */
export function stepsLink(first: number, last: number): string {
  if (first === last) return `Step ${first} in Learn`;
  return `Steps ${first} ${last === first + 1 ? 'and' : 'to'} ${last} in Learn`;
}

export const ADVANTAGES_TITLE = 'Five advantages, and the limit of each';
export const WHEN_NOT_TITLE = 'When not to use a WebSocket';
export const WHEN_NOT_LEAD = 'In these cases, another method does as well or better.';

export const NEXT_TITLE = 'Where next';
export const NEXT_LEAD = 'What you paste or open stays in your browser.';

export const NEXT_WAYS = {
  learn:
    'A connection from its first packet to its last, with the states of both sides and every byte.',
  compare:
    'Your own traffic with polling, long polling, server-sent events and WebSocket, and a verdict.',
  guides: 'What is hard about it, one question each: proxies, reconnecting, close code 1006.',
} as const;

export const PASTE_LABEL = 'Bytes, a log or a capture';
export const PASTE_HINT = 'Hex, base64, logs, HAR. Captures can be dropped.';
export const PASTE_EXAMPLE = '81 85 37 fa 21 3d 7f 9f 4d 51 58';
export const PASTE_BUTTON = 'Decode';

export const CHAT_NAME = 'The chat with both methods';
