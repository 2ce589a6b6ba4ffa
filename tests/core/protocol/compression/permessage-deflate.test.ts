import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toLatin1 } from '#core/bytes/text.ts';
import {
  encodeAnswer,
  encodeOffer,
  PLAIN_OFFER,
  type DeflateAnswer,
  type DeflateOffer,
} from '#core/protocol/compression/deflate-parameters.ts';
import {
  decodeExtensionFields,
  encodeExtensionList,
} from '#core/protocol/compression/extension-list.ts';
import { decodeHttpHead } from '#core/protocol/http/http-head.ts';
import {
  agreementOf,
  chooseAnswer,
  clientCompression,
  decodeOffers,
  judgeAnswer,
  type DeflatePolicy,
} from '#core/protocol/compression/permessage-deflate.ts';

/** The extensions of a header line, with the text that their ranges are over. */
function list(line: string) {
  const text = `GET / HTTP/1.1\r\nSec-WebSocket-Extensions: ${line}\r\n\r\n`;
  const reading = decodeHttpHead(toLatin1(text));
  if (reading.kind !== 'head') throw new Error(`expected a head, got ${reading.kind}`);
  return { extensions: decodeExtensionFields(reading.head.fields).extensions, text };
}

const offersIn = (line: string) => decodeOffers(list(line).extensions);

/** Each violation's id with the text it is about. */
function violationsIn(
  line: string,
  judge: (line: string) => readonly { id: string; range: { start: number; end: number } }[],
) {
  const { text } = list(line);
  return judge(line).map(({ id, range }) => [id, text.slice(range.start / 8, range.end / 8)]);
}

describe('an offer', () => {
  test.each<{ line: string; offer: Partial<DeflateOffer> }>([
    { line: 'permessage-deflate', offer: {} },
    { line: 'permessage-deflate; client_max_window_bits', offer: { clientMaxWindowBits: 'any' } },
    { line: 'permessage-deflate; client_max_window_bits=10', offer: { clientMaxWindowBits: 10 } },
    { line: 'permessage-deflate; server_max_window_bits=8', offer: { serverMaxWindowBits: 8 } },
    { line: 'permessage-deflate; server_max_window_bits="15"', offer: { serverMaxWindowBits: 15 } },
    {
      line: 'permessage-deflate; server_no_context_takeover; client_no_context_takeover',
      offer: { serverNoContextTakeover: true, clientNoContextTakeover: true },
    },
  ])('"$line"', ({ line, offer }) => {
    expect(offersIn(line)).toEqual([{ offer: { ...PLAIN_OFFER, ...offer }, violations: [] }]);
  });

  test.each([
    { parameter: 'server_max_window_bits', id: 'value' },
    { parameter: 'server_max_window_bits=7', id: 'value' },
    { parameter: 'server_max_window_bits=16', id: 'value' },
    { parameter: 'server_max_window_bits=08', id: 'value' },
    { parameter: 'server_max_window_bits=+9', id: 'value' },
    { parameter: 'server_max_window_bits=9.0', id: 'value' },
    { parameter: 'client_max_window_bits=0', id: 'value' },
    { parameter: 'client_max_window_bits=1e1', id: 'value' },
    { parameter: 'client_max_window_bits=true', id: 'value' },
    { parameter: 'server_no_context_takeover=true', id: 'value' },
    { parameter: 'client_no_context_takeover=10', id: 'value' },
    { parameter: 'max_window_bits=10', id: 'parameter-unknown' },
    { parameter: 'Server_Max_Window_Bits=10', id: 'parameter-unknown' },
    { parameter: '__proto__', id: 'parameter-unknown' },
  ])('with $parameter is ignored', ({ parameter, id }) => {
    const line = `permessage-deflate; ${parameter}`;
    const found = violationsIn(line, () => offersIn(line).flatMap(({ violations }) => violations));
    expect(found).toEqual([[`compression.offer-${id}`, parameter]]);
    expect(chooseAnswer(offersIn(line))).toBeNull();
    // The next offer is taken.
    expect(chooseAnswer(offersIn(`${line}, permessage-deflate`))).toEqual(PLAIN_OFFER);
  });

  test('with a repeated parameter is ignored, even if both values are equal', () => {
    const line = 'permessage-deflate; client_max_window_bits; client_max_window_bits';
    expect(offersIn(line)[0]?.violations).toMatchObject([
      { id: 'compression.offer-parameter-repeated', reaction: 'accepts' },
    ]);
    expect(chooseAnswer(offersIn(line))).toBeNull();
  });

  test('of something else is no offer of this', () => {
    expect(offersIn('permessage-bzip2, x-webkit-deflate-frame, Permessage-Deflate')).toEqual([]);
  });
});

