/** A value that a control offers, with its label. */
export interface Option<Value extends string = string> {
  readonly value: Value;
  readonly label: string;
}

/** An option for each value, in the order of its names. */
export function optionsOf<Value extends string>(
  names: Readonly<Record<Value, string>>,
): readonly Option<Value>[] {
  return Object.entries<string>(names).map(([value, label]) => ({ value: value as Value, label }));
}
