import { toHex } from '#core/bytes/hex.ts';
import { readStream, type Trace } from '#core/trace/trace.ts';
export function writePlain(trace: Trace): string { return toHex(readStream(trace, 'client-to-server'), ' ') + toHex(readStream(trace, 'server-to-client'), ' '); }