describe('the server answers', () => {
  test.each<{ offer: string; policy?: DeflatePolicy; answer: string | null }>([
    { offer: '', answer: '' },
    { offer: '; client_max_window_bits', answer: '' },
    { offer: '; client_max_window_bits=10', answer: '; client_max_window_bits=10' },
    { offer: '; server_max_window_bits=10', answer: '; server_max_window_bits=10' },
    { offer: '; server_max_window_bits=15', answer: '; server_max_window_bits=15' },
    { offer: '; server_no_context_takeover', answer: '; server_no_context_takeover' },
    { offer: '; client_no_context_takeover', answer: '; client_no_context_takeover' },
    {
      offer: '',
      policy: { serverNoContextTakeover: true, clientNoContextTakeover: true },
      answer: '; server_no_context_takeover; client_no_context_takeover',
    },
    { offer: '', policy: { serverMaxWindowBits: 12 }, answer: '; server_max_window_bits=12' },
    {
      offer: '; server_max_window_bits=10',
      policy: { serverMaxWindowBits: 12 },
      answer: '; server_max_window_bits=10',
    },
    {
      offer: '; server_max_window_bits=14',
      policy: { serverMaxWindowBits: 12 },
      answer: '; server_max_window_bits=12',
    },
    {
      offer: '; client_max_window_bits',
      policy: { clientMaxWindowBits: 11 },
      answer: '; client_max_window_bits=11',
    },
    {
      offer: '; client_max_window_bits=9',
      policy: { clientMaxWindowBits: 11 },
      answer: '; client_max_window_bits=9',
    },
    // The client did not offer this.
    { offer: '', policy: { clientMaxWindowBits: 11 }, answer: null },
  ])('"$offer" under $policy with $answer', ({ offer, policy, answer }) => {
    const chosen = chooseAnswer(offersIn(`permessage-deflate${offer}`), policy);
    const written = chosen && encodeExtensionList([encodeAnswer(chosen)]);
    expect(written).toBe(answer === null ? null : `permessage-deflate${answer}`);
  });

  test('the first offer that it can take', () => {
    const offers = offersIn(
      'permessage-deflate, permessage-deflate; client_max_window_bits=9, permessage-deflate; client_max_window_bits',
    );
    expect(chooseAnswer(offers, { clientMaxWindowBits: 11 })?.clientMaxWindowBits).toBe(9);
    expect(chooseAnswer([])).toBeNull();
  });
});

describe('the client takes', () => {
  test.each<{
    answer: string;
    offer?: Partial<DeflateOffer>;
    client: [boolean, number];
    server: [boolean, number];
  }>([
    { answer: '', client: [true, 15], server: [true, 15] },
    { answer: '; server_no_context_takeover', client: [true, 15], server: [false, 15] },
    { answer: '; client_no_context_takeover', client: [false, 15], server: [true, 15] },
    { answer: '; server_max_window_bits=9', client: [true, 15], server: [true, 9] },
    {
      answer: '; server_max_window_bits=9',
      offer: { serverMaxWindowBits: 10 },
      client: [true, 15],
      server: [true, 9],
    },
    {
      answer: '; client_max_window_bits=8',
      offer: { clientMaxWindowBits: 'any' },
      client: [true, 8],
      server: [true, 15],
    },
    // A hint need not be taken up.
    { answer: '', offer: { clientMaxWindowBits: 9 }, client: [true, 15], server: [true, 15] },
    {
      answer: '',
      offer: { clientNoContextTakeover: true },
      client: [true, 15],
      server: [true, 15],
    },
    // Without the parameter the window is one of 15 bits: just what was asked for.
    { answer: '', offer: { serverMaxWindowBits: 15 }, client: [true, 15], server: [true, 15] },
  ])('"$answer" for $offer', ({ answer, offer, client, server }) => {
    const { extensions } = list(`permessage-deflate${answer}`);
    const judged = judgeAnswer(extensions, [{ ...PLAIN_OFFER, ...offer }]);
    expect(judged?.violations).toEqual([]);
    expect(judged?.agreement).toEqual({
      client: { contextTakeover: client[0], windowBits: client[1] },
      server: { contextTakeover: server[0], windowBits: server[1] },
    });
  });

  test('what fits any of its offers', () => {
    const offers = [
      { ...PLAIN_OFFER, serverNoContextTakeover: true },
      { ...PLAIN_OFFER, clientMaxWindowBits: 'any' as const },
    ];
    const judged = judgeAnswer(
      list('permessage-deflate; client_max_window_bits=9').extensions,
      offers,
    );
    expect(judged?.violations).toEqual([]);
    expect(judged?.offer).toBe(offers[1]);
  });

  test('its own hints as promises', () => {
    const offer: DeflateOffer = {
      ...PLAIN_OFFER,
      clientNoContextTakeover: true,
      clientMaxWindowBits: 10,
    };
    const at = (answer: Partial<DeflateAnswer>) =>
      clientCompression(
        agreementOf({ ...PLAIN_OFFER, clientMaxWindowBits: null, ...answer }),
        offer,
      );
    expect(at({})).toEqual({ contextTakeover: false, windowBits: 10 });
    expect(at({ clientMaxWindowBits: 9 })).toEqual({ contextTakeover: false, windowBits: 9 });
    const plain = clientCompression(
      agreementOf({ ...PLAIN_OFFER, clientMaxWindowBits: null }),
      PLAIN_OFFER,
    );
    expect(plain).toEqual({ contextTakeover: true, windowBits: 15 });
  });
});

