import { TableColumn, type MigrationInterface, type QueryRunner } from 'typeorm';
import { boolean, createTable, id, instant, int, tenantId } from '../src/platform/database/migration-words';

const copies = [int('notice_days', { nullable: true }), boolean('is_notice_required', { default: '0' })];

/** How long before a renewal a shop tells its payer, and whether it charges without having told. */
export class CreateNoticePolicy1763776920000 implements MigrationInterface {
  name = 'CreateNoticePolicy1763776920000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'notice_policy', {
      columns: [tenantId(), id(), int('renewal_days'), int('trial_days'), boolean('is_required'), instant('created_at'), instant('updated_at'), int('version')],
    });
    await runner.addColumns('subscription', copies.map((column) => new TableColumn(column(runner))));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumns('subscription', copies.map((column) => column(runner).name));
    await runner.dropTable('notice_policy');
  }
}
