import { gzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fixture, runCommand } from './run-command.ts';

const HELLO = '81 05 48 65 6c 6c 6f';
/** A ping of 126 bytes, which no control frame may have. */
const LONG_PING = `89 7e 00 7e ${'00 '.repeat(126)}`;
const TLS = 'captures/tls/chromium-ws-wss-tls13';

describe('as text', () => {
  test('a paste from the standard input', async () => {
    const { code, text, warnings } = await runCommand(['decode', '-'], HELLO);
    expect(text).toMatch(/server {2}Frame 1: text +7 bytes {2}“Hello”/);
    expect(text).toContain('No rule is broken here.');
    expect({ code, warnings }).toEqual({ code: 0, warnings: '' });
  });

  test('the frames themselves', async () => {
    const { code, text } = await runCommand(
      ['decode', '-'],
      Buffer.from(HELLO.replaceAll(' ', ''), 'hex'),
    );
    expect(text).toContain('“Hello”');
    expect(code).toBe(0);
  });

  test('a broken MUST', async () => {
    const { code, text } = await runCommand(['decode', '-'], LONG_PING);
    expect(text).toMatch(/^- Frame 1: .*· MUST broken$/m);
    expect(code).toBe(1);
  });

  test('bytes that were replaced break nothing for certain', async () => {
    const replaced = 'ef bf bd 05 48 65 6c 6c 6f ef bf bd 02 68 69';
    const { code, text } = await runCommand(['decode', '-'], replaced);
    expect(text).toContain('Bytes were probably lost before this was pasted.');
    expect(text).toContain('a reserved bit is set');
    expect(text).not.toContain('MUST broken');
    expect(code).toBe(0);
  });

  test('a broken SHOULD is no broken MUST', async () => {
    const { code, text } = await runCommand([
      'decode',
      fixture(`${TLS}/capture-with-secrets.pcapng`),
    ]);
    expect(text).toMatch(/The client ended TCP first · SHOULD broken/);
    expect(code).toBe(0);
  });

  test.each(['captures/base.pcapng', 'captures/base.pcapng.gz'])('%s', async (name) => {
    const { code, text } = await runCommand(['decode', fixture(name)]);
    expect(text).toMatch(/^WebSocket \/v at 127\.0\.0\.1:8801/);
    expect(text).toMatch(/6\.302 ms {2}server {2}Frame 3: text .* “frag”, more to come/);
    expect(code).toBe(0);
  });

  test('each connection of a HAR file, or one of them', async () => {
    const all = await runCommand(['decode', fixture('har/errors-devtools.har')]);
    expect(all.text).toMatch(/^Connection 1 of 3: [^]*^Connection 3 of 3: /m);
    const second = await runCommand([
      'decode',
      fixture('har/errors-devtools.har'),
      '--connection',
      '3',
    ]);
    expect(second.text).toContain('soon gone');
    expect(second.text).not.toContain('Connection 1 of 3');
    expect(second.text).toContain('Not shown: 2 other connections');
  });

  test('nothing from a peer reaches the terminal as a command', async () => {
    const frame = Buffer.concat([Buffer.from([0x81, 0x0a]), Buffer.from('\u001b[31mhello')]);
    const { text } = await runCommand(['decode', '-'], frame);
    expect(text).toContain('“\\u001b[31mhello”');
    // eslint-disable-next-line no-control-regex -- that is what must not be there
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
  });
});