describe('the client finds fault with', () => {
  test.each<{ answer: string; offer?: Partial<DeflateOffer>; id: string; where?: string }>([
    { answer: '; foo', id: 'answer-parameter-unknown', where: 'foo' },
    {
      answer: '; server_max_window_bits=9; server_max_window_bits=9',
      id: 'answer-parameter-repeated',
      where: 'server_max_window_bits=9',
    },
    {
      answer: '; server_max_window_bits=17',
      id: 'answer-value',
      where: 'server_max_window_bits=17',
    },
    {
      answer: '; client_max_window_bits',
      offer: { clientMaxWindowBits: 'any' },
      id: 'answer-value',
      where: 'client_max_window_bits',
    },
    {
      answer: '; client_no_context_takeover=1',
      id: 'answer-value',
      where: 'client_no_context_takeover=1',
    },
    { answer: ', permessage-deflate', id: 'answer-repeated' },
    {
      answer: '; client_max_window_bits=9',
      id: 'client-window-not-offered',
      where: 'client_max_window_bits=9',
    },
    {
      answer: '; client_max_window_bits=12',
      offer: { clientMaxWindowBits: 10 },
      id: 'client-window-too-large',
      where: 'client_max_window_bits=12',
    },
    {
      answer: '; server_max_window_bits=12',
      offer: { serverMaxWindowBits: 10 },
      id: 'server-window-too-large',
      where: 'server_max_window_bits=12',
    },
    { answer: '', offer: { serverMaxWindowBits: 10 }, id: 'server-window-too-large' },
    { answer: '', offer: { serverNoContextTakeover: true }, id: 'server-takeover-not-refused' },
  ])('"$answer" for $offer: $id', ({ answer, offer, id, where = 'permessage-deflate' }) => {
    const line = `permessage-deflate${answer}`;
    const found = violationsIn(line, () => {
      const judged = judgeAnswer(list(line).extensions, [{ ...PLAIN_OFFER, ...offer }]);
      return judged?.violations ?? [];
    });
    expect(found).toEqual([[`compression.${id}`, where]]);
  });

  test('nothing if it is not answered, and little if the offer is unknown', () => {
    expect(judgeAnswer(list('foo').extensions, [PLAIN_OFFER])).toBeNull();
    const { extensions } = list('permessage-deflate; client_max_window_bits=9; foo');
    const judged = judgeAnswer(extensions);
    expect(judged?.violations.map(({ id }) => id)).toEqual([
      'compression.answer-parameter-unknown',
    ]);
    expect(judged?.agreement.client.windowBits).toBe(9);
  });
});

const bits = fc.integer({ min: 8, max: 15 });
const anyOffer = fc.record({
  serverNoContextTakeover: fc.boolean(),
  clientNoContextTakeover: fc.boolean(),
  serverMaxWindowBits: fc.option(bits),
  clientMaxWindowBits: fc.oneof(bits, fc.constant('any' as const), fc.constant(null)),
});
const anyPolicy = fc.record(
  {
    serverNoContextTakeover: fc.boolean(),
    clientNoContextTakeover: fc.boolean(),
    serverMaxWindowBits: bits,
    clientMaxWindowBits: bits,
  },
  { requiredKeys: [] },
);

test('whatever is offered and wanted, the client finds nothing wrong with the answer', () => {
  fc.assert(
    fc.property(fc.array(anyOffer, { minLength: 1, maxLength: 3 }), anyPolicy, (offers, policy) => {
      const offered = list(encodeExtensionList(offers.map(encodeOffer)));
      const decoded = decodeOffers(offered.extensions);
      expect(decoded).toEqual(offers.map((offer) => ({ offer, violations: [] })));
      const answer = chooseAnswer(decoded, policy);
      if (answer === null) {
        expect(policy.clientMaxWindowBits).toBeLessThan(15);
        return;
      }
      const answered = list(encodeExtensionList([encodeAnswer(answer)]));
      const judged = judgeAnswer(answered.extensions, offers);
      expect(judged?.violations).toEqual([]);
      expect(judged?.answer).toEqual(answer);
      const { client, server } = agreementOf(answer);
      expect(client.windowBits).toBeLessThanOrEqual(policy.clientMaxWindowBits ?? 15);
      expect(server.windowBits).toBeLessThanOrEqual(policy.serverMaxWindowBits ?? 15);
      expect(policy.serverNoContextTakeover === true && server.contextTakeover).toBe(false);
    }),
    { seed: 7692, numRuns: 500 },
  );
});

test('writes window bits only where they are allowed', () => {
  expect(() => encodeOffer({ ...PLAIN_OFFER, serverMaxWindowBits: 16 })).toThrow(
    'expected 8 to 15 window bits, got 16',
  );
});
