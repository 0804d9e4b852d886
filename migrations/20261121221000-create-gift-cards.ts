import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import { bigint, code, createTable, currency, id, idReference, instant, int, tenantId, text } from '../src/platform/database/migration-words';

const OWNED = ['tenant_id', 'owner_id', 'unit'];

/** Gift cards, and the lots that value which may lapse is kept in. */
export class CreateGiftCards1763763000000 implements MigrationInterface {
  name = 'CreateGiftCards1763763000000';

  async up(runner: QueryRunner): Promise<void> {
    const name = runner.connection.namingStrategy.indexName('ledger_account', OWNED);
    await runner.createIndex('ledger_account', new TableIndex({ name, columnNames: OWNED }));
    await createLots(runner);
    await createTable(runner, 'gift_card', {
      columns: [
        tenantId(),
        id(),
        code('status'),
        bigint('amount_minor'),
        currency(),
        code('code_hash', { length: 80 }),
        code('last_four'),
        text('sealed_code', { nullable: true }),
        instant('expires_at', { nullable: true }),
        idReference('user_id', { nullable: true }),
        instant('redeemed_at', { nullable: true }),
        instant('disabled_at', { nullable: true }),
        instant('created_at'),
        instant('updated_at'),
        int('version'),
      ],
      unique: [['tenant_id', 'code_hash']],
      index: [
        ['tenant_id', 'created_at', 'id'],
        ['tenant_id', 'user_id', 'created_at'],
      ],
      references: { user_id: 'user' },
      check: { amount: 'amount_minor > 0' },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['gift_card', 'lot_use', 'ledger_lot']) await runner.dropTable(table);
    await runner.dropIndex('ledger_account', runner.connection.namingStrategy.indexName('ledger_account', OWNED));
  }
}

async function createLots(runner: QueryRunner): Promise<void> {
  await createTable(runner, 'ledger_lot', {
    columns: [
      tenantId(),
      id(),
      idReference('account_id'),
      code('account_kind'),
      idReference('owner_id'),
      code('unit'),
      bigint('granted_minor'),
      bigint('remaining_minor'),
      bigint('clawed_back_minor'),
      instant('expires_at', { nullable: true }),
      code('cause'),
      idReference('cause_id'),
      instant('created_at'),
      instant('updated_at'),
      int('version'),
    ],
    unique: [['tenant_id', 'cause_id', 'cause', 'account_id']],
    index: [
      ['tenant_id', 'account_id', 'remaining_minor'],
      ['tenant_id', 'owner_id', 'account_kind'],
    ],
    references: { account_id: 'ledger_account' },
    check: { remaining: 'granted_minor >= 0 AND remaining_minor <= granted_minor' },
  });
  await createTable(runner, 'lot_use', {
    columns: [tenantId(), id(), idReference('lot_id'), idReference('cause_id'), bigint('amount_minor'), instant('created_at')],
    unique: [['tenant_id', 'cause_id', 'lot_id']],
    index: [['tenant_id', 'lot_id']],
    references: { lot_id: 'ledger_lot' },
    check: { amount: 'amount_minor > 0' },
  });
}
