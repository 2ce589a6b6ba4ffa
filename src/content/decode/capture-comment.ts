/** What a capture file that is written here says of itself. Wireshark shows it with the file. */

import { hasMadeAddresses, hasMadeTimes } from '#core/exports/packet-peers.ts';
import { DIRECTIONS } from '#core/trace/direction.ts';
import type { Provenance, Trace } from '#core/trace/trace.ts';

const SOURCES: Readonly<Record<Provenance['kind'], string>> = {
  simulated: 'A connection that was simulated.',
  recorded: 'A connection that was captured.',
  pasted: 'Bytes that were pasted.',
  modelled: 'A connection of a traffic model.',
  composed: 'A conversation that was composed.',
};

export function captureComment(trace: Trace): string {
  const { provenance, events, streams } = trace;
  const made = [
    'IP and TCP headers',
    ...(hasMadeAddresses(trace) ? ['addresses and ports'] : []),
    ...(hasMadeTimes(trace) ? ['times'] : []),
    ...(events.some(({ signals }) => signals.includes('syn')) ? [] : ['the opening of TCP']),
  ];
  const hasHeads = DIRECTIONS.some((direction) => beginsWithHead(streams[direction]));
  return [
    `Written by WS 101. ${SOURCES[provenance.kind]}`,
    ...(provenance.isEdited === true ? ['Its bytes were edited.'] : []),
    `Real are the bytes of both directions and their order. Made are ${made.join(', ')}.`,
    ...(hasHeads
      ? []
      : ['The capture contains no handshake. In Wireshark, choose Decode As, WebSocket.']),
  ].join(' ');
}

function beginsWithHead({ length, read }: Trace['streams'][keyof Trace['streams']]): boolean {
  const start = String.fromCharCode(...read(0, Math.min(length, 5)));
  return /^(?:GET |CONN|HTTP\/)/.test(start);
}
