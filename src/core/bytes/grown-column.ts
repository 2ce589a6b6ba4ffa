/** Columns of numbers that grow. */

type Column<Self> = { readonly length: number; set(from: Self): void };

/** A column of this type with the same numbers, and room for as many again. */
export function grown<Type extends Column<Type>>(
  column: Type,
  ColumnOf: new (length: number) => Type,
): Type {
  const larger = new ColumnOf(column.length * 2);
  larger.set(column);
  return larger;
}
