import { TableColumn, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import { bigint, boolean, code, idReference, instant, int } from '../src/platform/database/migration-words';

const ofVersions = [
  code('trial_end_behavior', { nullable: true }),
  bigint('setup_fee_minor', { nullable: true }),
  int('term_cycles', { nullable: true }),
  int('billing_day', { nullable: true }),
  boolean('is_end_of_month', { default: '0' }),
];

const ofSubscriptions = [
  idReference('beneficiary_user_id', { nullable: true }),
  instant('start_at', { nullable: true }),
  int('term_cycles', { nullable: true }),
  int('billed_cycles', { nullable: true }),
  boolean('is_end_of_month', { default: '0' }),
  code('pause_reason', { nullable: true }),
];

/** How subscriptions begin and by themselves end: later, as a gift, on a day of the calendar, after so many periods. */
export class StartAndTerm1763716380000 implements MigrationInterface {
  name = 'StartAndTerm1763716380000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumns('plan_version', ofVersions.map((column) => new TableColumn(column(runner))));
    await runner.addColumns('subscription', ofSubscriptions.map((column) => new TableColumn(column(runner))));
    await runner.createIndex('subscription', beneficiaryIndex(runner));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('subscription', beneficiaryIndex(runner));
    await runner.dropColumns('subscription', ofSubscriptions.map((column) => column(runner).name));
    await runner.dropColumns('plan_version', ofVersions.map((column) => column(runner).name));
  }
}

function beneficiaryIndex(runner: QueryRunner): TableIndex {
  const columnNames = ['tenant_id', 'beneficiary_user_id'];
  return new TableIndex({ name: runner.connection.namingStrategy.indexName('subscription', columnNames), columnNames });
}
