import type { MigrationInterface, QueryRunner } from 'typeorm';
import { code, createTable, id, idReference, instant, int, json, name, tenantId, text } from '../src/platform/database/migration-words';

export class CreateIdentity1763715720000 implements MigrationInterface {
  name = 'CreateIdentity1763715720000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'user', {
      columns: [
        tenantId(),
        id(),
        name('email', { nullable: true }),
        name('name'),
        code('role'),
        code('external_id', { nullable: true, length: 100 }),
        text('password_hash', { nullable: true }),
        json('metadata', { nullable: true }),
        instant('created_at'),
        instant('updated_at'),
        int('version'),
      ],
      unique: [
        ['tenant_id', 'email'],
        ['tenant_id', 'external_id'],
      ],
      index: [['tenant_id', 'created_at', 'id']],
    });
    await createTable(runner, 'session', {
      columns: [
        tenantId(),
        id(),
        idReference('user_id'),
        code('refresh_hash', { length: 44 }),
        code('previous_hash', { length: 44, nullable: true }),
        instant('rotated_at'),
        instant('expires_at'),
        instant('revoked_at', { nullable: true }),
        instant('created_at'),
        int('version'),
      ],
      unique: [['tenant_id', 'refresh_hash']],
      index: [
        ['tenant_id', 'previous_hash'],
        ['tenant_id', 'user_id'],
      ],
      references: { user_id: 'user' },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('session');
    await runner.dropTable('user');
  }
}
