import type { GuideSlug } from '#content/guides/guide-list.ts';
import type { Address } from '#core/sharing/address.ts';
import type { LoadedPage } from '#view/state/page-props.ts';

const PAGES: Readonly<Record<GuideSlug, () => Promise<LoadedPage>>> = {
  'websocket-and-http': () => import('./WebsocketAndHttpGuide.svelte'),
  polling: () => import('./PollingGuide.svelte'),
  'long-polling': () => import('./LongPollingGuide.svelte'),
  'server-sent-events': () => import('./ServerSentEventsGuide.svelte'),
  'which-one': () => import('./WhichOneGuide.svelte'),
  'long-silence': () => import('./LongSilenceGuide.svelte'),
  'close-code-1006': () => import('./CloseCode1006Guide.svelte'),
  'many-servers': () => import('./ManyServersGuide.svelte'),
  'reconnect-storm': () => import('./ReconnectStormGuide.svelte'),
  backpressure: () => import('./BackpressureGuide.svelte'),
  'order-loss-resume': () => import('./OrderLossResumeGuide.svelte'),
  'head-of-line': () => import('./HeadOfLineGuide.svelte'),
  'who-may-connect': () => import('./WhoMayConnectGuide.svelte'),
  compression: () => import('./CompressionGuide.svelte'),
  'on-a-phone': () => import('./OnAPhoneGuide.svelte'),
  observing: () => import('./ObservingGuide.svelte'),
  'http2-http3-webtransport': () => import('./Http2Http3WebtransportGuide.svelte'),
  platforms: () => import('./PlatformsGuide.svelte'),
  implementing: () => import('./ImplementingGuide.svelte'),
};

/** The list of guides, one guide, or help for a slug that doesn't exist. */
export function loadGuidePage({ path: [slug, ...beyond] }: Address): Promise<LoadedPage> {
  if (slug === undefined) return import('./GuideIndex.svelte');
  return isGuide(slug) && beyond.length === 0 ? PAGES[slug]() : import('./GuideNotFound.svelte');
}

function isGuide(slug: string): slug is GuideSlug {
  return Object.hasOwn(PAGES, slug);
}
