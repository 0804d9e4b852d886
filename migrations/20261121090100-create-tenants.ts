import type { MigrationInterface, QueryRunner } from 'typeorm';
import { code, createTable, currency, id, idReference, instant, json, name, tenantId, text } from '../src/platform/database/migration-words';

export class CreateTenants1763715660000 implements MigrationInterface {
  name = 'CreateTenants1763715660000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'account', { columns: [id(), name('name'), instant('created_at')] });
    await createTable(runner, 'tenant', {
      columns: [id(), idReference('account_id'), name('name'), code('mode'), currency(), code('time_zone', { length: 64 }), instant('created_at')],
    });
    await createTable(runner, 'api_key', {
      columns: [
        tenantId(),
        id(),
        code('kind'),
        name('name'),
        code('key_hash', { length: 44 }),
        code('ending', { length: 4 }),
        json('scopes'),
        instant('created_at'),
        instant('revoked_at', { nullable: true }),
      ],
      unique: [['key_hash']],
    });
    await createTable(runner, 'test_clock', {
      columns: [tenantId(), idReference('id'), instant('now'), code('status'), instant('target', { nullable: true }), text('failure', { nullable: true })],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['test_clock', 'api_key', 'tenant', 'account']) await runner.dropTable(table);
  }
}
