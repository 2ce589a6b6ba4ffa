/** A masking key for frames that no client sent. Real keys have to be random. */
export const EXAMPLE_KEY = '5bd0e866';
