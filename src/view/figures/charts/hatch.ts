import type { BarPart } from '#core/scenes/comparison-bars.ts';

/** The pattern of each kind of overhead. Payload and lumped parts are solid. */
const PATTERNS: Readonly<Record<Exclude<BarPart, 'payload'>, string>> = {
  application: 'http-right',
  tls: 'length-left',
  tcp: 'tcp-upright',
  ethernet: 'tcp-level',
};

/**
 * The fill of a bar's segment. `patterns` is the id of the HatchPatterns beside it. Undefined if
 * CSS fills it.
 */
export function fillOfPart(part: BarPart | 'several', patterns: string): string | undefined {
  return part === 'payload' || part === 'several'
    ? undefined
    : `url(#${patterns}-${PATTERNS[part]})`;
}
