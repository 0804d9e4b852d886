import type { MigrationInterface, QueryRunner } from 'typeorm';
import { code, createTable, id, idReference, instant, name, tenantId, text } from '../src/platform/database/migration-words';

/** What was told to whom, and the development mailbox. */
export class CreateNotifications1763716020000 implements MigrationInterface {
  name = 'CreateNotifications1763716020000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'notification', {
      columns: [
        tenantId(),
        id(),
        idReference('event_id'),
        code('template', { length: 60 }),
        code('state'),
        instant('created_at'),
        instant('sent_at', { nullable: true }),
      ],
      unique: [['tenant_id', 'event_id', 'template']],
    });
    await createTable(runner, 'mail', {
      columns: [
        tenantId(),
        id(),
        code('message_key', { length: 100 }),
        name('to_address'),
        text('subject'),
        text('text'),
        text('html', { nullable: true }),
        instant('created_at'),
      ],
      unique: [['tenant_id', 'message_key']],
      index: [['tenant_id', 'created_at', 'id']],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('mail');
    await runner.dropTable('notification');
  }
}
