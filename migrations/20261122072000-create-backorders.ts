import type { MigrationInterface, QueryRunner } from 'typeorm';
import { code, createTable, id, idReference, instant, int, json, tenantId } from '../src/platform/database/migration-words';

export class CreateBackorders1763799600000 implements MigrationInterface {
  name = 'CreateBackorders1763799600000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'backorder_policy', {
      columns: [
        tenantId(),
        id(),
        idReference('variant_id'),
        code('mode'),
        int('max_pieces', { nullable: true }),
        instant('available_from', { nullable: true }),
        instant('created_at'),
        instant('updated_at'),
        int('version'),
      ],
      unique: [['tenant_id', 'variant_id']],
      references: { variant_id: 'product_variant' },
      check: { pieces: 'max_pieces > 0' },
    });
    await createTable(runner, 'backorder', {
      columns: [
        tenantId(),
        id(),
        idReference('owner_id'),
        idReference('variant_id'),
        int('quantity'),
        int('waiting_quantity'),
        json('goes_to', { nullable: true }),
        code('status'),
        instant('created_at'),
        instant('updated_at'),
        int('version'),
      ],
      index: [
        ['tenant_id', 'owner_id', 'created_at', 'id'],
        ['tenant_id', 'variant_id', 'status', 'created_at', 'id'],
        ['tenant_id', 'status', 'created_at', 'id'],
      ],
      references: { variant_id: 'product_variant' },
      check: { waiting: 'waiting_quantity BETWEEN 0 AND quantity AND quantity > 0' },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['backorder', 'backorder_policy']) await runner.dropTable(table);
  }
}
