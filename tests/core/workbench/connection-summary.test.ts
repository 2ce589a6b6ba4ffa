import { expect, test } from 'vitest';
import { InputReader } from '#core/workbench/input-reader.ts';
import { connectionOpener } from '#core/workbench/opened-connections.ts';
import { fileInput, requestOf } from './inputs.ts';

const open = (name: string) =>
  new InputReader(connectionOpener).read(requestOf(fileInput(`captures/${name}`)));

test('rows say what TShark counted and how each connection ended', () => {
  const { connections } = open('tls/chromium-node-h2-rfc8441/capture-with-secrets.pcapng');
  expect(connections[0]?.summary).toMatchObject({
    frames: {
      frames: { 'client-to-server': 5, 'server-to-client': 6 },
      subprotocol: 'chat.v1',
      closeCode: 1000,
      closedBy: 'client',
      mustBroken: 0,
      otherFindings: 0,
      hasMore: false,
    },
    end: { signal: 'fin', by: 'client' },
  });
  // The first packet of the capture, by TShark.
  const starts = connections.map(({ summary }) => summary?.startedAtMs ?? Infinity);
  expect(Math.min(...starts)).toBeCloseTo(1_795_336_152_738.8923, 2);
});

test('the only connection of a capture isn’t read twice', () => {
  const { connections } = open('base.pcapng');
  expect(connections).toHaveLength(1);
  expect(connections[0]?.summary).toMatchObject({ frames: null, end: { signal: 'fin' } });
});
