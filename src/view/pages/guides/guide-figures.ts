import type { Component } from 'svelte';
import type { GuideSlug } from '#content/guides/guide-list.ts';

/** The live figure of each guide. */
export const GUIDE_FIGURES: Readonly<
  Record<GuideSlug, () => Promise<{ readonly default: Component }>>
> = {
  'websocket-and-http': () => import('./WebsocketAndHttpFigure.svelte'),
  polling: () => import('./PollingFigure.svelte'),
  'long-polling': () => import('./LongPollingFigure.svelte'),
  'server-sent-events': () => import('./ServerSentEventsFigure.svelte'),
  'which-one': () => import('./WhichOneFigure.svelte'),
  'long-silence': () => import('./LongSilenceFigure.svelte'),
  'close-code-1006': () => import('./CloseCode1006Figure.svelte'),
  'many-servers': () => import('./ManyServersFigure.svelte'),
  'reconnect-storm': () => import('./ReconnectStormFigure.svelte'),
  backpressure: () => import('./BackpressureFigure.svelte'),
  'order-loss-resume': () => import('./OrderLossResumeFigure.svelte'),
  'head-of-line': () => import('./HeadOfLineFigure.svelte'),
  'who-may-connect': () => import('./WhoMayConnectFigure.svelte'),
  compression: () => import('./CompressionFigure.svelte'),
  'on-a-phone': () => import('./OnAPhoneFigure.svelte'),
  observing: () => import('./ObservingFigure.svelte'),
  'http2-http3-webtransport': () => import('./Http2Http3WebtransportFigure.svelte'),
  platforms: () => import('./PlatformsFigure.svelte'),
  implementing: () => import('./ImplementingFigure.svelte'),
};
