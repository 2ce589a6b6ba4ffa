import { describe, expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { readInflatedConversation } from '#core/conversation/inflated-conversation.ts';
import { dissectFrame } from '#core/dissection/frame-dissection.ts';
import { dissectHead, dissectUnread } from '#core/dissection/head-dissection.ts';
import { dissectUnit } from '#core/dissection/unit-dissection.ts';
import { leafFields, type FieldId } from '#core/dissection/field.ts';
import { encodeRequestHead } from '#core/protocol/http/http-head.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import type { Side } from '#core/trace/direction.ts';
import { fieldLabel, fieldSentence } from '#content/reference/field-notes.ts';
import { fieldContext } from '#core/dissection/field-context.ts';
import { traceOf } from '../../core/conversation/streams.ts';

/** The sentence for the field with this id in the frame. */
function sentence(hex: string, id: FieldId, sender: Side | null = null): string | null {
  const dissection = dissectFrame(fromHex(hex), { messageOpcode: OPCODE.text });
  const field = leafFields(dissection.fields).find((each) => each.id === id);
  return field ? fieldSentence(field, fieldContext(dissection, sender)) : null;
}

const maskedHello = '818537fa213d7f9f4d5158';
const unmaskedHello = '810548656c6c6f';

describe('what a field says', () => {
  test.each<[hex: string, id: FieldId, expected: string]>([
    [maskedHello, 'frame.fin', '1: last frame of its message'],
    ['010348656c', 'frame.fin', '0: more frames follow'],
    ['8900', 'frame.fin', '1: control frames can’t be fragmented'],
    ['0900', 'frame.fin', '0: but a control frame must not be fragmented'],
    [maskedHello, 'frame.rsv2', '0: not marked by an extension'],
    [
      'c100',
      'frame.rsv1',
      '1: a compressed message begins here, if permessage-deflate was negotiated',
    ],
    ['9100', 'frame.rsv3', '1: only for an extension that was negotiated'],
    [
      '8900',
      'frame.opcode',
      '0x9 ping: the peer must reply with a pong that repeats the payload; of several pings, the latest is enough',
    ],
    [maskedHello, 'frame.mask', '1: sent by a client: required'],
    [unmaskedHello, 'frame.mask', '0: sent by a server: never masked'],
    [maskedHello, 'frame.length', '5: fits in 7 bits'],
    ['890470696e67', 'frame.length', '4: at most 125 in a control frame'],
    [`827e0100${'00'.repeat(256)}`, 'frame.length', '126: not a length: see the next 2 bytes'],
    ['827f0000000000010000', 'frame.length', '127: not a length: see the next 8 bytes'],
    ['827e0100', 'frame.extended-length', '256: in 16 bits, because it is 126 or more'],
    [
      '827f0000000000010000',
      'frame.extended-length',
      '65,536: in 64 bits, because it is 65,536 or more',
    ],
    ['827e0005', 'frame.extended-length', '5: in 16 bits, though it must be in fewer'],
    [
      '827fffffffffffffffff',
      'frame.extended-length',
      '18,446,744,073,709,551,615: in 64 bits, because it is 65,536 or more',
    ],
    [maskedHello, 'frame.masking-key', '37 fa 21 3d: must be random and new; isn’t secret'],
    [
      '81810000000041',
      'frame.masking-key',
      '00 00 00 00: all zero, so the payload is unchanged; it must be unpredictable',
    ],
    [maskedHello, 'frame.payload', '7f 9f 4d 51 58 ⊕ key = 48 65 6c 6c 6f'],
    [maskedHello, 'payload.text', '“Hello”: valid UTF-8'],
    ['8101ff', 'payload.text', '“�”: not valid UTF-8'],
    ['0101c3', 'payload.text', '“�”: part of a text'],
    ['8001a9', 'payload.text', '“�”: part of a text'],
    ['81054865', 'payload.text', '“He”: cut off'],
    ['8203010203', 'payload.binary', '01 02 03: binary'],
    ['c103010203', 'payload.compressed', '01 02 03: if permessage-deflate was negotiated'],
    ['890470696e67', 'payload.control', '“ping”: a pong that answers it must repeat this'],
    ['8a01ff', 'payload.control', 'ff: copied from the ping, if it answers one'],
    ['880203e8', 'close.code', '1000: normal. The connection has served its purpose.'],
    ['880503e8627965', 'close.reason', '“bye”: for logs and code; must not be shown to users'],
    ['880103', 'close.malformed', '03: half of a close code, which takes two bytes'],
    ['880203', 'close.malformed', '03: half of a close code: the rest is missing'],
    ['81', 'frame.incomplete', '81: the header is cut off here'],
  ])('%s %s', (hex, id, expected) => {
    expect(sentence(hex, id)).toBe(expected);
  });

  test.each<[hex: string, sender: Side, expected: string]>([
    [maskedHello, 'server', '1: but a server must not mask'],
    [unmaskedHello, 'client', '0: but a client must mask'],
  ])('%s from the %s', (hex, sender, expected) => {
    expect(sentence(hex, 'frame.mask', sender)).toBe(expected);
  });

  test('of a head is its text', () => {
    const dissection = dissectHead(encodeRequestHead('GET', '/chat', [['Host', 'a.example']]));
    const context = fieldContext(dissection);
    const said = leafFields(dissection.fields)
      .filter(({ id }) => id !== 'head.delimiter')
      .map((field) => `${fieldLabel(field)} – ${fieldSentence(field, context)}`);
    expect(said).toEqual([
      'Method – GET: must be GET',
      'Target – /chat: path and query of the address',
      'Version – HTTP/1.1: HTTP/1.1 or later',
      'Name – Host: uppercase or lowercase',
      'Value – a.example',
      'Empty line – 0d 0a: the head ends here',
    ]);
  });

  test('of other bytes is that nothing reads them', () => {
    const dissection = dissectUnread(fromHex('ffff'));
    const [field] = dissection.fields;
    expect(field && fieldSentence(field, fieldContext(dissection))).toBe(
      'ff ff: read neither as HTTP/1.1 nor as a frame',
    );
  });
});

test('what repeats missing messages is said to be unknown', () => {
  const inflation = {
    bytes: fromHex('48 00 00 00 00'),
    unknown: [{ start: 1, end: 5 }],
    violation: null,
  };
  const dissection = dissectFrame(fromHex('c1 05 f2 00 11 00 00'), {
    messageOpcode: OPCODE.text,
    inflation,
  });
  const field = leafFields(dissection.fields).find(({ id }) => id === 'payload.compressed');
  expect(field && fieldSentence(field, fieldContext(dissection))).toBe(
    'f2 00 11 00 00: inflates to 5 bytes, 4 of them unknown, because they repeat missing messages',
  );
});

describe('an inflated text', () => {
  /** The sentences for the texts of a server's frames, which may be compressed. */
  const textsOf = (hex: string) => {
    const { units, trace } = readInflatedConversation(traceOf([['s', fromHex(hex)]]), {
      compression: {
        client: { contextTakeover: true, windowBits: 15 },
        server: { contextTakeover: true, windowBits: 15 },
      },
    });
    return units.flatMap((unit) => {
      const dissection = dissectUnit(trace, unit);
      return leafFields(dissection.fields)
        .filter(({ id }) => id === 'payload.text')
        .map((field) => fieldSentence(field, fieldContext(dissection)));
    });
  };

  test.each<[name: string, hex: string, expected: string[]]>([
    ['is judged by its own bytes', 'c107 f248cdc9c90700', ['“Hello”: valid UTF-8']],
    ['is judged if they are not UTF-8', 'c105 3b6a081868', ['“\ufffd1”: not valid UTF-8']],
    ['is not judged after a break', 'c106 f248cdc9c907', ['“Hello”: cut off']],
    [
      'is not judged if it repeats what is missing',
      'c105 f200110000',
      ['“H\\u0000\\u0000\\u0000\\u0000”: partly unknown'],
    ],
  ])('%s', (_, hex, expected) => {
    expect(textsOf(hex)).toEqual(expected);
  });
});
