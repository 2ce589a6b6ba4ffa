// The only two globals of the platform that core uses besides the language itself. Browsers,
// workers and Node have them, `lib: ["ES2023"]` does not; the view and the tests take them from
// their own libs.

declare class TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>;
}

declare class TextDecoder {
  constructor(label?: string, options?: { readonly fatal?: boolean; readonly ignoreBOM?: boolean });
  decode(bytes?: ArrayBuffer | ArrayBufferView, options?: { readonly stream?: boolean }): string;
}
