import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, code, createTable, id, idReference, instant, tenantId, text } from '../src/platform/database/migration-words';

/** What add-ons grant, and by which of them access was last told of. */
export class GrantByAddOns1763793660000 implements MigrationInterface {
  name = 'GrantByAddOns1763793660000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'add_on_grant', {
      columns: [tenantId(), id(), idReference('add_on_id'), code('feature', { nullable: true, length: 100 }), idReference('product_id', { nullable: true }), instant('created_at')],
      unique: [
        ['tenant_id', 'add_on_id', 'feature'],
        ['tenant_id', 'add_on_id', 'product_id'],
      ],
      references: { add_on_id: 'add_on', product_id: 'product' },
      check: { one: '(feature IS NULL) <> (product_id IS NULL)' },
    });
    await addColumn(runner, 'told_access', text('granted_by', { nullable: true }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('told_access', 'granted_by');
    await runner.dropTable('add_on_grant');
  }
}
