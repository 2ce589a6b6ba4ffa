/** The keys of Decode, by the part of the page where they work. */

export type KeyGroup = {
  readonly part: string;
  readonly bindings: readonly { readonly keys: readonly string[]; readonly meaning: string }[];
};

export const DECODE_KEYS: readonly KeyGroup[] = [
  {
    part: 'Outside the text',
    bindings: [
      { keys: ['Ctrl+Z', '⌘Z'], meaning: 'Undo the last change' },
      { keys: ['Ctrl+Shift+Z', '⇧⌘Z'], meaning: 'Redo the change' },
      { keys: ['?'], meaning: 'This list' },
    ],
  },
  {
    part: 'Frames',
    bindings: [
      { keys: ['ArrowUp', 'ArrowDown'], meaning: 'Show the previous or next frame' },
      { keys: ['Home', 'End'], meaning: 'Show the first or last frame' },
    ],
  },
  {
    part: 'Bits',
    bindings: [
      { keys: ['ArrowLeft', 'ArrowRight'], meaning: 'Previous or next field' },
      { keys: ['0', '1'], meaning: 'Set the bit, which flips it' },
      { keys: ['Enter', ' '], meaning: 'Choose the field' },
      { keys: ['Escape'], meaning: 'Choose nothing' },
    ],
  },
  {
    part: 'Bytes',
    bindings: [
      { keys: ['ArrowLeft', 'ArrowRight'], meaning: 'Previous or next byte' },
      { keys: ['0–9', 'a–f'], meaning: 'Type over the byte, digit by digit' },
      { keys: ['Shift+arrow'], meaning: 'Choose several bytes' },
      { keys: ['Ctrl+A', '⌘A'], meaning: 'Choose all bytes' },
    ],
  },
  {
    part: 'Fields',
    bindings: [
      { keys: ['ArrowUp', 'ArrowDown'], meaning: 'Previous or next field' },
      { keys: ['F2'], meaning: 'Edit the value' },
    ],
  },
];

export const KEYS_NOTE = 'Keys work in the part of the page that has the focus.';
