import { newId, prefixOf } from '../src/kernel/id';
import { instantFromText, instantToText } from '../src/platform/database/instant-text';
import type { CapturedStatement } from './perennial-server';

const INSTANT = /^20\d\d-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/;
const ID = /[a-z]+_[0-9a-z]{26}/g;

/** Gives a captured order ids, a number and times of its own, so that its statements can be run again. */
export class Renaming {
  private readonly made: ReadonlySet<string>;
  private readonly ids = new Map<string, string>();
  private readonly shiftMs: number;
  private readonly capturedNumber: number;
  private number = 0;

  constructor(captured: readonly CapturedStatement[]) {
    this.made = new Set(captured.flatMap(({ sql, parameters }) => rowsIn(sql, parameters).map(({ id }) => String(id))));
    const counted = captured.find(({ sql }) => sql.startsWith('/* invoice_counter: next */'))!;
    this.capturedNumber = Number(counted.parameters[0]);
    const instants = captured.flatMap(({ parameters }) => parameters.filter((value) => typeof value === 'string' && INSTANT.test(value)));
    this.shiftMs = Date.now() - instantFromText(instants[0] as string).getTime();
  }

  /** What the counter stands at now. */
  countFrom(last: number): void {
    this.number = last + 1;
  }

  /** Events beside Perennial's; a level whoever changed it since: the captured version is long gone. */
  sql(sql: string): string {
    if (sql.startsWith('/* event_pending')) return sql.replace('INTO event_pending', 'INTO floor_event_pending');
    return isLevelSave(sql) ? sql.replace(/ AND `version` = .*$/, '') : sql;
  }

  parameters(sql: string, parameters: readonly unknown[]): unknown[] {
    const renamed = parameters.map((value) => this.value(value));
    if (!isLevelSave(sql)) return renamed;
    return renamed.slice(0, (this.sql(sql).match(/\?/g) ?? []).length);
  }

  /** The first row that the order inserts into a table, as it is renamed. */
  inserted(captured: readonly CapturedStatement[], table: string): Record<string, unknown> {
    const { sql, parameters } = captured.find((statement) => statement.sql.startsWith(`/* ${table}: insert */`))!;
    return rowsIn(sql, this.parameters(sql, parameters))[0]!;
  }

  private value(value: unknown): unknown {
    if (typeof value === 'number' || typeof value === 'bigint') return Number(value) === this.capturedNumber ? this.number : value;
    if (typeof value !== 'string') return value;
    if (INSTANT.test(value)) return instantToText(new Date(instantFromText(value).getTime() + this.shiftMs));
    if (value === String(this.capturedNumber)) return String(this.number);
    return value.replace(ID, (id) => (this.made.has(id) ? this.idFor(id) : id)).replace(`"number":"${this.capturedNumber}"`, `"number":"${this.number}"`);
  }

  private idFor(id: string): string {
    let fresh = this.ids.get(id);
    if (!fresh) this.ids.set(id, (fresh = newId(prefixOf(id)!)));
    return fresh;
  }
}

function isLevelSave(sql: string): boolean {
  return sql.startsWith('/* stock_level: save */');
}

/** The rows of an INSERT, by column; none for any other statement. */
function rowsIn(sql: string, parameters: readonly unknown[]): Record<string, unknown>[] {
  const [, list] = /INSERT INTO \S+ \(([^)]*)\) VALUES/.exec(sql) ?? [];
  if (list === undefined) return [];
  const columns = list.split(',').map((name) => name.trim().replaceAll('`', ''));
  return Array.from({ length: parameters.length / columns.length }, (_none, row) =>
    Object.fromEntries(columns.map((column, index) => [column, parameters[row * columns.length + index]])),
  );
}
