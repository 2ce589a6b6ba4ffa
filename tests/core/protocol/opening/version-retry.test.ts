import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { toLatin1 } from '#core/bytes/text.ts';
import {
  decodeHttpHead,
  isResponseHead,
  type ResponseHead,
} from '#core/protocol/http/http-head.ts';
import { encodeRefusal } from '#core/protocol/opening/opening-response.ts';
import { upgradeRequired } from '#core/protocol/opening/refusal.ts';
import { versionRetry } from '#core/protocol/opening/version-retry.ts';

const open: { close(): void }[] = [];

afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

function headOf(bytes: Uint8Array): ResponseHead {
  const reading = decodeHttpHead(bytes);
  if (reading.kind !== 'head' || !isResponseHead(reading.head)) throw new TypeError('no response');
  return reading.head;
}

const responseWith = (...lines: string[]) => headOf(toLatin1([...lines, '', ''].join('\r\n')));

/** §4.4 */
describe('after a response, a client', () => {
  test.each([
    {
      name: 'that speaks another listed version offers it',
      head: responseWith('HTTP/1.1 400 Bad Request', 'Sec-WebSocket-Version: 13, 8, 7'),
      offered: '25',
      spoken: ['25', '13', '8'],
      retry: { kind: 'retry', version: '13' },
    },
    {
      name: 'reads lists of several lines',
      head: responseWith(
        'HTTP/1.1 426 Upgrade Required',
        'Sec-WebSocket-Version: 13',
        'Sec-WebSocket-Version: 8, 7',
      ),
      offered: '25',
      spoken: ['7'],
      retry: { kind: 'retry', version: '7' },
    },
    {
      name: 'speaks 13 by default',
      head: responseWith('HTTP/1.1 426 Upgrade Required', 'Sec-WebSocket-Version: 13'),
      offered: '25',
      retry: { kind: 'retry', version: '13' },
    },
    {
      name: 'that speaks none of the list gives up',
      head: responseWith('HTTP/1.1 426 Upgrade Required', 'Sec-WebSocket-Version: 8, 7'),
      retry: { kind: 'none', because: 'none-spoken' },
    },
    {
      name: 'whose version is listed was rejected for another reason',
      head: headOf(encodeRefusal(upgradeRequired())),
      retry: { kind: 'none', because: 'version-listed' },
    },
    {
      name: 'without a list has nothing to choose from',
      head: responseWith('HTTP/1.1 403 Forbidden'),
      retry: { kind: 'none', because: 'no-versions' },
    },
    {
      name: 'that was accepted does not ask again',
      head: responseWith('HTTP/1.1 101 Switching Protocols', 'Sec-WebSocket-Version: 8'),
      retry: { kind: 'none', because: 'not-rejected' },
    },
    {
      name: 'waits after an interim response',
      head: responseWith('HTTP/1.1 103 Early Hints', 'Sec-WebSocket-Version: 8'),
      retry: { kind: 'none', because: 'not-rejected' },
    },
  ])('$name', ({ head, offered, spoken, retry }) => {
    expect(versionRetry(head, offered, spoken)).toEqual(retry);
  });
});

test('a real `ws` server names the versions for a next request', async () => {
  const http = createServer();
  open.push(http, new WebSocketServer({ server: http }));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  const head = await new Promise<ResponseHead>((resolve, reject) => {
    const request = get({
      port,
      host: '127.0.0.1',
      headers: {
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '25',
        'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
      },
    });
    request.on('error', reject);
    request.on('response', ({ statusCode, rawHeaders }) => {
      const lines = rawHeaders.flatMap((name, index) =>
        index % 2 === 0 ? [`${name}: ${rawHeaders[index + 1]}`] : [],
      );
      resolve(responseWith(`HTTP/1.1 ${statusCode} X`, ...lines));
    });
  });
  expect(versionRetry(head, '25', ['25', '13'])).toEqual({ kind: 'retry', version: '13' });
});
