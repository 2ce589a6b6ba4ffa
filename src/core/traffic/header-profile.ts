/** Header profiles: every head that the methods need, as one client and one server write them. */

import type { HeadTemplate } from './head-template.ts';

export const HEADER_PROFILES = ['minimal', 'chromium'] as const;

export type HeaderProfileId = (typeof HEADER_PROFILES)[number];

/** Where the heads come from. */
export type ProfileSource =
  /** No more than the standards demand. */
  | { readonly kind: 'composed' }
  /** From a capture of a real client and a real server. */
  | {
      readonly kind: 'recorded';
      readonly client: string;
      readonly server: string;
      /** Year, month and day. */
      readonly recordedOn: string;
    };

export type HeaderProfile = {
  readonly id: HeaderProfileId;
  readonly source: ProfileSource;
  readonly heads: {
    readonly 'poll-request': HeadTemplate;
    readonly 'long-poll-request': HeadTemplate;
    readonly 'post-request': HeadTemplate;
    readonly 'opening-request': HeadTemplate;
    /** To a poll, with messages. */
    readonly 'news-response': HeadTemplate;
    /** To a poll, with none: 204, "no additional content to send" (RFC 9110 §15.3.5). */
    readonly 'empty-response': HeadTemplate;
    readonly 'post-response': HeadTemplate;
    readonly 'opening-response': HeadTemplate;
  };
};

export type HeadId = keyof HeaderProfile['heads'];

/** The server's name, the same for every method. */
export const MODEL_HOST = '127.0.0.1:8601';
