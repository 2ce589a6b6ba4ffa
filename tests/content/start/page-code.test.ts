import { expect, test } from 'vitest';
import { PAGE_CODE } from '#content/start/start-words.ts';

/** As the API: sending before the open event throws (WHATWG WebSockets, `send()`). */
class StrictSocket {
  static made: StrictSocket[] = [];
  readonly sent: string[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  isOpen = false;

  constructor() {
    StrictSocket.made.push(this);
  }

  send(text: string): void {
    if (!this.isOpen) throw new Error('expected an open socket, got one that connects');
    this.sent.push(text);
  }
}

test('the code of the page sends once the socket is open', () => {
  const run = new Function('WebSocket', PAGE_CODE.replace('…', ''));
  run(StrictSocket);
  const [socket] = StrictSocket.made;
  expect(socket!.sent).toEqual([]);
  socket!.isOpen = true;
  socket!.onopen?.();
  expect(socket!.sent).toEqual(['Hello']);
  expect(socket!.onmessage).toBeTypeOf('function');
});
