import { Check, Entity, Index } from 'typeorm';
import { Money } from '../../../kernel/money';
import { BigIntColumn, CodeColumn, IdColumn, IdPrefix, IdReferenceColumn, InstantColumn, TenantColumn } from '../../../platform/database/columns';
import { VersionColumn } from '../../../platform/database/node-entity';

export enum LedgerAccountKind {
  /** What the shop owes a user, in one currency: her credit balance. Never below zero. */
  USER_BALANCE = 'USER_BALANCE',
  /** A user's points; kept in lots. Below zero after a clawback of what she had spent. */
  USER_POINTS = 'USER_POINTS',
  /** What is left on the gift cards that a user redeemed, in one currency; kept in lots. Never below zero. */
  USER_GIFT_CARDS = 'USER_GIFT_CARDS',
  /** What stands on all gift cards of one currency that nobody has redeemed yet. */
  UNREDEEMED_GIFT_CARDS = 'UNREDEEMED_GIFT_CARDS',
  /** The shop's other side of all gift cards of one currency, below zero. */
  GIFT_CARDS_ISSUED = 'GIFT_CARDS_ISSUED',
  /** The shop's other side of all else: what it ever gave out, less what came back, below zero. */
  ISSUED = 'ISSUED',
}

/** What points are counted in. No currency of ISO 4217 is called so. */
export const POINTS_UNIT = 'PTS';

/** What somebody has of one unit: the sum of the account's entries. All accounts of a unit together are zero. */
@Entity('ledger_account')
@IdPrefix('lac')
@Index(['tenantId', 'kind', 'ownerId', 'unit'], { unique: true })
@Index(['tenantId', 'ownerId', 'unit'])
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

  /** A currency, or POINTS_UNIT. */
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

  /** Of an account in a currency. */
  get balance(): Money {
    return Money.of(this.balanceMinor, this.unit);
  }
}
