import { Entity, Index } from 'typeorm';
import {
  BigIntColumn,
  CodeColumn,
  IdColumn,
  IdPrefix,
  IdReferenceColumn,
  InstantColumn,
  NameColumn,
  References,
  TenantColumn,
} from '../../../platform/database/columns';

export enum LedgerCauseKind {
  /** An invoice took credit of its user, or gave her some; the id is the invoice's. */
  INVOICE = 'INVOICE',
  /** What an invoice had taken went back. */
  INVOICE_REVERSAL = 'INVOICE_REVERSAL',
  /** A person decided it. */
  ADJUSTMENT = 'ADJUSTMENT',
}

/** One side of a transfer between two accounts. Entries are written once and never change. */
@Entity('ledger_entry')
@IdPrefix('len')
@References('LedgerAccount', 'accountId')
@Index(['tenantId', 'accountId', 'causeKind', 'causeId'], { unique: true })
@Index(['tenantId', 'transferId'])
@Index(['tenantId', 'causeId'])
export class LedgerEntry {
  @TenantColumn()
  tenantId: string;

  @IdColumn()
  id: string;

  /** The same on both sides, which sum to zero. */
  @IdReferenceColumn()
  transferId: string;

  @IdReferenceColumn()
  accountId: string;

  /** More than zero: into the account. */
  @BigIntColumn()
  amountMinor: bigint;

  /** Why it was booked; an account is moved once for each cause. */
  @CodeColumn()
  causeKind: LedgerCauseKind;

  @IdReferenceColumn()
  causeId: string;

  /** In the words of whoever decided it. */
  @NameColumn({ nullable: true })
  reason: string | null;

  @InstantColumn()
  createdAt: Date;
}
