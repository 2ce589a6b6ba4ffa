/** How sockets end. */

import type { Socket } from 'node:net';

/** Resets a connection, so that the peer sees what happened here. */
export function resetSocket(socket: Socket): void {
  if (socket.destroyed) return;
  try {
    socket.resetAndDestroy();
  } catch {
    // A TLS socket has no handle of its own to reset.
    socket.destroy();
  }
}
