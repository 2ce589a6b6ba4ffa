import { describe, expect, test } from 'vitest';
import { conductWords, firstOf } from '#content/decode/conduct-words.ts';
import { replyTitle, replyWords } from '#content/decode/correct-reply-words.ts';
import type { ConductDoubt, ConductFinding } from '#core/conduct/conduct-finding.ts';

const one = { unitIndices: [2], doubt: null } as const;
const keys = { side: 'client', ...one, compared: 4, chance: 1e-9 } as const;

const ROWS: readonly (readonly [ConductFinding, title: string, shown: string])[] = [
  [
    { id: 'ping.without-pong', side: 'client', ...one, until: 'close', waitedMs: 42 },
    'The client sent no Pong',
    'No Pong with this payload, or with that of a later Ping, follows. The client sent its Close frame 42 ms after the Ping.',
  ],
  [
    {
      id: 'ping.without-pong',
      side: 'server',
      unitIndices: [2, 3],
      doubt: 'unread',
      until: 'fin',
      waitedMs: 2000,
    },
    'The server sent no Pong for 2 Pings',
    'No Pong with the payload of any of them follows. The server ended TCP 2.000 s after the first of them.',
  ],
  [
    {
      id: 'ping.without-pong',
      side: 'client',
      ...one,
      doubt: 'unread',
      until: 'last-frame',
      waitedMs: 2000,
    },
    'The client sent no Pong',
    'No Pong with this payload, or with that of a later Ping, follows. The client sent another frame 2.000 s after the Ping.',
  ],
  [
    {
      id: 'ping.without-pong',
      side: 'client',
      ...one,
      doubt: 'excerpt',
      until: 'close',
      waitedMs: null,
    },
    'The client sent no Pong',
    'No Pong with this payload, or with that of a later Ping, is in the text.',
  ],
  [
    { id: 'pong.without-ping', side: 'client', ...one, waiting: [null] },
    'A Pong of the client matches no Ping',
    'No Ping with this payload was waiting for a Pong.',
  ],
  [
    {
      id: 'pong.without-ping',
      side: 'client',
      unitIndices: [2, 3],
      doubt: 'excerpt',
      waiting: [1, null],
    },
    '2 Pongs of the client match no Ping',
    'There are fewer Pings than Pongs with this payload here. A Ping with another payload was waiting. A Pong that answers it needs its payload.',
  ],
  [
    {
      id: 'close.without-reply',
      side: 'client',
      ...one,
      doubt: 'unread',
      until: 'own-fin',
      waitedMs: 0.256,
    },
    'The client sent no Close frame in reply',
    'The client ended TCP 0.256 ms after this Close frame, and had sent none.',
  ],
  [
    {
      id: 'close.without-reply',
      side: 'server',
      ...one,
      doubt: 'unread',
      until: 'peer-end',
      waitedMs: 4000,
    },
    'The server sent no Close frame in reply',
    'The client ended TCP 4.000 s after this Close frame. Until then, the server sent none that is here.',
  ],
  [
    { id: 'tcp.client-first', side: 'client', ...one, hadClose: true, waitedMs: 1 },
    'The client ended TCP first',
    'The client’s FIN came 1 ms after the last Close frame, before a FIN of the server.',
  ],
  [
    { id: 'tcp.client-first', side: 'client', ...one, hadClose: false, waitedMs: 1 },
    'The client ended TCP first',
    'The client’s FIN came 1 ms after its Close frame, before a Close frame of the server.',
  ],
  [
    { id: 'masking-key.zero', ...keys },
    'A masking key is zero',
    '1 of 4 masked frames has the key 00 00 00 00. With random keys, the probability of that is below 1 in 999,999,999.',
  ],
  [
    { id: 'masking-key.zero', ...keys, unitIndices: [2, 3], chance: 0 },
    '2 masking keys are zero',
    '2 of 4 masked frames have the key 00 00 00 00. With random keys, the probability of that is below 1 in 1,000,000,000,000,000.',
  ],
  [
    { id: 'masking-key.repeated', ...keys, unitIndices: [2, 3], differentKeys: 1 },
    'Masking keys repeat',
    '2 of 4 masked frames have the same key. With random keys, the probability of that is below 1 in 999,999,999.',
  ],
  [
    { id: 'masking-key.repeated', ...keys, unitIndices: [2, 3, 4, 5], differentKeys: 2 },
    'Masking keys repeat',
    '4 of 4 masked frames have a key that repeats: 2 keys in all. With random keys, the probability of that is below 1 in 999,999,999.',
  ],
  [
    { id: 'masking-key.counted', ...keys, unitIndices: [2, 3, 4], step: 1 },
    'Masking keys follow a count',
    '3 of 4 masked frames have keys that grow by 1. With random keys, the probability of that is below 1 in 999,999,999.',
  ],
  [
    { id: 'masking-key.counted', ...keys, unitIndices: [2, 3, 4], step: -3 },
    'Masking keys follow a count',
    '3 of 4 masked frames have keys that shrink by 3. With random keys, the probability of that is below 1 in 999,999,999.',
  ],
  [
    { id: 'masking-key.counted', ...keys, unitIndices: [2, 3, 4], step: null },
    'Masking keys follow a count',
    '3 of 4 masked frames have keys that change by equal amounts. With random keys, the probability of that is below 1 in 999,999,999.',
  ],
  [
    {
      id: 'peer.silent',
      side: 'client',
      ...one,
      intervalMs: 20_000,
      silentMs: 21_000,
      acknowledges: true,
      until: 'peer-end',
    },
    'Nothing from the client for 21.00 s',
    'The server usually sends a Ping every 20.00 s. After this Ping, nothing of the client came for 21.00 s. Then the server ended the connection. Its TCP acknowledged segments during that time.',
  ],
  [
    {
      id: 'peer.silent',
      side: 'server',
      unitIndices: [2, 3],
      doubt: null,
      intervalMs: 20_000,
      silentMs: 21_000,
      acknowledges: false,
      until: 'bytes',
    },
    'Nothing from the server for 21.00 s',
    'The client usually sends a Ping every 20.00 s. After the first of these Pings, nothing of the server came for 21.00 s. Then the server sent again.',
  ],
  [
    {
      id: 'peer.silent',
      side: 'server',
      ...one,
      intervalMs: 20_000,
      silentMs: 21_000,
      acknowledges: false,
      until: 'own-end',
    },
    'Nothing from the server for 21.00 s',
    'The client usually sends a Ping every 20.00 s. After this Ping, nothing of the server came for 21.00 s. Then the server ended the connection.',
  ],
  [
    {
      id: 'peer.silent',
      side: 'server',
      ...one,
      intervalMs: 20_000,
      silentMs: 21_000,
      acknowledges: false,
      until: 'capture-end',
    },
    'Nothing from the server for 21.00 s',
    'The client usually sends a Ping every 20.00 s. After this Ping, nothing of the server came for 21.00 s. Then the capture ends.',
  ],
];

