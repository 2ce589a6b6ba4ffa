/** What the figures of a comparison count: said beside every one of them. */

import { LAYERS, totalOf, type Layer } from '#core/traffic/counting/byte-counts.ts';
import { simplestIn, valueOf } from '#core/traffic/methods/by-method.ts';
import type { ComparedId } from '#core/traffic/methods/method-run.ts';
import type { ComparisonReport } from '#core/traffic/results/comparison.ts';
import type { ComparisonSettings } from '#core/traffic/settings/comparison-settings.ts';
import type { Verdict } from '#core/traffic/verdict/recommendation.ts';
import { formatCount } from '#content/phrasing/quantity.ts';
import { sends } from './compare-words.ts';
import { nameOf, nameWithin } from './method-names.ts';
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

/** Without encryption, TLS adds nothing to HTTP. */
export function countedLayer({
  layer,
  encryption,
}: Pick<ComparisonSettings, 'layer' | 'encryption'>): Layer {
  return layer === 'tls' && encryption === 'none' ? 'application' : layer;
}

/** For captions and the strip: "TCP/IP · HTTP/1.1". */
export function countedShort({ settings }: Pick<ComparisonReport, 'settings'>): string {
  return `${LAYER_SHORT[countedLayer(settings)]} · ${settings.http === '2' ? 'HTTP/2' : 'HTTP/1.1'}`;
}

const LAYER_SHORT: Readonly<Record<Layer, string>> = {
  application: 'HTTP',
  tls: 'TLS',
  tcp: 'TCP/IP',
  ethernet: 'Ethernet',
};

const EQUAL = formatFactor(1);

/**
 * How much it depends on what is counted how the recommended method compares with WebSocket, or
 * WebSocket with the simplest. Empty if one of the two sends nothing that counts.
 */
export function ratioRange({ results }: ComparisonReport, verdict: Verdict | null): string {
  if (verdict === null) return '';
  const { recommended } = verdict;
  const than = recommended === 'websocket' ? simplestIn(results) : 'websocket';
  const ratios = LAYERS.map((layer) => {
    const bytesOf = (id: ComparedId) => totalOf(valueOf(results, id).bytes, layer);
    return bytesOf(than) / bytesOf(recommended);
  });
  if (!ratios.every((ratio) => ratio > 0 && ratio < Infinity)) return '';
  const isLess = Math.max(...ratios) < 1;
  const [one, other] = isLess ? [recommended, than] : [than, recommended];
  const told = isLess ? ratios.map((ratio) => 1 / ratio) : ratios;
  const [least, most] = [Math.min(...told), Math.max(...told)].map(formatFactor);
  const subject = `${nameOf(one)} ${sends(one)}`;
  const bytes = `the bytes of ${nameWithin(other)}`;
  if (least === EQUAL && most === EQUAL) {
    return `${subject} about as many bytes as ${nameWithin(other)}, whichever layers are counted.`;
  }
  return least === most
    ? `${subject} ${least} ${bytes}, whichever layers are counted.`
    : `${subject} ${least} to ${most} ${bytes}, depending on the layers counted.`;
}
