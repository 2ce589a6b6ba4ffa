/** What a conversation agreed on for compression: read out of its handshake (RFC 7692 §7.1). */

import { decodeExtensionFields } from '#core/protocol/compression/extension-list.ts';
import {
  decodeOffers,
  judgeAnswer,
  type DeflateAgreement,
} from '#core/protocol/compression/permessage-deflate.ts';
import type { Unit } from './unit.ts';

/**
 * What the handshake among the units agreed on; null where there is none, or where it agreed on
 * nothing.
 */
export function findAgreement(units: readonly Unit[]): DeflateAgreement | null {
  const response = units.findLast((unit) => unit.kind === 'response');
  if (response === undefined) return null;
  const request = units.find((unit) => unit.kind === 'request');
  const offered = request ? decodeExtensionFields(request.head.fields).extensions : [];
  const { extensions } = decodeExtensionFields(response.head.fields);
  const offers = decodeOffers(offered).map(({ offer }) => offer);
  return judgeAnswer(extensions, offers)?.agreement ?? null;
}