describe('conduct', () => {
  test.each(ROWS)('$id is told: %j', (finding, title, shown) => {
    const words = conductWords(finding);
    expect(words).toMatchObject({ title, shown });
    expect(title.length).toBeLessThanOrEqual(62);
  });

  test('of several frames names the first', () => {
    expect(firstOf(1200)).toBe('The first of 1,200 frames:');
  });

  test.each<readonly [ConductFinding['id'], ConductDoubt | null, RegExp]>([
    ['masking-key.zero', null, /^This breaks a MUST\.$/],
    ['ping.without-pong', null, /had received the Ping\. This breaks a MUST\.$/],
    ['ping.without-pong', 'unread', /^Whether the client read .* isn’t shown/],
    ['close.without-reply', 'uncaptured', /A packet of the client can be missing here/],
    ['ping.without-pong', 'excerpt', /text .* might break no rule\.$/],
    ['masking-key.zero', 'changed', /says nothing about an endpoint\.$/],
    ['tcp.client-first', null, /^This breaks a SHOULD\./],
    ['peer.silent', null, /^This breaks no rule\.$/],
    ['peer.silent', 'changed', /^This breaks no rule\.$/],
  ])('%s with doubt %s has its verdict', (id, doubt, verdict) => {
    const [finding] = ROWS.find(([each]) => each.id === id)!;
    expect(conductWords({ ...finding, doubt }).verdict).toMatch(verdict);
  });
});

const PONG = { kind: 'pong' } as const;
const close = (code: number | null) => ({ kind: 'close', code }) as const;

describe('a correct reply', () => {
  test.each([
    ['server', [PONG], false, 'A Pong frame.'],
    [
      'client',
      [PONG],
      false,
      'A Pong frame. The masking key is an example. A client picks a random one.',
    ],
    ['server', [close(1002)], true, 'A Close frame with 1002. Then it ends TCP.'],
    ['server', [close(null)], true, 'A Close frame without a code. Then it ends TCP.'],
    ['server', [PONG, close(null)], false, 'A Pong frame, then a Close frame without a code.'],
    ['client', [], false, 'Nothing.'],
  ] as const)('of a %s, %j, is told', (side, frames, endsTcp, words) => {
    expect(replyWords({ side, frames, endsTcp })).toBe(words);
  });

  test('has a title', () => {
    expect(replyTitle('server')).toBe('What a correct server would send here');
  });
});
