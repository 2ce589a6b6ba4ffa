/** How many times a MUST is certainly broken in what was sent. */

import { brokenBy } from '#core/conduct/conduct-finding.ts';
import type { Decoded } from './decoded.ts';
import { judgementOf } from './judgement.ts';
import { isMisread } from './recognised-start.ts';

/** None in bytes that were probably replaced, nor in bytes that are recognised as no frames. */
export function countBrokenMusts(decoded: Decoded): number {
  const { conversation, conduct, recognised } = decoded;
  if (judgementOf(decoded).isAltered) return 0;
  const inUnits = conversation.findings.filter(
    ({ violation, unitIndex }) =>
      violation.breaks === 'must' && !isMisread(recognised, conversation, unitIndex),
  );
  return inUnits.length + conduct.filter((finding) => brokenBy(finding) === 'must').length;
}
