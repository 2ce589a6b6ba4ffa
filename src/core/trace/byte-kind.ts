/** What a byte is for. A colour stands for a kind of byte, the same in every view. */
export type ByteKind = 'tcp' | 'http' | 'flag' | 'length' | 'mask' | 'data' | 'close';
