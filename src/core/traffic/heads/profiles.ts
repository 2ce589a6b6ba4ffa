/** The header profiles that a reader can choose. */

import { CHROMIUM_PROFILE } from './chromium-profile.ts';
import type { ProfileId } from '#core/traffic/settings/comparison-settings.ts';
import { CURL_PROFILE } from './curl-profile.ts';
import { FIREFOX_PROFILE } from './firefox-profile.ts';
import { withCompression, withCookie, type HeaderProfile } from './header-profile.ts';
import { MINIMAL_PROFILE } from './minimal-profile.ts';
import { NODE_PROFILE } from './node-profile.ts';
import { readOwnRequest } from './own-request.ts';
import { BOOK_PROFILE, STUDY_PROFILE } from './quoted-profiles.ts';

const PROFILES = {
  chromium: CHROMIUM_PROFILE,
  firefox: FIREFOX_PROFILE,
  node: NODE_PROFILE,
  curl: CURL_PROFILE,
  minimal: MINIMAL_PROFILE,
  'study-2010': STUDY_PROFILE,
  'book-2013': BOOK_PROFILE,
} as const satisfies Readonly<Record<Exclude<ProfileId, 'own'>, HeaderProfile>>;

type ProfileChoice = {
  readonly id: ProfileId;
  /** For `own`. If it isn't a request, the minimal profile is used. */
  readonly ownRequest?: string;
  readonly cookieSize?: number;
  readonly isCompressed?: boolean;
};

export function profileOf({
  id,
  ownRequest = '',
  cookieSize = 0,
  isCompressed = false,
}: ProfileChoice): HeaderProfile {
  const chosen = id === 'own' ? ownProfile(ownRequest) : PROFILES[id];
  const profile = withCookie(chosen, cookieSize);
  return isCompressed ? withCompression(profile) : profile;
}

function ownProfile(text: string): HeaderProfile {
  const reading = readOwnRequest(text);
  return reading.kind === 'request' ? reading.profile : MINIMAL_PROFILE;
}
