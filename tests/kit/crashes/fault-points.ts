import { AsyncLocalStorage } from 'node:async_hooks';
import type { PaymentGateway } from '../../../src/capabilities/billing/gateways/gateway';
import { addMs } from '../../../src/kernel/clock';
import type { Connection, Pool } from '../../../src/platform/database/engine';

/** The process is dead. Whoever catches this can do nothing more with it: every further step throws it again. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

/**
 * The awaits of one process that leave its own code, counted from 0 in their order: statements, begin and commit of transactions,
 * calls of the payment gateway. At one of them it may die, and does nothing any more.
 */
export class FaultPoints {
  /** What was about to happen, or had just happened, at each point of the latest life. */
  passed: string[] = [];
  private readonly lives = new AsyncLocalStorage<object>();
  private life: object | undefined;
  private fatal: number | null = null;
  private hasDied = false;

  get isDead(): boolean {
    return this.hasDied;
  }

  /** A new life. `fatal`: the number of the point at which it ends; null for one that does not. What an earlier one left undone stays so. */
  live<Result>(fatal: number | null, act: () => Promise<Result>): Promise<Result> {
    this.passed = [];
    this.fatal = fatal;
    this.hasDied = false;
    this.life = {};
    return this.lives.run(this.life, act);
  }

  /** Throws Killed at the fatal point and ever after. */
  pass(what: string): void {
    if (this.hasDied || this.lives.getStore() !== this.life) throw new Killed(what);
    this.hasDied = this.passed.length === this.fatal;
    this.passed.push(what);
    if (this.hasDied) throw new Killed(what);
  }
}

/**
 * So far its clock is ahead of the world's. Two programs agree about the time to some milliseconds: what the world has just put on the
 * list must be due for this one at once, or how far it comes would be chance.
 */
const AHEAD_MS = 1_000;

/**
 * A pool whose process dies at one of its points. An open transaction is rolled back then, as a database does when its client is
 * gone; one that dies after the commit has committed, and does not know.
 */
export function mortalPool(pool: Pool, points: FaultPoints): Pool {
  return {
    ...mortalConnection(pool, points, 'ALONE'),
    engine: pool.engine,
    transaction: async (work) => {
      points.pass('before BEGIN');
      const result = await pool.transaction(async (connection) => {
        const done = await work(mortalConnection(connection, points, 'IN_TRANSACTION'));
        points.pass('before COMMIT');
        return done;
      });
      points.pass('after COMMIT');
      return result;
    },
    changeSchema: (change) => pool.changeSchema(change),
    version: () => pool.version(),
    databaseTime: async () => addMs(await pool.databaseTime(), AHEAD_MS),
    isTransient: (error) => pool.isTransient(error),
    isDuplicateKey: (error) => pool.isDuplicateKey(error),
    close: () => pool.close(),
  };
}

/** A change of its own is committed before its answer arrives; inside a transaction, what follows it is the next point. */
function mortalConnection(connection: Connection, points: FaultPoints, commits: 'ALONE' | 'IN_TRANSACTION'): Connection {
  return {
    query: async (sql, parameters) => {
      points.pass(`before ${nameOf(sql)}`);
      return connection.query(sql, parameters);
    },
    execute: async (sql, parameters) => {
      points.pass(`before ${nameOf(sql)}`);
      const affected = await connection.execute(sql, parameters);
      if (commits === 'ALONE') points.pass(`after ${nameOf(sql)}`);
      return affected;
    },
  };
}

function nameOf(sql: string): string {
  const [, name = '', rest = sql] = /^\s*\/\* (.*?) \*\/\s*(.*)/s.exec(sql) ?? [];
  return `${name} ${rest.replaceAll(/\s+/g, ' ').slice(0, 40)}`.trim();
}

/** A gateway whose caller dies before it asks, or after the gateway has done it and before the answer arrives. */
export function mortalGateway(gateway: PaymentGateway, points: FaultPoints): PaymentGateway {
  const around = async <Answer>(what: string, call: () => Promise<Answer>): Promise<Answer> => {
    points.pass(`before gateway ${what}`);
    const answer = await call().finally(() => points.pass(`after gateway ${what}`));
    return answer;
  };
  return {
    name: gateway.name,
    attach: (request) => around('attach', () => gateway.attach(request)),
    charge: (request) => around('charge', () => gateway.charge(request)),
    refund: (request) => around('refund', () => gateway.refund(request)),
    lookup: (request) => around('lookup', () => gateway.lookup(request)),
    verifyNotification: (headers, rawBody) => gateway.verifyNotification(headers, rawBody),
  };
}
