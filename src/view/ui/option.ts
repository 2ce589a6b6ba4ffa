/** One of the values that a control offers, and what it is called. */
export interface Option<Value extends string = string> {
  readonly value: Value;
  readonly label: string;
}
