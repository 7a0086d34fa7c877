/** The row of a statement that always has one: an aggregate without `group by`. */
export function firstRow<Row>(rows: Row[]): Row {
  const [row] = rows;
  if (row === undefined) throw new Error('An aggregate statement returned no row.');
  return row;
}
