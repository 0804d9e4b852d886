import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { withGadgets } from '../../../tests/kit/gadgets';
import { Gadget } from '../../../tests/kit/gadgets/gadget.entity';
import { World } from '../../../tests/kit/world';
import { writeOutbox } from '../events/outbox';
import type { Context } from '../graphql/context';
import { Database } from './database';

const describeMysql = process.env.TEST_ENGINE === 'mysql' ? describe : describe.skip;

describeMysql('the MySQL pool', () => {
  let world: World;
  let context: Context;
  let outside: Connection;
  beforeAll(async () => {
    world = await World.open(withGadgets);
    context = await world.program.openSystemContext((await world.tenant()).tenantId);
    outside = await createConnection(world.program.config.DATABASE_URL);
  });
  afterAll(async () => {
    await outside.end();
    await world.close();
  });

  const insert = (sku: string) => context.transact((work) => work.insert(Gadget, { sku, isActive: true, rank: 0 }));

  /** As many connections as the pool has, all of them at once. */
  async function allConnections(): Promise<Record<string, unknown>[]> {
    let arrived = 0;
    let open = () => undefined as void;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const size = world.program.config.DATABASE_POOL_SIZE;
    return Promise.all(
      Array.from({ length: size }, () =>
        context.transact(async (work) => {
          if ((arrived += 1) === size) open();
          await gate;
          const [row] = await work.rows(
            'settings',
            `SELECT CONNECTION_ID() AS id, @@tx_isolation AS isolation, @@sql_mode AS mode, @@time_zone AS zone,
             @@innodb_lock_wait_timeout AS wait, @@collation_connection AS collation`,
          );
          return row!;
        }),
      ),
    );
  }

  const settings = {
    isolation: 'READ-COMMITTED',
    mode: 'STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION',
    zone: '+00:00',
    wait: 10,
    collation: 'utf8mb4_bin',
  };

  test('every connection has our settings', async () => {
    const found = await allConnections();
    expect(new Set(found.map(({ id }) => id)).size).toBe(10);
    for (const row of found) expect(row).toEqual({ id: row.id, ...settings });
  });

  test('connections that somebody killed are replaced, with our settings', async () => {
    const before = await allConnections();
    for (const { id } of before) await outside.query(`KILL ${Number(id)}`);
    const rows = await Promise.all(Array.from({ length: 30 }, () => context.view.from(Gadget).count()));
    expect(new Set(rows)).toEqual(new Set([0]));
    const after = await allConnections();
    expect(after.filter(({ id }) => before.some((row) => row.id === id))).toEqual([]);
    for (const row of after) expect(row).toEqual({ id: row.id, ...settings });
  });

  test('an action whose connection is killed runs again as a whole, and is done once', async () => {
    let attempts = 0;
    await context.transact(async (work) => {
      attempts += 1;
      await work.insert(Gadget, { sku: `attempt-${attempts}`, isActive: true });
      const [row] = await work.rows('connection', 'SELECT CONNECTION_ID() AS id');
      if (attempts === 1) await outside.query(`KILL ${Number(row!.id)}`);
      await work.insert(Gadget, { sku: 'second', isActive: true });
    });
    expect(attempts).toBe(2);
    expect((await context.view.from(Gadget).orderBy('sku').all()).map(({ sku }) => sku)).toEqual(['attempt-2', 'second']);
  });

  test('an action that waited for a lock in vain is run again; nothing of the first run stays', async () => {
    const { id } = await insert('locked');
    const { DATABASE_URL: url } = world.program.config;
    const entities = world.program.database.source.entityMetadatas.map(({ target }) => target as Function);
    const impatient = await Database.open({ url, poolSize: 1, lockWaitSeconds: 1, entities, migrations: [], outbox: writeOutbox });
    try {
      await outside.query('START TRANSACTION');
      await outside.query('SELECT id FROM gadget WHERE tenant_id = ? AND id = ? FOR UPDATE', [context.view.tenantId, id]);
      let attempts = 0;
      const waiting = impatient.transact(context.scope, async (work) => {
        attempts += 1;
        if (attempts === 2) await outside.query('ROLLBACK');
        await work.insert(Gadget, { sku: `waiting-${attempts}`, isActive: true });
        return work.save(Object.assign((await work.lock(Gadget, id))!, { rank: 1 }));
      });
      expect(await waiting).toMatchObject({ rank: 1, version: 2 });
      expect(attempts).toBe(2);
      expect(await context.view.from(Gadget).whereSql("sku LIKE 'waiting%'", []).all()).toMatchObject([{ sku: 'waiting-2' }]);
    } finally {
      await impatient.close();
    }
  });

  test('the database compares text byte by byte, whatever the server\'s default is', async () => {
    const [rows] = await outside.query<RowDataPacket[]>(
      `SELECT DISTINCT collation_name AS collation FROM information_schema.columns
       WHERE table_schema = DATABASE() AND collation_name IS NOT NULL AND table_name <> 'migration'`,
    );
    expect(rows).toEqual([{ collation: 'utf8mb4_bin' }]);
  });
});
