import { describe, expect, test } from 'vitest';
import { fromLatin1 } from '#core/bytes/text.ts';
import { readConversation, unitBytes } from '#core/conversation/conversation.ts';
import { pastedTrace } from '#core/notations/pasted-trace.ts';
import { readText } from '#core/notations/read-text.ts';
import type { Reading } from '#core/notations/reading.ts';
import { bestOf, sourcesOf } from './reading-of.ts';

const REQUEST = ['GET /chat HTTP/1.1', 'Host: example.org', 'Upgrade: websocket', '', ''];
const ANSWER = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', '', ''];

const unitsOf = ({ connections: [connection] }: Reading) =>
  readConversation(pastedTrace(connection!).trace).units.map(
    ({ kind, direction }) => `${direction} ${kind}`,
  );

describe('HTTP as text', () => {
  test('is read as it is where its lines end with CR LF', () => {
    const text = REQUEST.join('\r\n');
    const reading = bestOf(text);
    expect(reading).toMatchObject({ notation: 'http', confidence: 'sure', lost: [] });
    expect(fromLatin1(reading.connections[0]!.bytes)).toBe(text);
    expect(sourcesOf(text, reading).join('')).toBe(text);
  });

  test('gets back the CR that a clipboard took', () => {
    const reading = bestOf([...REQUEST.slice(0, -1), ...ANSWER].join('\n'));
    expect(reading.lost).toEqual([{ kind: 'carriage-returns', printer: null, shown: 0, total: 7 }]);
    expect(unitsOf(reading)).toEqual(['client-to-server request', 'server-to-client response']);
    const { violations } = {
      violations: readConversation(pastedTrace(reading.connections[0]!).trace).findings,
    };
    expect(violations.map(({ violation }) => violation.id)).not.toContain('head.bare-line-feed');
  });

  test('gets back the empty line that ends a head', () => {
    const reading = bestOf(`${REQUEST.slice(0, 3).join('\r\n')}\r\n`);
    expect(reading.lost).toEqual([{ kind: 'empty-line', printer: null, shown: 0, total: 1 }]);
    expect(unitsOf(reading)).toEqual(['client-to-server request']);
  });

  test.each([
    ['hex', '> 818537fa213d7f9f4d5158\n< 810548656c6c6f'],
    ['a dump', '00000000: 8185 37fa 213d 7f9f 4d51 5881 0548 656c\n00000010: 6c6f'],
    ['what Node prints', '<Buffer 81 85 37 fa 21 3d 7f 9f 4d 51 58 81 05 48 65 6c 6c 6f>'],
    ['base64', 'gYU3+iE9f59NUViBBUhlbGxv'],
  ])('continues with %s', (_, rest) => {
    const text = [...REQUEST.slice(0, -1), ...ANSWER].join('\n') + rest;
    const reading = bestOf(text);
    expect(unitsOf(reading)).toEqual([
      'client-to-server request',
      'server-to-client response',
      'client-to-server frame',
      'server-to-client frame',
    ]);
    expect(
      sourcesOf(text, reading)
        .slice(-2)
        .every((source) => source !== ''),
    ).toBe(true);
  });

  test('is read out of what curl -v prints', () => {
    const text = [
      '* Connected to example.org',
      '> GET /chat HTTP/1.1',
      '> Host: example.org',
      '>',
      '* Request completely sent off',
      '< HTTP/1.1 101 Switching Protocols',
      '< Upgrade: websocket',
      '<',
      '',
    ].join('\n');
    const reading = bestOf(text);
    expect(unitsOf(reading)).toEqual(['client-to-server request', 'server-to-client response']);
    expect(reading.leftOut).toEqual([{ kind: 'comments', count: 2 }]);
  });

  test('with a body continues with its text', () => {
    const reading = bestOf('HTTP/1.1 404 Not Found\r\n\r\nnothing here, sorry');
    expect(unitsOf(reading)[0]).toBe('server-to-client response');
  });
});

describe('what follows a response that refuses', () => {
  const bodyOf = (text: string) => {
    const { trace } = pastedTrace(readText(text)[0]!.connections[0]!);
    const { units } = readConversation(trace);
    const body = units.find(({ kind }) => kind === 'body');
    return body && new TextDecoder().decode(unitBytes(trace, body));
  };

  test.each([
    ['HTTP/1.1 400 Bad Request\nContent-Type: text/html\n\n<h1>No</h1>', '<h1>No</h1>'],
    ['HTTP/1.1 403 Forbidden\n\n{"error": "81 05 48"}', '{"error": "81 05 48"}'],
    ['GET / HTTP/1.1\nHost: a\n\nHTTP/1.1 404 Not Found\n\nNo such\nthing ü', 'No such\nthing ü'],
    [
      '< HTTP/1.1 400 Bad Request\n< Server: a\n<\nNo\n* Connection #0 to host a left intact\n',
      'No',
    ],
  ])('is its content: %j', (text, body) => {
    expect(bodyOf(text)).toBe(body);
  });
});
