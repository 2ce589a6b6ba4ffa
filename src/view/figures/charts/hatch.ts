import type { BytePurpose } from '#core/traffic/counting/byte-counts.ts';

/** The pattern of each kind of overhead. Payload is solid. */
const PATTERNS: Readonly<Record<Exclude<BytePurpose, 'payload'>, string>> = {
  handshake: 'http-cross',
  'request-head': 'http-right',
  'response-head': 'http-left',
  'body-wrapping': 'http-upright',
  'event-framing': 'http-level',
  'frame-header': 'flag-right',
  'masking-key': 'mask-left',
  heartbeat: 'flag-left',
  closing: 'close-cross',
  'tls-setup': 'length-cross',
  'tls-records': 'length-left',
  'tcp-setup': 'tcp-cross',
  'segment-headers': 'tcp-right',
  acknowledgements: 'tcp-left',
  ethernet: 'tcp-level',
};

/**
 * The fill of a bar's segment. `patterns` is the id of the HatchPatterns beside it. Undefined if
 * CSS fills it.
 */
export function fillOf(purpose: BytePurpose, patterns: string): string | undefined {
  return purpose === 'payload' ? undefined : `url(#${patterns}-${PATTERNS[purpose]})`;
}
