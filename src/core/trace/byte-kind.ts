/** What a byte is for. Each kind has the same colour in every view. */
export type ByteKind = 'tcp' | 'http' | 'flag' | 'length' | 'mask' | 'data' | 'close';
