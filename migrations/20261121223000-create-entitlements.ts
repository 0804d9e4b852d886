import type { MigrationInterface, QueryRunner } from 'typeorm';
import { boolean, code, createTable, id, idReference, instant, int, tenantId } from '../src/platform/database/migration-words';

/** What plans grant, and what was last told of each subscription's access. Subscriptions that run already have it. */
export class CreateEntitlements1763717400000 implements MigrationInterface {
  name = 'CreateEntitlements1763717400000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'plan_grant', {
      columns: [
        tenantId(),
        id(),
        idReference('plan_id'),
        code('feature', { nullable: true, length: 100 }),
        idReference('product_id', { nullable: true }),
        instant('created_at'),
      ],
      unique: [
        ['tenant_id', 'plan_id', 'feature'],
        ['tenant_id', 'plan_id', 'product_id'],
      ],
      references: { plan_id: 'plan', product_id: 'product' },
      check: { one: '(feature IS NULL) <> (product_id IS NULL)' },
    });
    await createTable(runner, 'told_access', {
      columns: [tenantId(), id(), idReference('subscription_id'), boolean('has_access'), instant('updated_at'), int('version')],
      unique: [['tenant_id', 'subscription_id']],
      references: { subscription_id: 'subscription' },
    });
    await runner.query(
      'INSERT INTO told_access (tenant_id, id, subscription_id, has_access, updated_at, version) ' +
        "SELECT tenant_id, REPLACE(id, 'sub_', 'tacc_'), id, 1, updated_at, 1 FROM subscription " +
        "WHERE status IN ('TRIALING', 'ACTIVE', 'PAST_DUE', 'PAUSED')",
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['told_access', 'plan_grant']) await runner.dropTable(table);
  }
}
