import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  bigint,
  boolean,
  code,
  createTable,
  currency,
  id,
  idReference,
  instant,
  int,
  json,
  keyPart,
  name,
  tenantId,
  text,
  textKeyPart,
} from '../src/platform/database/migration-words';

/** Products, their variants, and the words by which products are found. */
export class CreateCatalog1763715780000 implements MigrationInterface {
  name = 'CreateCatalog1763715780000';

  async up(runner: QueryRunner): Promise<void> {
    const rest = () => [
      code('external_id', { nullable: true, length: 100 }),
      json('metadata', { nullable: true }),
      instant('created_at'),
      instant('updated_at'),
      int('version'),
    ];
    await createTable(runner, 'product', {
      columns: [
        tenantId(),
        id(),
        name('name'),
        text('description', { nullable: true }),
        name('category', { nullable: true, length: 100 }),
        code('type'),
        code('status'),
        ...rest(),
      ],
      unique: [['tenant_id', 'external_id']],
      index: [
        ['tenant_id', 'created_at', 'id'],
        ['tenant_id', 'status', 'created_at', 'id'],
        ['tenant_id', 'category', 'created_at', 'id'],
      ],
    });
    await createTable(runner, 'product_variant', {
      columns: [
        tenantId(),
        id(),
        idReference('product_id'),
        code('sku', { length: 100 }),
        name('name'),
        bigint('price_minor'),
        currency(),
        boolean('is_stocked'),
        ...rest(),
      ],
      unique: [
        ['tenant_id', 'sku'],
        ['tenant_id', 'external_id'],
      ],
      index: [['tenant_id', 'product_id', 'created_at', 'id']],
      references: { product_id: 'product' },
      check: { price: 'price_minor >= 0' },
    });
    await createTable(runner, 'product_word', {
      columns: [tenantId(), textKeyPart('word', 40), keyPart('product_id')],
      index: [['tenant_id', 'product_id']],
      references: { product_id: 'product' },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['product_word', 'product_variant', 'product']) await runner.dropTable(table);
  }
}
