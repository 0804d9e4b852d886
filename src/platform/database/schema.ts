import type { DataSource } from 'typeorm';
import type { Pool } from './engine';

export interface MigrationStatus {
  readonly name: string;
  /** UNKNOWN: the database has it and this program does not, so the program is older than the database. */
  readonly state: 'DONE' | 'PENDING' | 'UNKNOWN';
}

/** The tables and their history. Processes that start together on one database take turns. */
export class Schema {
  constructor(
    private readonly source: DataSource,
    private readonly pool: Pool,
  ) {}

  /** Every migration, oldest first. Changes nothing, also in an empty database. */
  async status(): Promise<MigrationStatus[]> {
    const done = await this.namesDone();
    const known = this.source.migrations.map((migration) => migration.name ?? migration.constructor.name);
    return [
      ...known.map((name): MigrationStatus => ({ name, state: done.includes(name) ? 'DONE' : 'PENDING' })),
      ...done.filter((name) => !known.includes(name)).map((name): MigrationStatus => ({ name, state: 'UNKNOWN' })),
    ];
  }

  /** Runs the migrations that are pending and returns their names. */
  async migrate(): Promise<string[]> {
    const status = await this.status();
    if (status.every(({ state }) => state !== 'PENDING')) return [];
    const done = await this.pool.changeSchema(() => this.source.runMigrations({ transaction: this.transactionMode }));
    return done.map(({ name }) => name);
  }

  /** Takes the newest migration back, its tables and their rows with it; returns its name, null when there is none. */
  async revert(): Promise<string | null> {
    const newest = (await this.namesDone()).at(-1);
    if (newest === undefined) return null;
    await this.pool.changeSchema(() => this.source.undoLastMigration({ transaction: this.transactionMode }));
    return newest;
  }

  /** On SQLite `changeSchema` is one transaction already. MySQL commits at every change of a table, whatever is asked for. */
  private get transactionMode(): 'each' | 'none' {
    return this.pool.engine === 'mysql' ? 'each' : 'none';
  }

  private async namesDone(): Promise<string[]> {
    const runner = this.source.createQueryRunner();
    try {
      if (!(await runner.hasTable('migration'))) return [];
    } finally {
      await runner.release();
    }
    const rows = await this.pool.query('SELECT name FROM migration ORDER BY id', []);
    return rows.map(({ name }) => name as string);
  }
}
