import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { withGadgets } from '../../../tests/kit/gadgets';
import { Gadget } from '../../../tests/kit/gadgets/gadget.entity';
import { World } from '../../../tests/kit/world';
import type { Context } from '../graphql/context';

const describeSqlite = process.env.TEST_ENGINE === 'mysql' ? describe.skip : describe;

describeSqlite('the SQLite pool', () => {
  let world: World;
  let context: Context;
  beforeAll(async () => {
    world = await World.open(withGadgets);
    context = await world.program.openSystemContext((await world.tenant()).tenantId);
  });
  afterAll(() => world.close());

  const insert = (sku: string) => context.transact((work) => work.insert(Gadget, { sku, isActive: true }));

  /** Another process that takes the file's write lock, writes, and commits when it is told to. */
  async function otherWriter() {
    const file = world.program.config.DATABASE_URL.slice('sqlite:'.length);
    const program = `
      const db = new (require('libsql'))(${JSON.stringify(file)});
      db.exec('BEGIN IMMEDIATE');
      db.exec("UPDATE tenant SET name = 'changed elsewhere'");
      console.log('locked');
      process.stdin.once('data', () => { db.exec('COMMIT'); db.close(); process.exit(0); });`;
    const child = spawn(process.execPath, ['-e', program], { cwd: process.cwd(), stdio: ['pipe', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    return {
      finish: async () => {
        child.stdin.write('go\n');
        await once(child, 'exit');
      },
    };
  }

  test('another process that writes is waited for, and meanwhile this one answers', async () => {
    const other = await otherWriter();
    let isDone = false;
    const waiting = insert('a').then(() => (isDone = true));
    let ticks = 0;
    // The event loop turns, and committed rows can be read.
    while (ticks < 50) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      expect(await context.view.from(Gadget).count()).toBe(0);
      ticks += 1;
    }
    expect(isDone).toBe(false);
    await other.finish();
    await waiting;
    expect(await context.view.from(Gadget).count()).toBe(1);
    const [row] = await context.view.rows('tenant', 'SELECT name FROM tenant WHERE id = :tenant');
    expect(row).toEqual({ name: 'changed elsewhere' });
  });

  test('the connection for reads cannot write', async () => {
    await expect(context.view.rows('write', 'DELETE FROM gadget WHERE tenant_id = :tenant')).rejects.toThrow(/readonly/i);
    expect(await context.view.from(Gadget).count()).toBe(1);
  });

  test('a commit is on the disk before it is acknowledged', async () => {
    const settings = await context.transact((work) => work.rows('settings', 'PRAGMA synchronous'));
    expect(settings).toEqual([{ synchronous: 2 }]);
    expect(await context.transact((work) => work.rows('settings', 'PRAGMA journal_mode'))).toEqual([{ journal_mode: 'wal' }]);
    expect(await context.transact((work) => work.rows('settings', 'PRAGMA foreign_keys'))).toEqual([{ foreign_keys: 1 }]);
  });

  test('a transaction that the engine ended by itself does not stop the next one', async () => {
    const failing = context.transact(async (work) => {
      await work.insert(Gadget, { sku: 'lost', isActive: true });
      await work.change('test: end', 'ROLLBACK');
      throw new Error('the disk is full');
    });
    await expect(failing).rejects.toThrow('the disk is full');
    await insert('b');
    expect((await context.view.from(Gadget).orderBy('sku').all()).map(({ sku }) => sku)).toEqual(['a', 'b']);
  });
});
