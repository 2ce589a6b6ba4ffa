import { describe, expect, test } from 'vitest';
import { bytesEqual, concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { fromUtf8 } from '#core/bytes/text.ts';
import type { Conversation } from '#core/conversation/conversation.ts';
import { readInflatedConversation } from '#core/conversation/inflated-conversation.ts';
import { messageData } from '#core/conversation/message.ts';
import { fieldContext } from '#core/dissection/field-context.ts';
import { leafFields } from '#core/dissection/field.ts';
import { dissectUnit } from '#core/dissection/unit-dissection.ts';
import { findHandshake } from '#core/handshake/handshake.ts';
import { recogniseBytes } from '#core/recognition/not-a-frame.ts';
import { pastedTrace } from '#core/paste/assembly/pasted-trace.ts';
import { readPaste } from '#core/paste/read-paste.ts';
import { parseAddress } from '#core/sharing/address.ts';
import { readDecodeLink } from '#core/sharing/decode-link.ts';
import { recogniseStarts } from '#core/workbench/recognised-start.ts';
import type { Trace } from '#core/trace/trace.ts';
import { findExample, GALLERY, GALLERY_GROUPS } from '#content/examples/gallery.ts';
import { exampleLink, type ExampleGroup, type ExampleIn } from '#core/sharing/example-ids.ts';
import type { ExamplePaste, GalleryExample } from '#content/examples/gallery-example.ts';
import { fieldSentence } from '#content/reference/field-notes.ts';
import { ODD_INPUTS, type OddInput, type OddInputId } from '#content/rules/peer-verdicts-inputs.ts';
import { SAMPLES } from '#content/examples/samples/samples.ts';
import { chunksOf, VECTORS } from '../../core/protocol/receiver-vectors.ts';

const pastes = GALLERY.flatMap((example) =>
  example.source.kind === 'paste' ? [{ ...example, source: example.source }] : [],
);
const inGroup = (group: ExampleGroup) => pastes.filter((example) => example.group === group);

/** As Decode reads the paste. */
function traceOf({ text, directions }: ExamplePaste): Trace {
  const [reading] = readPaste(text());
  expect(reading?.problems).toEqual([]);
  return pastedTrace(reading!.connections[0]!, directions).trace;
}

const bytesOf = (text: string) => readPaste(text)[0]!.connections[0]!.bytes;

function read(paste: ExamplePaste): Conversation {
  const { compression } = paste;
  return readInflatedConversation(traceOf(paste), compression ? { compression } : {});
}

const rulesIn = ({ findings }: Conversation) => findings.map(({ violation }) => violation.id);

const messagesIn = ({ messages, units, trace }: Conversation) =>
  messages.map((message) => messageData(message, units, trace.streams[message.direction]));

const textsIn = (conversation: Conversation) => messagesIn(conversation).map(fromUtf8);

/** What the table of fields says of each text. */
const textSentencesIn = ({ units, trace }: Conversation) =>
  units.flatMap((unit) => {
    const dissection = dissectUnit(trace, unit);
    return leafFields(dissection.fields)
      .filter(({ id }) => id === 'payload.text')
      .map((field) => fieldSentence(field, fieldContext(dissection)));
  });

function pasteFor(id: string): ExamplePaste {
  const source = findExample(id)?.source;
  if (source?.kind !== 'paste') throw new Error(`expected a paste for ${id}`);
  return source;
}

describe('the gallery', () => {
  test('has an id for each example, which its link leads to', () => {
    expect(new Set(GALLERY.map(({ id }) => id)).size).toBe(GALLERY.length);
    for (const example of GALLERY) {
      const { query } = parseAddress(exampleLink(example));
      const { link, problems } = readDecodeLink(query);
      expect(problems).toEqual([]);
      expect(link.data).toEqual({ kind: 'example', id: example.id });
      expect(findExample(example.id)).toBe(example);
    }
    expect(findExample('nonsense')).toBeNull();
  });

  test('has examples in every group, with one sentence each', () => {
    const groups = new Set(GALLERY.map(({ group }) => group));
    expect([...groups]).toEqual(Object.keys(GALLERY_GROUPS));
    for (const { title, look } of GALLERY) {
      expect(title).not.toMatch(/\.$/);
      expect(look).toMatch(/^.+[^.]\.$/);
    }
  });

  test('leads to the recorded connections', () => {
    const samples = GALLERY.flatMap(({ source }) =>
      source.kind === 'sample' ? [source.sample] : [],
    );
    expect(samples).toEqual(SAMPLES.map(({ id }) => id));
  });
});

describe('RFC 6455 §5.7', () => {
  test.each([
    ['rfc-6455-unmasked-text', '810548656c6c6f', 'server-to-client'],
    ['rfc-6455-masked-text', '818537fa213d7f9f4d5158', 'client-to-server'],
    ['rfc-6455-fragments', '010348656c 80026c6f', 'server-to-client'],
  ] as const)('%s says “Hello” in the bytes of the RFC', (id, hex, direction) => {
    const paste = pasteFor(id);
    expect(bytesOf(paste.text())).toEqual(fromHex(hex));
    const conversation = read(paste);
    expect(textsIn(conversation)).toEqual(['Hello']);
    expect(conversation.messages[0]?.direction).toBe(direction);
  });

  test('the pong brings back what the ping brought', () => {
    const { units } = read(pasteFor('rfc-6455-ping-pong'));
    expect(bytesOf(pasteFor('rfc-6455-ping-pong').text())).toEqual(
      fromHex('890548656c6c6f 8a8537fa213d7f9f4d5158'),
    );
    expect(units.map(({ direction }) => direction)).toEqual([
      'server-to-client',
      'client-to-server',
    ]);
  });

  test.each([
    ['rfc-6455-256-bytes', '827e0100', 256],
    ['rfc-6455-64-kib', '827f0000000000010000', 65_536],
  ] as const)('%s has the header of the RFC', (id, header, size) => {
    const bytes = bytesOf(pasteFor(id).text());
    expect(bytesEqual(bytes.subarray(0, header.length / 2), fromHex(header))).toBe(true);
    expect(messagesIn(read(pasteFor(id))).map(({ length }) => length)).toEqual([size]);
  });

  test('breaks no rule', () => {
    expect(inGroup('rfc-6455')).toHaveLength(6);
    for (const { source } of inGroup('rfc-6455')) expect(rulesIn(read(source))).toEqual([]);
  });
});

describe('RFC 7692 §7.2.3', () => {
  const texts: Readonly<Record<ExampleIn<'rfc-7692'>, readonly string[]>> = {
    'rfc-7692-one-block': ['Hello'],
    'rfc-7692-fragments': ['Hello'],
    'rfc-7692-shared-window': ['Hello', 'Hello'],
    'rfc-7692-stored': ['Hello'],
    'rfc-7692-final-block': ['Hello'],
    'rfc-7692-two-blocks': ['Hello'],
    'rfc-7692-empty-fragment': ['Hello'],
    'rfc-7692-empty-message': [''],
  };

  test.each(inGroup('rfc-7692').map(({ id, source }) => [id, source] as const))(
    '%s inflates to what it says',
    (id, source) => {
      const conversation = read(source);
      expect(textsIn(conversation)).toEqual(texts[id as ExampleIn<'rfc-7692'>]);
      expect(rulesIn(conversation)).toEqual([]);
      const sentences = textSentencesIn(conversation);
      expect(sentences.filter((sentence) => /not valid|cut off/.test(sentence))).toEqual([]);
      const isWhole = conversation.units.every(
        (unit) => unit.kind === 'frame' && unit.header.isFinal,
      );
      const expected = texts[id as ExampleIn<'rfc-7692'>].filter((text) => text !== '');
      if (isWhole) expect(sentences).toEqual(expected.map((text) => `“${text}”: valid UTF-8`));
    },
  );

  test('has all of the section’s frames, as our vectors have them', () => {
    const shown = inGroup('rfc-7692').map(({ source }) => bytesOf(source.text()));
    const ofRfc = VECTORS.filter(({ id }) => /^rfc7692-7\.2\.3\.[1-6](?:-[ab])?$/.test(id));
    expect(ofRfc.length).toBeGreaterThan(5);
    // §7.2.3.2 shows the second “Hello” with and without context takeover. Without it, it equals
    // that of §7.2.3.1.
    for (const vector of ofRfc.filter(({ id }) => id !== 'rfc7692-7.2.3.2-a')) {
      const bytes = concatBytes(chunksOf(vector));
      const { id } = vector;
      expect([id, shown.some((each) => bytesEqual(each, bytes))]).toEqual([id, true]);
    }
  });
});

describe('broken', () => {
  /** Of examples that receivers were given, `ODD_INPUTS` has the rule. */
  const rules: Readonly<Record<Exclude<ExampleIn<'broken'>, OddInputId>, readonly string[]>> = {
    'fragments-and-close': ['close.code-not-sendable'],
    'cut-frame': [],
    'key-missing': ['request.key-missing'],
    'accept-wrong': ['response.accept-wrong'],
    'extension-not-offered': ['response.extension-not-offered'],
    refused: ['response.status'],
  };

  test.each(inGroup('broken').map(({ id, source }) => [id, source] as const))(
    '%s breaks the rule that it shows, and no other',
    (id, source) => {
      const odd: Readonly<Record<string, OddInput>> = ODD_INPUTS;
      const expected: Readonly<Record<string, readonly string[]>> = rules;
      expect(rulesIn(read(source))).toEqual(expected[id] ?? [odd[id]?.rule]);
    },
  );

  test('shows how much of a cut frame is missing', () => {
    expect(read(pasteFor('cut-frame')).units).toMatchObject([{ kind: 'frame', missing: 1340 }]);
    expect(findExample('cut-frame')?.look).toContain('1,400 bytes, and 60 of them');
  });
});

describe('not frames', () => {
  const recognised: Record<string, string> = { 'http-answer': 'http-response' };

  test.each(inGroup('not-frames').map((example) => [example.id, example] as const))(
    '%s is recognised',
    (id, { source }: GalleryExample & { source: ExamplePaste }) => {
      expect(recogniseBytes(bytesOf(source.text()))?.id).toBe(recognised[id] ?? id);
    },
  );

  test.each(inGroup('not-frames').map(({ id, source }) => [id, source] as const))(
    '%s is recognised in Decode, unless it is a head',
    (id, source) => {
      const conversation = read(source);
      const ids = recogniseStarts(conversation).map(({ recognition }) => recognition.id);
      const isHead = id === 'http-request' || id === 'http-answer';
      expect(ids).toEqual(isHead ? [] : [id]);
    },
  );

  test('come from a client if only clients send them', () => {
    const fromClients = inGroup('not-frames')
      .filter(({ source }) => read(source).units[0]?.direction === 'client-to-server')
      .map(({ id }) => id);
    expect(fromClients).toEqual(
      expect.arrayContaining([
        'tls-client-hello',
        'http2-preface',
        'http-request',
        'proxy-v1',
        'proxy-v2',
      ]),
    );
    expect(fromClients).not.toContain('http-answer');
    expect(fromClients).not.toContain('tls-alert');
  });

  test('has HTTP/2 without a handshake', () => {
    const conversation = read(pasteFor('http2-preface'));
    expect(conversation.units.map(({ kind }) => kind)).toEqual(['http2']);
    expect(rulesIn(conversation)).toEqual([]);
    expect(findHandshake(conversation.units)).toBeNull();
  });
});
