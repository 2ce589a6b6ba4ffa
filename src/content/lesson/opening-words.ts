/** Words before the first step of a lesson: why WebSocket exists. */

import { rfc, type Reference } from '#core/protocol/rules/reference.ts';

export type OpeningPart = {
  readonly title: string;
  readonly text: string;
  readonly reference: Reference;
};

export const OPENING_TITLE = 'A WebSocket lets both sides send at any time';

export const OPENING_PARTS: readonly OpeningPart[] = [
  {
    title: 'What it is',
    text: 'Two-way communication over a single TCP connection. After a handshake, browser and server both send whenever they like. With plain HTTP, the client asks and the server answers.',
    reference: rfc(6455, '1.2'),
  },
  {
    title: 'What came before',
    text: 'A page that waits for news has to keep asking. Polling asks at intervals, even if nothing is new. With long polling, the server delays its response until it has news, and the page then asks again.',
    reference: rfc(6202, '2'),
  },
  {
    title: 'What it costs',
    text: 'Every client holds a connection open, and the server keeps state for each. If the connection is lost, your code has to reconnect and fetch what it missed.',
    reference: rfc(6455, '7.2.3'),
  },
];

export const START_LESSON = 'Start the lesson';

/** A link to Compare with the settings of the chat. */
export const CHANGE_TRAFFIC = 'Change the traffic';

export const CHAT_PART_NAME = 'The chat with both methods';
