import { describe, expect, test } from 'vitest';
import { SideTrack, type TrackStart } from '#core/story/side-track.ts';
import type { PageEvent } from '#core/story/step.ts';
import type { Side } from '#core/trace/direction.ts';

const HEARTBEAT = 'heartbeat';

const MIDDLE: TrackStart = { hasHandshake: false, hasSyn: false, unitsToSend: 0 };

const open = (side: Side, start: Partial<TrackStart> = {}) =>
  new SideTrack(side, { ...MIDDLE, ...start });

const CLEAN = { kind: 'close', code: 1000, reason: 'done', wasClean: true };
const LOST = { kind: 'close', code: 1006, reason: '', wasClean: false };

test.each<{ side: Side; start: Partial<TrackStart>; tcp: string; readyState: string | null }>([
  { side: 'client', start: {}, tcp: 'ESTABLISHED', readyState: 'OPEN' },
  { side: 'client', start: { hasHandshake: true }, tcp: 'ESTABLISHED', readyState: 'CONNECTING' },
  { side: 'client', start: { hasSyn: true }, tcp: 'CLOSED', readyState: 'CONNECTING' },
  { side: 'server', start: { hasSyn: true }, tcp: 'LISTEN', readyState: null },
])('a $side starts as $tcp and $readyState', ({ side, start, tcp, readyState }) => {
  expect(open(side, start).state).toEqual({ tcp, readyState });
});

test.each<Side>(['client', 'server'])('a %s opens with its own event', (side) => {
  const track = open(side, { hasHandshake: true });
  track.open();
  expect(track.state.readyState).toBe('OPEN');
});

describe('an endpoint that does what it must not', () => {
  test('sends a Close frame before the handshake is complete: no state changes', () => {
    const track = open('client', { hasHandshake: true });
    track.take('close-sent');
    expect(track.state.readyState).toBe('CONNECTING');
    track.open();
    expect(track.state.readyState).toBe('OPEN');
  });

  test('sends two Close frames: it stays CLOSING', () => {
    const track = open('client');
    track.take('close-sent');
    track.take('close-sent');
    expect(track.state.readyState).toBe('CLOSING');
  });

  test('sends after TCP closed: it stays CLOSED', () => {
    const track = open('client');
    track.receiveSignals(['rst']);
    track.take('close-sent');
    track.open();
    expect(track.state.readyState).toBe('CLOSED');
  });
});

