import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import {
  checkFrameHeader,
  decodeFrameHeader,
  frameHeaderLayout,
  frameHeaderSize,
  MAX_HEADER_SIZE,
  RSV1_BIT,
  RSV2_BIT,
  RSV3_BIT,
  type FrameHeader,
  type HeaderContext,
  writeFrameHeader,
} from '#core/protocol/framing/frame-header.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';

function headerOf(hex: string): FrameHeader {
  const reading = decodeFrameHeader(fromHex(hex));
  if (reading.kind !== 'header')
    throw new TypeError(`expected a header, ${reading.missing} missing`);
  return reading.header;
}

describe('a header', () => {
  test.each([
    { form: 7, isMasked: false, size: 2 },
    { form: 7, isMasked: true, size: 6 },
    { form: 16, isMasked: false, size: 4 },
    { form: 16, isMasked: true, size: 8 },
    { form: 64, isMasked: false, size: 10 },
    { form: 64, isMasked: true, size: 14 },
  ] as const)('of $form bits, masked $isMasked: $size bytes, tiled', ({ form, isMasked, size }) => {
    expect(frameHeaderSize(form, isMasked)).toBe(size);
    const parts = Object.values(frameHeaderLayout(form, isMasked));
    let end = 0;
    for (const part of parts) {
      expect(part.start).toBe(end);
      end = part.end;
    }
    expect(end).toBe(size * 8);
  });

  test('has at most 14 bytes', () => {
    expect(MAX_HEADER_SIZE).toBe(14);
  });

  test.each([
    { hex: '89 00', missing: 2 },
    { hex: '89 00 81', missing: 1 },
    { hex: '89 00 81 85', missing: 4 },
    { hex: '89 00 81 fe 01', missing: 5 },
  ])('that starts at byte 2 of "$hex" is missing $missing bytes', ({ hex, missing }) => {
    expect(decodeFrameHeader(fromHex(hex), 2)).toEqual({ kind: 'incomplete', missing });
  });

  test.each([
    { payload: 5, form: 7, maskingKey: null, hex: 'ff 81 05 ff ff ff ff ff ff ff ff ff' },
    { payload: 5, form: 7, maskingKey: 'key', hex: 'ff 81 85 01 02 03 04 ff ff ff ff ff' },
    { payload: 300, form: 16, maskingKey: null, hex: 'ff 81 7e 01 2c ff ff ff ff ff ff ff' },
    { payload: 300, form: 16, maskingKey: 'key', hex: 'ff 81 fe 01 2c 01 02 03 04 ff ff ff' },
  ] as const)(
    'of $form bits, masking key $maskingKey, is written over its own bytes only',
    ({ payload, form, maskingKey, hex }) => {
      const bytes = new Uint8Array(12).fill(0xff);
      const key = maskingKey && Uint8Array.of(1, 2, 3, 4);
      const header = { opcode: OPCODE.text, maskingKey: key, payload: { length: payload } };
      writeFrameHeader(bytes, 1, header, form);
      expect(bytes).toEqual(fromHex(hex));
    },
  );

  test.each([
    { isFinal: true, rsv1: false, hex: '8000' },
    { isFinal: true, rsv1: true, hex: 'c000' },
    { isFinal: false, rsv1: true, hex: '4000' },
    { isFinal: false, rsv1: false, hex: '0000' },
  ])('with FIN $isFinal and RSV1 $rsv1 is written as $hex', ({ hex, ...bits }) => {
    const bytes = new Uint8Array(2);
    const header = {
      ...bits,
      opcode: OPCODE.continuation,
      maskingKey: null,
      payload: { length: 0 },
    };
    writeFrameHeader(bytes, 0, header, 7);
    expect(toHex(bytes)).toBe(hex);
  });

  test('is named bit by bit for all values of its first byte', () => {
    for (let first = 0; first < 256; first++) {
      expect(headerOf(`${toHex(Uint8Array.of(first))} 00`)).toMatchObject({
        isFinal: (first & 0b1000_0000) !== 0,
        rsv1: (first & 0b0100_0000) !== 0,
        rsv2: (first & 0b0010_0000) !== 0,
        rsv3: (first & 0b0001_0000) !== 0,
        opcode: first & 0b0000_1111,
      });
    }
  });

  test('is written as it was read, for all values of its first two bytes', () => {
    for (let pair = 0; pair < 65536; pair++) {
      const bytes = new Uint8Array(14).fill(0x01);
      bytes[0] = pair >> 8;
      bytes[1] = pair & 0xff;
      const reading = decodeFrameHeader(bytes);
      if (reading.kind !== 'header') throw new TypeError('expected a header');
      const { payloadLength, rsv2, rsv3, ...header } = reading.header;
      // Above 2^53 - 1 the length is known, but no payload could be that long.
      if (payloadLength.exact !== undefined || rsv2 || rsv3) continue;
      const written = new Uint8Array(reading.size);
      const payload = { length: payloadLength.value };
      writeFrameHeader(written, 0, { ...header, payload }, payloadLength.form);
      expect(toHex(written)).toBe(toHex(bytes.subarray(0, reading.size)));
    }
  });

  test('keeps its own copy of the key', () => {
    const bytes = fromHex('81 80 01 02 03 04');
    const reading = decodeFrameHeader(bytes);
    bytes.fill(0);
    expect(reading.kind === 'header' && reading.header.maskingKey).toEqual(fromHex('01 02 03 04'));
  });

  test('cut anywhere reports how many bytes are missing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 14 }), (bytes) => {
        const reading = decodeFrameHeader(bytes);
        if (reading.kind === 'header') return;
        const padded = new Uint8Array(bytes.length + reading.missing);
        padded.set(bytes);
        const next = decodeFrameHeader(padded);
        // With fewer than 2 bytes, it is unknown whether more follow. Padding with 0 means that
        // none do.
        expect(next.kind).toBe('header');
      }),
      { seed: 6455, numRuns: 1000 },
    );
  });
});