describe('TLS', () => {
  test('stays closed without its keys, and nothing is judged', async () => {
    const { code, text, warnings } = await runCommand(['decode', fixture(`${TLS}/capture.pcapng`)]);
    expect(text).toMatch(/^ {2}1 {2}TLS, encrypted/m);
    expect(text).not.toContain('rule');
    expect(warnings).toMatch(/^ws-101: None of the 4 connections is known to be a WebSocket/);
    expect(code).toBe(2);
  });

  test('a closed one that is chosen says so', async () => {
    const { code, text } = await runCommand([
      'decode',
      fixture(`${TLS}/capture.pcapng`),
      '--connection=2',
    ]);
    expect(text).toContain('encrypted by TLS');
    expect(code).toBe(2);
  });

  test('has no frames in its key log', async () => {
    const { code, text, warnings } = await runCommand(['decode', fixture(`${TLS}/keylog.txt`)]);
    expect({ code, text }).toEqual({ code: 2, text: '' });
    expect(warnings).toContain('is a TLS key log, without traffic');
  });

  test('opens with its keys', async () => {
    const keys = ['--keys', fixture(`${TLS}/keylog.txt`)];
    const { code, text } = await runCommand(['decode', fixture(`${TLS}/capture.pcapng`), ...keys]);
    expect(text).toContain('“secret over TLS 1.3”');
    expect(text).toContain('TLS 1.3, opened with its keys');
    expect(code).toBe(0);
  });

  test('has WebSockets in streams of HTTP/2', async () => {
    const name = fixture('captures/tls/chromium-node-h2-rfc8441/capture-with-secrets.pcapng');
    const { code, text } = await runCommand(['decode', name]);
    expect(text).toMatch(/Request: CONNECT[^]*“hello h2”/);
    expect(code).toBe(0);
  });
});

describe('as JSON', () => {
  test('one document for one connection, with what it breaks', async () => {
    const { code, text } = await runCommand(['decode', '-', '--json'], LONG_PING);
    const document = JSON.parse(text) as {
      readonly format: string;
      readonly units: { readonly findings: { readonly breaks: string }[] }[];
    };
    expect(document.format).toBe('ws-101-conversation/1');
    expect(document.units[0]?.findings[0]?.breaks).toBe('must');
    expect(code).toBe(1);
  });

  test('the documents of several connections read back', async () => {
    const har = fixture('har/errors-devtools.har');
    const { text, warnings } = await runCommand(['decode', har, '--json']);
    expect(warnings).toContain('ws-101: The text contains payloads without their frames.');
    const again = await runCommand(['decode', '-'], text);
    expect(again.text).toMatch(/“fine”[^]*\/nowhere[^]*“soon gone”/);
  });

  test('compressed by gzip or not, a capture has the same document', async () => {
    const capture = readFileSync(fixture('captures/base.pcapng'));
    const [plain, packed] = await Promise.all(
      [capture, gzipSync(capture)].map((bytes) => runCommand(['decode', '-', '--json'], bytes)),
    );
    expect(packed?.text).toBe(plain?.text);
    expect(packed?.text.length).toBeGreaterThan(1000);
  });
});

test('as Markdown', async () => {
  const one = await runCommand(['decode', '-', '--md'], LONG_PING);
  expect(one.text).toMatch(/^# Pasted bytes\n\n## Findings\n/);
  expect(one.code).toBe(1);
  const several = await runCommand(['decode', fixture('har/errors-devtools.har'), '--md']);
  expect(several.text.match(/^Connection \d of 3: /gm)).toHaveLength(3);
});

describe('bytes that are no frames', () => {
  const TLS_HELLO =
    '16 03 01 02 00 01 00 01 fc 03 03 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f';

  test.each(['--json', '--md'])('have no document and no finding, %s', async (form) => {
    const { code, text, warnings } = await runCommand(['decode', '-', form], TLS_HELLO);
    expect({ code, text }).toEqual({ code: 2, text: '' });
    expect(warnings).toContain('not a WebSocket frame');
  });

  test('are named', async () => {
    const { code, text } = await runCommand(['decode', '-'], TLS_HELLO);
    expect(text).toContain('not a WebSocket frame');
    expect(text).not.toContain('MUST broken');
    expect(code).toBe(2);
  });

  test('are not listed as frames, and a PNG image is none', async () => {
    const mark = '89504e470d0a1a0a0000000d4948445200000100000001000806000000';
    const png = Buffer.from(`${mark}${'00'.repeat(53)}4f0003`, 'hex');
    const { code, text } = await runCommand(['decode', '-'], png);
    expect(text).toContain('This is not a WebSocket frame: a PNG image.');
    expect(text).not.toMatch(/Frame 1|not masked|1 frame/);
    expect(code).toBe(2);
  });

  test('are left out after a handshake that was read', async () => {
    const head = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n';
    const bytes = Buffer.concat([Buffer.from(head), gzipSync('hello')]);
    const { text } = await runCommand(['decode', '-'], bytes);
    expect(text).toContain('This is not a WebSocket frame: gzip.');
    expect(text).toContain('101');
    expect(text).not.toMatch(/Frame 1:/);
  });
});
