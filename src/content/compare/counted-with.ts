/** What the figures of a comparison count: said beside every one of them. */

import { LAYERS, totalOf, type Layer } from '#core/traffic/counting/byte-counts.ts';
import type { ComparisonReport } from '#core/traffic/results/comparison.ts';
import type { ComparisonSettings } from '#core/traffic/settings/comparison-settings.ts';
import { formatCount } from '#content/phrasing/quantity.ts';
import { formatFactor, formatRate, formatTime } from './numbers.ts';

export const COUNTED_WITH = 'Counted with';

/** "TCP and IP, TLS 1.3". */
function layerWords({
  layer,
  encryption,
}: Pick<ComparisonSettings, 'layer' | 'encryption'>): string {
  const tls = encryption === 'tls' ? 'TLS 1.3' : 'no TLS';
  switch (layer) {
    case 'application':
      return 'HTTP alone, without TLS and TCP';
    case 'tls':
      return encryption === 'tls' ? 'HTTP and TLS 1.3' : 'HTTP, no TLS';
    case 'tcp':
      return `TCP and IP, ${tls}`;
    case 'ethernet':
      return `Ethernet, TCP and IP, ${tls}`;
  }
}

function httpWords({ http }: Pick<ComparisonSettings, 'http'>): string {
  return http === '2' ? 'HTTP/2, estimated' : 'HTTP/1.1';
}

/** The layer, the HTTP version, and how long how many messages are sent. */
export function countedWith({ settings, messageCounts }: ComparisonReport): string[] {
  const messages = messageCounts['server-to-client'] + messageCounts['client-to-server'];
  const duration = formatTime(settings.sessionSeconds * 1000);
  const size = formatCount(settings.messageSize);
  const count = formatRate(messages);
  const sent =
    messages === 0
      ? 'no messages'
      : `${count} ${count === '1' ? 'message' : 'messages'} of ${size} B`;
  return [
    layerWords(settings),
    httpWords(settings),
    `${duration}, ${sent}`,
    settings.visit === 'page-open' ? 'page open already' : 'first visit',
    ...(settings.setup === 'left-out' ? ['without opening and closing'] : []),
    ...(settings.lossPercent > 0 ? [`${formatRate(settings.lossPercent)}% of packets lost`] : []),
    ...(settings.tab === 'background' ? ['tab hidden'] : []),
  ];
}

/** For captions and the strip: "TCP/IP · HTTP/1.1". */
export function countedShort({ settings }: Pick<ComparisonReport, 'settings'>): string {
  return `${LAYER_SHORT[settings.layer]} · ${settings.http === '2' ? 'HTTP/2' : 'HTTP/1.1'}`;
}

const LAYER_SHORT: Readonly<Record<Layer, string>> = {
  application: 'HTTP',
  tls: 'TLS',
  tcp: 'TCP/IP',
  ethernet: 'Ethernet',
};

/**
 * How much the ratio of polling to WebSocket depends on what is counted. Empty if a WebSocket sends
 * nothing that counts.
 */
export function ratioRange({ results }: ComparisonReport): string {
  const ratios = LAYERS.map((layer) => {
    const [polling, websocket] = [results.polling, results.websocket].map(({ bytes }) =>
      totalOf(bytes, layer),
    );
    return polling! / websocket!;
  });
  if (results.websocket.layers.application === 0) return '';
  const isLess = Math.max(...ratios) < 1;
  const [one, other] = isLess ? ['WebSocket', 'polling'] : ['Polling', 'WebSocket'];
  const told = isLess ? ratios.map((ratio) => 1 / ratio) : ratios;
  const [least, most] = [Math.min(...told), Math.max(...told)].map(formatFactor);
  return least === most
    ? `${one} sends ${least} the bytes of ${other}, whichever layers are counted.`
    : `${one} sends ${least} to ${most} the bytes of ${other}, depending on the layers counted.`;
}
