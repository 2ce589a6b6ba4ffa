/** The two sides of a connection and the two directions between them. */

export type Side = 'client' | 'server';

export type Direction = 'client-to-server' | 'server-to-client';

export const DIRECTIONS = ['client-to-server', 'server-to-client'] as const;

export function senderOf(direction: Direction): Side {
  return direction === 'client-to-server' ? 'client' : 'server';
}

export function receiverOf(direction: Direction): Side {
  return direction === 'client-to-server' ? 'server' : 'client';
}

export function oppositeDirection(direction: Direction): Direction {
  return direction === 'client-to-server' ? 'server-to-client' : 'client-to-server';
}

export function directionFrom(sender: Side): Direction {
  return sender === 'client' ? 'client-to-server' : 'server-to-client';
}

export function otherSide(side: Side): Side {
  return side === 'client' ? 'server' : 'client';
}
