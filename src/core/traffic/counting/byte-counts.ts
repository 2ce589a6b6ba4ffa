/** The purposes that bytes serve, each in a layer: the columns of every count. */

export const LAYERS = ['application', 'tls', 'tcp', 'ethernet'] as const;

/**
 * Each layer adds to the one before: HTTP and WebSocket, TLS records, TCP and IP with
 * acknowledgements, Ethernet.
 */
export type Layer = (typeof LAYERS)[number];

type PurposeInfo = {
  readonly layer: Layer;
  /** Spent once per connection, and omitted if only steady traffic counts. */
  readonly isSetup?: true;
};

/** In the order of a bar's parts. The payload is the messages; everything else is overhead. */
export const PURPOSES = {
  /** The opening request and the 101; the request for a stream and the head of its response. */
  handshake: { layer: 'application', isSetup: true },
  'request-head': { layer: 'application' },
  'response-head': { layer: 'application' },
  /** Brackets, quotes and commas around messages in a list, or their prefixes. */
  'body-wrapping': { layer: 'application' },
  /** Names of fields, line ends and chunk sizes around an event. */
  'event-framing': { layer: 'application' },
  /** Without the masking key. */
  'frame-header': { layer: 'application' },
  'masking-key': { layer: 'application' },
  /** Whole Ping and Pong frames, and comments in a stream. */
  heartbeat: { layer: 'application' },
  /** Close frames. */
  closing: { layer: 'application', isSetup: true },
  payload: { layer: 'application' },
  'tls-setup': { layer: 'tls', isSetup: true },
  'tls-records': { layer: 'tls' },
  /** SYN and FIN, and the headers around TLS's handshake. */
  'tcp-setup': { layer: 'tcp', isSetup: true },
  'segment-headers': { layer: 'tcp' },
  acknowledgements: { layer: 'tcp' },
  /** Whole packets that are sent again, because they were lost. */
  retransmissions: { layer: 'tcp' },
  ethernet: { layer: 'ethernet' },
} as const satisfies Readonly<Record<string, PurposeInfo>>;

export type BytePurpose = keyof typeof PURPOSES;

export const BYTE_PURPOSES = Object.keys(PURPOSES) as readonly BytePurpose[];

export type ByteCounts = Readonly<Record<BytePurpose, number>>;

/** A count that is still growing. */
export type Tally = Record<BytePurpose, number>;

export function noBytes(): Tally {
  return {
    handshake: 0,
    'request-head': 0,
    'response-head': 0,
    'body-wrapping': 0,
    'event-framing': 0,
    'frame-header': 0,
    'masking-key': 0,
    heartbeat: 0,
    closing: 0,
    payload: 0,
    'tls-setup': 0,
    'tls-records': 0,
    'tcp-setup': 0,
    'segment-headers': 0,
    acknowledgements: 0,
    retransmissions: 0,
    ethernet: 0,
  };
}

export function layerOf(purpose: BytePurpose): Layer {
  return PURPOSES[purpose].layer;
}

export function isSetup(purpose: BytePurpose): boolean {
  return 'isSetup' in PURPOSES[purpose];
}

/** The purposes that count at a layer: its own, and those of the layers before it. */
export function purposesUpTo(layer: Layer): BytePurpose[] {
  const shown = LAYERS.slice(0, LAYERS.indexOf(layer) + 1);
  return BYTE_PURPOSES.filter((purpose) => shown.includes(layerOf(purpose)));
}

export function totalOf(counts: ByteCounts, layer: Layer = 'ethernet'): number {
  return purposesUpTo(layer).reduce((total, purpose) => total + counts[purpose], 0);
}

/** What each layer adds by itself. */
export function bytesByLayer(counts: ByteCounts): Record<Layer, number> {
  const shares: Record<Layer, number> = { application: 0, tls: 0, tcp: 0, ethernet: 0 };
  for (const purpose of BYTE_PURPOSES) shares[layerOf(purpose)] += counts[purpose];
  return shares;
}
