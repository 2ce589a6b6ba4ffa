/** Which bytes a range points into: as on the wire, after unmasking, or after inflating. */
export type BufferName = 'wire' | 'unmasked' | 'inflated';
