import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  bigint,
  boolean,
  code,
  createTable,
  id,
  idReference,
  instant,
  int,
  json,
  name,
  tenantId,
  text,
} from '../../../src/platform/database/migration-words';

export class CreateGadgets4102444800000 implements MigrationInterface {
  name = 'CreateGadgets4102444800000';

  async up(runner: QueryRunner): Promise<void> {
    const nullable = { nullable: true };
    await createTable(runner, 'gadget', {
      columns: [
        tenantId(),
        id(),
        code('sku'),
        name('name', nullable),
        int('rank', nullable),
        bigint('amount', nullable),
        instant('starts_at', nullable),
        boolean('is_active'),
        json('extra', nullable),
        text('note', nullable),
        instant('created_at'),
        instant('updated_at'),
        int('version'),
      ],
      unique: [['tenant_id', 'sku']],
    });
    await createTable(runner, 'gadget_part', {
      columns: [tenantId(), id(), idReference('gadget_id'), int('place')],
      index: [['tenant_id', 'gadget_id', 'place']],
      references: { gadget_id: 'gadget' },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['gadget_part', 'gadget']) await runner.dropTable(table);
  }
}