describe('what code hears at the end', () => {
  test('both Close frames crossed: clean, with the code and reason received', () => {
    const track = open('client');
    track.take('close-sent');
    track.receiveClose(1000, 'done');
    expect(track.receiveSignals(['fin', 'ack'])).toEqual([CLEAN]);
    expect(track.receiveSignals(['fin', 'ack'])).toEqual([]);
  });

  test('a Close frame without a code is reported as 1005', () => {
    const track = open('client');
    track.receiveClose(null, '');
    track.take('close-sent');
    const report = { kind: 'close', code: 1005, reason: '', wasClean: true };
    expect(track.giveUp('fin-timeout')).toEqual([report]);
  });

  test('what arrived before TCP ended is answered first', () => {
    const track = open('server', { unitsToSend: 1 });
    track.receiveClose(1000, 'done');
    expect(track.receiveSignals(['fin', 'ack'])).toEqual([]);
    expect(track.state).toEqual({ tcp: 'CLOSE-WAIT', readyState: 'CLOSING' });
    track.take('close-sent');
    expect(track.noteSending()).toEqual([CLEAN]);
    expect(track.causeOfClose).toBe('answer');
  });

  test('a reset ends everything, whatever would still be sent', () => {
    const track = open('server', { unitsToSend: 1 });
    track.receiveClose(1000, 'done');
    expect(track.receiveSignals(['rst'])).toEqual([{ ...CLEAN, wasClean: false }]);
  });

  test('a Close frame that is never answered is not clean', () => {
    const track = open('server');
    track.receiveClose(1000, 'done');
    expect(track.receiveSignals(['fin', 'ack'])).toEqual([{ ...CLEAN, wasClean: false }]);
  });

  test('a Close frame that arrived before the handshake was complete is not one', () => {
    const track = open('client', { hasHandshake: true });
    track.receiveClose(1000, 'done');
    expect(track.isReading).toBe(true);
    expect(track.receiveSignals(['fin', 'ack'])).toEqual([{ kind: 'error' }, LOST]);
  });

  test('a server hears of what arrived early after it has opened', () => {
    const track = open('server', { hasHandshake: true });
    const early: PageEvent = { kind: 'ping', data: Uint8Array.of(1) };
    expect(track.hear(early)).toEqual([]);
    expect(track.open()).toEqual([early]);
    expect(track.hear(early)).toEqual([early]);
  });

  test('so is an early Close frame', () => {
    const track = open('server', { hasHandshake: true });
    track.receiveClose(1000, 'done');
    track.open();
    expect(track.state.readyState).toBe('CLOSING');
    expect(track.causeOfClose).toBe('answer');
  });

  test('a page hears of a failure when its browser has sent the reason, if it sends one', () => {
    const track = open('client', { unitsToSend: 1 });
    expect(track.fail()).toEqual([]);
    expect(track.causeOfClose).toBe('failure');
    track.take('close-sent');
    expect(track.state.readyState).toBe('CLOSING');
    expect(track.noteSending()).toEqual([{ kind: 'error' }, LOST]);
    const rejecting = open('client', { hasHandshake: true });
    expect(rejecting.fail()).toEqual([{ kind: 'error' }, LOST]);
  });

  test.each(['close-timeout', 'retransmissions'] as const)(
    'a page hears no error by %s if the connection was open',
    (reason) => {
      const track = open('client');
      track.take('close-sent');
      expect(track.giveUp(reason)).toEqual([LOST]);
    },
  );

  test('a server hears of a failure immediately', () => {
    const track = open('server');
    expect(track.fail()).toEqual([{ kind: 'error' }]);
    expect(track.receiveSignals(['rst'])).toEqual([LOST]);
  });

  test('a page whose connection never opened hears an error, a server nothing', () => {
    const start = { hasHandshake: true };
    expect(open('client', start).giveUp(HEARTBEAT)).toEqual([{ kind: 'error' }, LOST]);
    expect(open('server', start).giveUp(HEARTBEAT)).toEqual([]);
    expect(open('server', start).fail()).toEqual([]);
  });
});

test('reading stops at a Close frame, a failure and the end, but not at a rejection', () => {
  const [closed, failed, ended, rejected] = [1, 2, 3, 4].map(() => open('server'));
  closed!.receiveClose(1000, '');
  failed!.fail();
  ended!.giveUp(HEARTBEAT);
  rejected!.take('handshake-failed');
  expect([closed, failed, ended, rejected].map((track) => track!.isReading)).toEqual([
    false,
    false,
    false,
    true,
  ]);
});

describe('TCP', () => {
  test.each([
    { reason: 'retransmissions', hasSyn: false, tcp: 'CLOSED' },
    { reason: 'handshake-timeout', hasSyn: true, tcp: 'CLOSED' },
    { reason: 'close-timeout', hasSyn: false, tcp: 'ESTABLISHED' },
  ] as const)('is $tcp after giving up by $reason', ({ reason, hasSyn, tcp }) => {
    const track = open('client', { hasSyn });
    if (hasSyn) track.sendSignals(['syn']);
    track.giveUp(reason);
    expect(track.state).toEqual({ tcp, readyState: 'CLOSED' });
  });

  test('bytes complete an opening whose last acknowledgement was lost', () => {
    const track = open('server', { hasSyn: true });
    track.receiveSignals(['syn']);
    expect(track.state.tcp).toBe('SYN-RECEIVED');
    track.receiveAcknowledgement(false);
    expect(track.state.tcp).toBe('ESTABLISHED');
    track.receiveAcknowledgement(false);
    expect(track.state.tcp).toBe('ESTABLISHED');
  });

  test.each([
    { coversFin: true, tcp: 'TIME-WAIT' },
    { coversFin: false, tcp: 'CLOSING' },
  ])('a FIN after ours leads to $tcp', ({ coversFin, tcp }) => {
    const track = open('server');
    expect(track.sendSignals(['fin', 'ack'])).toEqual([]);
    track.receiveAcknowledgement(coversFin);
    track.receiveSignals(['fin', 'ack']);
    expect(track.state.tcp).toBe(tcp);
  });
});
