import type { MigrationInterface, QueryRunner } from 'typeorm';
import { code, createTable, id, idReference, instant, int, name, tenantId } from '../src/platform/database/migration-words';

/** Warehouses, what stands in them, what is promised to whom, and the ledger of every movement. */
export class CreateStock1763715840000 implements MigrationInterface {
  name = 'CreateStock1763715840000';

  async up(runner: QueryRunner): Promise<void> {
    const times = () => [instant('created_at'), instant('updated_at'), int('version')];
    await createTable(runner, 'warehouse', {
      columns: [tenantId(), id(), name('name'), code('code'), int('priority'), ...times()],
      unique: [['tenant_id', 'code']],
      index: [['tenant_id', 'priority', 'id']],
    });
    await createTable(runner, 'stock_level', {
      columns: [
        tenantId(),
        id(),
        idReference('variant_id'),
        idReference('warehouse_id'),
        int('on_hand'),
        int('allocated'),
        int('reserved'),
        int('incoming'),
        int('safety_stock'),
        ...times(),
      ],
      unique: [['tenant_id', 'variant_id', 'warehouse_id']],
      index: [['tenant_id', 'warehouse_id']],
      references: { variant_id: 'product_variant', warehouse_id: 'warehouse' },
      check: {
        quantities: 'on_hand >= 0 AND allocated >= 0 AND reserved >= 0 AND incoming >= 0 AND safety_stock >= 0',
        promises: 'allocated + reserved <= on_hand',
      },
    });
    await createTable(runner, 'stock_movement', {
      columns: [
        tenantId(),
        id(),
        idReference('level_id'),
        code('kind'),
        int('on_hand_delta'),
        int('allocated_delta'),
        name('reason', { nullable: true }),
        idReference('cause_id', { nullable: true }),
        instant('created_at'),
      ],
      index: [
        ['tenant_id', 'level_id', 'created_at', 'id'],
        ['tenant_id', 'cause_id', 'level_id'],
      ],
      references: { level_id: 'stock_level' },
    });
    await createTable(runner, 'stock_allocation', {
      columns: [
        tenantId(),
        id(),
        idReference('owner_id'),
        idReference('level_id'),
        idReference('variant_id'),
        idReference('warehouse_id'),
        int('quantity'),
        code('status'),
        ...times(),
      ],
      index: [
        ['tenant_id', 'owner_id', 'status'],
        ['tenant_id', 'level_id', 'status'],
      ],
      references: { level_id: 'stock_level' },
      check: { quantity: 'quantity > 0' },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['stock_allocation', 'stock_movement', 'stock_level', 'warehouse']) await runner.dropTable(table);
  }
}
