import { Check, Entity, Index } from 'typeorm';
import { Money } from '../../../kernel/money';
import { BigIntColumn, CodeColumn, IdColumn, IdPrefix, IdReferenceColumn, InstantColumn, TenantColumn } from '../../../platform/database/columns';
import { VersionColumn } from '../../../platform/database/node-entity';

export enum LedgerAccountKind {
  /** What the shop owes a user, in one currency: her credit balance. Never below zero. */
  USER_BALANCE = 'USER_BALANCE',
  /** The shop's own other side: what it ever gave out, less what came back, below zero. */
  ISSUED = 'ISSUED',
}

/** What somebody has of one unit: the sum of the account's entries. All accounts of a unit together are zero. */
@Entity('ledger_account')
@IdPrefix('lac')
@Index(['tenantId', 'kind', 'ownerId', 'unit'], { unique: true })
@Check('ledger_account_balance_check', `kind <> 'USER_BALANCE' OR balance_minor >= 0`)
export class LedgerAccount {
  @TenantColumn()
  tenantId: string;

  @IdColumn()
  id: string;

  @CodeColumn()
  kind: LedgerAccountKind;

  /** A user; the tenant itself for the shop's own accounts. */
  @IdReferenceColumn()
  ownerId: string;

  /** A currency; other things are counted by words of their own. */
  @CodeColumn()
  unit: string;

  @BigIntColumn()
  balanceMinor: bigint;

  @InstantColumn()
  createdAt: Date;

  @InstantColumn()
  updatedAt: Date;

  @VersionColumn()
  version: number;

  get balance(): Money {
    return Money.of(this.balanceMinor, this.unit);
  }
}
