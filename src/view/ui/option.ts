/** A value that a control offers, with its label. */
export interface Option<Value extends string = string> {
  readonly value: Value;
  readonly label: string;
}
