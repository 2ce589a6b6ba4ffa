// Reads bytes as frames, and says which rules each header breaks.
//
//   node examples/read-frames.mjs 8105 48656c6c6f c900

import { checkFrameHeader, decodeFrame, opcodeName, referenceLabel } from 'ws-101/protocol';

const hex = process.argv.slice(2).join('') || '810548656c6c6f' + 'c900';
const bytes = new Uint8Array(Buffer.from(hex, 'hex'));

for (let at = 0; at < bytes.length;) {
  const reading = decodeFrame(bytes, at);
  if (reading.kind === 'incomplete') {
    console.log(`the ${reading.part} lacks ${reading.missing} bytes`);
    break;
  }
  const { header, payload } = reading.frame;
  console.log(`${opcodeName(header.opcode)}, ${payload.length} bytes`);
  for (const { id, reference } of checkFrameHeader(header, { sender: 'server' })) {
    console.log(`  breaks ${id} (${referenceLabel(reference)})`);
  }
  at += reading.size;
}
