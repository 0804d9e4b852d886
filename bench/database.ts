import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { startMysqlInstance } from '../tests/kit/mysql-instance';
import { LOAD_CORE, moveToCore } from './machine';

const QUIET_MS = 700;

/** The database server of a run: private, on the load's core, with durable commits. */
export class BenchDatabase {
  private constructor(
    readonly url: string,
    private readonly connection: Connection,
    private readonly end: () => Promise<void>,
  ) {}

  static async start(): Promise<BenchDatabase> {
    const instance = await startMysqlInstance();
    const url = `${instance.url}/bench`;
    const administrator = await createConnection(instance.url);
    await administrator.query('CREATE DATABASE bench CHARACTER SET utf8mb4 COLLATE utf8mb4_bin');
    // The kit's servers lose data in a crash, for speed; here a commit is a commit.
    await administrator.query('SET GLOBAL innodb_flush_log_at_trx_commit = 1');
    const [rows] = await administrator.query<RowDataPacket[]>('SELECT @@pid_file AS file');
    moveToCore(LOAD_CORE, Number(readFileSync(rows[0]!.file as string, 'utf8')));
    await administrator.end();
    const connection = await createConnection({ uri: url, supportBigNumbers: true, dateStrings: true });
    return new BenchDatabase(url, connection, async () => {
      await connection.end();
      await instance.stop();
    });
  }

  /** Rows of a statement of the benchmark's own: what answers are checked against. */
  async rows(sql: string, values: any[] = []): Promise<Record<string, any>[]> {
    const [rows] = await this.connection.query<RowDataPacket[]>(sql, values);
    return rows;
  }

  async version(): Promise<string> {
    return String((await this.rows('SELECT VERSION() AS version'))[0]!.version);
  }

  /** Statements that clients have sent; asking is one itself. */
  async questions(): Promise<number> {
    return Number((await this.rows("SHOW GLOBAL STATUS LIKE 'Questions'"))[0]!.Value);
  }

  /** Statements of something and of what it leaves to do, without those that an idle server makes in the same time. */
  async questionsOf(run: () => Promise<unknown>): Promise<number> {
    const idlePerMs = await this.idlePerMs();
    const startedAt = performance.now();
    const before = await this.questions();
    await run();
    const own = await this.untilDrained();
    const after = await this.questions();
    return after - before - own - 1 - idlePerMs * (performance.now() - startedAt);
  }

  /** The same tables with the same rows, keys between tables included, in a database beside this one; returns its address. */
  async copied(name: string): Promise<string> {
    await this.connection.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
    const tables = (await this.rows('SHOW TABLES')).map((row) => String(Object.values(row)[0]));
    await this.connection.query(`SET foreign_key_checks = 0`);
    for (const table of tables) {
      const [row] = await this.rows(`SHOW CREATE TABLE \`${table}\``);
      await this.connection.query(`USE ${name}`);
      await this.connection.query(String(row!['Create Table']));
      await this.connection.query('USE bench');
      await this.connection.query(`INSERT INTO ${name}.\`${table}\` SELECT * FROM bench.\`${table}\``);
    }
    await this.connection.query(`SET foreign_key_checks = 1`);
    return this.url.replace(/bench$/, name);
  }

  async stop(): Promise<void> {
    await this.end();
  }

  /** Waits until the relay and the reactions have nothing left; returns how often it looked. */
  async untilDrained(): Promise<number> {
    for (let looks = 1; ; looks += 1) {
      const [left] = await this.rows(
        `SELECT (SELECT COUNT(*) FROM event_pending) + (SELECT COUNT(*) FROM event_consumer c JOIN event_feed f
           ON f.tenant_id = c.tenant_id WHERE c.position < f.last) AS n`,
      );
      if (Number(left!.n) === 0) return looks;
      await sleep(20);
    }
  }

  private async idlePerMs(): Promise<number> {
    await sleep(QUIET_MS);
    const before = await this.questions();
    const startedAt = performance.now();
    await sleep(4 * QUIET_MS);
    return ((await this.questions()) - before - 1) / (performance.now() - startedAt);
  }
}
