/** The compression that a handshake negotiated (RFC 7692 §7.1). */

import { decodeExtensionFields } from '#core/protocol/compression/extension-list.ts';
import {
  decodeOffers,
  judgeAnswer,
  type DeflateAgreement,
} from '#core/protocol/compression/permessage-deflate.ts';
import { FIELD } from '#core/protocol/http/field-name.ts';
import { mayHaveField } from '#core/protocol/http/partial-head.ts';
import type { Unit } from './unit.ts';

/** Null if the units contain no response, or if it accepts no compression. */
export function findAgreement(units: readonly Unit[]): DeflateAgreement | null {
  const response = units.findLast((unit) => unit.kind === 'response');
  if (response === undefined) return null;
  const request = units.find((unit) => unit.kind === 'request');
  const offered = request ? decodeExtensionFields(request.head.fields).extensions : [];
  const { extensions } = decodeExtensionFields(response.head.fields);
  const offers = decodeOffers(offered).map(({ offer }) => offer);
  return judgeAnswer(extensions, offers)?.agreement ?? null;
}

/** Whether a unit is a response that shows whether it accepts extensions. */
export function showsExtensions(unit: Unit): boolean {
  return unit.kind === 'response' && !mayHaveField(unit.head, FIELD.webSocketExtensions);
}
