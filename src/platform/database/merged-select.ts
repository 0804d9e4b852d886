import type { Row, SqlValue } from './engine';
import type { Condition, SelectRequest } from './select-request';
import type { TableColumn } from './table';

interface Varying {
  readonly at: number;
  readonly column: TableColumn;
}

/** The same for all requests that can be one statement: they differ in the values of their equalities alone. */
export function formOf({ table, name, conditions, order, limit, lock }: SelectRequest): string {
  // More than the first row of each cannot be told from the rows of all.
  const isMergeable = limit === null || limit === 1;
  const form = conditions.map((condition) => (isMergeable && condition.equals ? condition.sql : `${condition.sql} ${textOf(condition.values)}`));
  return [table.name, name, ...form, order, limit, lock?.whenTaken].join('\n');
}

/** Distinguishes values that a statement distinguishes. */
export function textOf(values: readonly SqlValue[]): string {
  return values.map((value) => `${typeof value} ${value}`).join('\n');
}

/** One statement for requests of one form; each gets its own rows, in its own order. */
export async function selectMerged(requests: readonly SelectRequest[], select: (request: SelectRequest) => Promise<Row[]>): Promise<Row[][]> {
  const [first] = requests;
  const varying = first!.conditions.flatMap(({ equals }, at) => (equals && varies(requests, at) ? [{ at, column: equals }] : []));
  if (varying.length === 0) {
    const rows = await select(first!);
    return requests.map(() => rows);
  }
  const rows = await select({ ...first!, conditions: conditionsOf(requests, varying), limit: null });
  const rowsByKey = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOfRow(row, varying);
    const known = rowsByKey.get(key);
    if (known) known.push(row);
    else rowsByKey.set(key, [row]);
  }
  return requests.map((request) => (rowsByKey.get(keyOfRequest(request, varying)) ?? []).slice(0, request.limit ?? undefined));
}

function varies(requests: readonly SelectRequest[], at: number): boolean {
  return requests.some(({ conditions }) => conditions[at]!.values[0] !== requests[0]!.conditions[at]!.values[0]);
}

/** Sorted, because rows are locked in this order. Of several columns it finds pairs that nobody asked for: they are dealt to nobody. */
function conditionsOf(requests: readonly SelectRequest[], varying: readonly Varying[]): Condition[] {
  const conditions = [...requests[0]!.conditions];
  for (const { at, column } of varying) {
    const values = [...new Set(requests.map((request) => request.conditions[at]!.values[0]!))].sort((one, other) => (one < other ? -1 : 1));
    conditions[at] = { sql: `\`${column.name}\` IN (${values.map(() => '?').join(', ')})`, values, equals: null };
  }
  return conditions;
}

function keyOfRow(row: Row, varying: readonly Varying[]): string {
  return varying.map(({ column }) => String(column.encode(column.decode(row[column.name])))).join('\n');
}

function keyOfRequest({ conditions }: SelectRequest, varying: readonly Varying[]): string {
  return varying.map(({ at }) => String(conditions[at]!.values[0])).join('\n');
}