describe('the rules for a header', () => {
  const CLIENT: HeaderContext = { sender: 'client' };
  const SERVER: HeaderContext = { sender: 'server' };
  const UNKNOWN_SENDER: HeaderContext = { sender: null };
  const KEY = '00 00 00 00';

  test.each([
    { name: 'a text of the server', hex: '81 05', by: SERVER, broken: [] },
    { name: 'a text of the client', hex: `81 85 ${KEY}`, by: CLIENT, broken: [] },
    { name: 'RSV1', hex: 'c1 05', by: SERVER, broken: ['frame.reserved-bit 1-2'] },
    { name: 'RSV2', hex: 'a1 05', by: SERVER, broken: ['frame.reserved-bit 2-3'] },
    { name: 'RSV3', hex: '91 05', by: SERVER, broken: ['frame.reserved-bit 3-4'] },
    {
      name: 'all three',
      hex: 'f1 05',
      by: SERVER,
      broken: ['frame.reserved-bit 1-2', 'frame.reserved-bit 2-3', 'frame.reserved-bit 3-4'],
    },
    {
      name: 'RSV1 with an extension',
      hex: 'c1 05',
      by: { ...SERVER, allowedReservedBits: RSV1_BIT },
      broken: [],
    },
    {
      name: 'RSV2 and RSV3 with extensions',
      hex: 'b1 05',
      by: { ...SERVER, allowedReservedBits: RSV2_BIT | RSV3_BIT },
      broken: [],
    },
    { name: 'opcode 3', hex: '83 05', by: SERVER, broken: ['frame.reserved-opcode 4-8'] },
    { name: 'opcode 11', hex: '8b 05', by: SERVER, broken: ['frame.reserved-opcode 4-8'] },
    {
      name: 'no mask from the client',
      hex: '81 05',
      by: CLIENT,
      broken: ['frame.unmasked-from-client 8-9'],
    },
    {
      name: 'a mask from the server',
      hex: `81 85 ${KEY}`,
      by: SERVER,
      broken: ['frame.masked-from-server 8-9'],
    },
    { name: 'a mask from an unknown sender', hex: `81 85 ${KEY}`, by: UNKNOWN_SENDER, broken: [] },
    { name: 'no mask from an unknown sender', hex: '81 05', by: UNKNOWN_SENDER, broken: [] },
    {
      name: '125 in 16 bits',
      hex: '82 7e 00 7d',
      by: SERVER,
      broken: ['frame.length-not-minimal 16-32'],
    },
    { name: '126 in 16 bits', hex: '82 7e 00 7e', by: SERVER, broken: [] },
    {
      name: '65,535 in 64 bits',
      hex: '82 7f 00 00 00 00 00 00 ff ff',
      by: SERVER,
      broken: ['frame.length-not-minimal 16-80'],
    },
    { name: '65,536 in 64 bits', hex: '82 7f 00 00 00 00 00 01 00 00', by: SERVER, broken: [] },
    { name: '2^63 - 1', hex: '82 7f 7f ff ff ff ff ff ff ff', by: SERVER, broken: [] },
    {
      name: '2^63',
      hex: '82 7f 80 00 00 00 00 00 00 00',
      by: SERVER,
      broken: ['frame.length-top-bit 16-17'],
    },
    { name: 'a fragmented ping', hex: '09 00', by: SERVER, broken: ['control.fragmented 0-1'] },
    { name: 'a ping of 125', hex: '89 7d', by: SERVER, broken: [] },
    { name: 'a ping of 126', hex: '89 7e 00 7e', by: SERVER, broken: ['control.too-long 9-16'] },
    {
      name: 'a close of 5 in 16 bits',
      hex: '88 7e 00 05',
      by: SERVER,
      broken: ['control.too-long 9-16', 'frame.length-not-minimal 16-32'],
    },
    {
      name: 'everything together',
      hex: '7b 7f ff 00 00 00 00 00 00 00',
      by: CLIENT,
      broken: [
        'frame.reserved-bit 1-2',
        'frame.reserved-bit 2-3',
        'frame.reserved-bit 3-4',
        'frame.reserved-opcode 4-8',
        'control.fragmented 0-1',
        'frame.unmasked-from-client 8-9',
        'control.too-long 9-16',
        'frame.length-top-bit 16-17',
      ],
    },
  ])('$name breaks $broken', ({ hex, by, broken }) => {
    const violations = checkFrameHeader(headerOf(hex), by);
    expect(violations.map(({ id, range }) => `${id} ${range.start}-${range.end}`)).toEqual(broken);
  });
});
