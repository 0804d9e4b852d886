import type { MigrationInterface, QueryRunner } from 'typeorm';
import { code, createTable, id, idReference, instant, int, json, keyPart, tenantId } from '../src/platform/database/migration-words';

/** What people do with products, and what was learned from it. */
export class CreateRecommendations1763716200000 implements MigrationInterface {
  name = 'CreateRecommendations1763716200000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'behavior', {
      columns: [
        tenantId(),
        id(),
        code('kind'),
        idReference('product_id'),
        idReference('user_id', { nullable: true }),
        idReference('order_id', { nullable: true }),
        instant('occurred_at'),
      ],
      unique: [['tenant_id', 'order_id', 'product_id']],
      index: [
        ['tenant_id', 'user_id', 'kind', 'occurred_at'],
        ['tenant_id', 'occurred_at', 'kind', 'product_id'],
        ['tenant_id', 'product_id'],
      ],
      references: { product_id: 'product', user_id: 'user', order_id: 'orders' },
    });
    await createTable(runner, 'recommender_model', {
      columns: [
        tenantId(),
        id(),
        instant('begun_at'),
        instant('trained_at', { nullable: true }),
        int('users'),
        int('items'),
        int('interactions'),
        json('chosen', { nullable: true }),
      ],
      index: [['tenant_id', 'trained_at', 'id']],
    });
    await createTable(runner, 'recommender_item', {
      columns: [tenantId(), keyPart('model_id'), keyPart('product_id'), int('popularity'), json('neighbors')],
      index: [
        ['tenant_id', 'model_id', 'popularity'],
        ['tenant_id', 'product_id'],
      ],
      references: { model_id: 'recommender_model', product_id: 'product' },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['recommender_item', 'recommender_model', 'behavior']) await runner.dropTable(table);
  }
}
