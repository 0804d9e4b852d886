import type { MigrationInterface, QueryRunner } from 'typeorm';
import { bigint, code, createTable, currency, id, idReference, instant, int, name, tenantId } from '../src/platform/database/migration-words';

/** Credit notes, with a series of numbers of their own. */
export class CreateCreditNotes1763763020000 implements MigrationInterface {
  name = 'CreateCreditNotes1763763020000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'credit_note_counter', { columns: [tenantId(), int('last')] });
    await createTable(runner, 'credit_note', {
      columns: [
        tenantId(),
        id(),
        int('sequence'),
        idReference('invoice_id'),
        idReference('user_id', { nullable: true }),
        idReference('refund_id', { nullable: true }),
        code('settlement'),
        currency(),
        bigint('subtotal_minor'),
        bigint('tax_minor'),
        bigint('total_minor'),
        name('reason', { nullable: true }),
        instant('created_at'),
      ],
      unique: [['tenant_id', 'sequence']],
      index: [
        ['tenant_id', 'created_at', 'id'],
        ['tenant_id', 'invoice_id', 'created_at'],
        ['tenant_id', 'user_id', 'created_at'],
        ['tenant_id', 'refund_id'],
      ],
      references: { invoice_id: 'invoice', user_id: 'user', refund_id: 'payment' },
      check: { total: 'total_minor > 0 AND total_minor = subtotal_minor + tax_minor' },
    });
    await createTable(runner, 'credit_note_line', {
      columns: [tenantId(), id(), idReference('credit_note_id'), idReference('invoice_line_id'), int('position'), name('description', { length: 500 }), bigint('amount_minor'), bigint('tax_minor'), currency()],
      unique: [['tenant_id', 'credit_note_id', 'position']],
      index: [['tenant_id', 'invoice_line_id']],
      references: { credit_note_id: 'credit_note', invoice_line_id: 'invoice_line' },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['credit_note_line', 'credit_note', 'credit_note_counter']) await runner.dropTable(table);
  }
}
