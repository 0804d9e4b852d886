import { Check, Entity, Index } from 'typeorm';
import { BigIntColumn, CodeColumn, IdColumn, IdPrefix, IdReferenceColumn, InstantColumn, References, TenantColumn } from '../../../platform/database/columns';
import { VersionColumn } from '../../../platform/database/node-entity';
import type { LedgerAccountKind } from './ledger-account.entity';
import type { LedgerCauseKind } from './ledger-entry.entity';

/**
 * A part of an account that came together and lapses together: a gift card, points of one invoice. What is left of an account's lots
 * is its balance; whoever changes a lot holds the account. What is owed after a clawback is a lot below zero, at most one an account.
 */
@Entity('ledger_lot')
@IdPrefix('lot')
@References('LedgerAccount', 'accountId')
@Index(['tenantId', 'causeId', 'cause', 'accountId'], { unique: true })
@Index(['tenantId', 'accountId', 'remainingMinor'])
@Index(['tenantId', 'ownerId', 'accountKind'])
@Check('ledger_lot_remaining_check', 'granted_minor >= 0 AND remaining_minor <= granted_minor')
export class LedgerLot {
  @TenantColumn()
  tenantId: string;

  @IdColumn()
  id: string;

  @IdReferenceColumn()
  accountId: string;

  /** Kind, owner and unit are the account's. */
  @CodeColumn()
  accountKind: LedgerAccountKind;

  @IdReferenceColumn()
  ownerId: string;

  @CodeColumn()
  unit: string;

  /** What it began with. */
  @BigIntColumn()
  grantedMinor: bigint;

  @BigIntColumn()
  remainingMinor: bigint;

  /** What was taken back of it because the money that earned it was given back. */
  @BigIntColumn()
  clawedBackMinor: bigint;

  /** When what is left of it lapses; not spent from then on. Null: never. */
  @InstantColumn({ nullable: true })
  expiresAt: Date | null;

  /** What granted it. */
  @CodeColumn()
  cause: LedgerCauseKind;

  @IdReferenceColumn()
  causeId: string;

  @InstantColumn()
  createdAt: Date;

  @InstantColumn()
  updatedAt: Date;

  @VersionColumn()
  version: number;
}
