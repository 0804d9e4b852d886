import { Entity, Index } from 'typeorm';
import type { Jsonable } from '../../../kernel/json';
import {
  BigIntColumn,
  BooleanColumn,
  CodeColumn,
  CurrencyColumn,
  IdColumn,
  IdPrefix,
  IdReferenceColumn,
  InstantColumn,
  IntColumn,
  JsonColumn,
  NameColumn,
  References,
  TenantColumn,
  TextColumn,
} from '../../../platform/database/columns';

/** A line that waits for the next invoice of its scope, for example of a subscription. Ids sort by the order of their making. */
@Entity('pending_line')
@IdPrefix('pln')
@References('User', 'userId')
@References('Invoice', 'invoiceId')
@Index(['tenantId', 'scopeId', 'invoiceId'])
@Index(['tenantId', 'userId'])
@Index(['tenantId', 'invoiceId'])
@Index(['tenantId', 'creditsLineId'])
export class PendingLine {
  @TenantColumn()
  tenantId: string;

  @IdColumn()
  id: string;

  @IdReferenceColumn()
  userId: string;

  /** Whose next invoice takes it; opaque to billing. */
  @IdReferenceColumn()
  scopeId: string;

  /** The invoice that took it; null while it waits. */
  @IdReferenceColumn({ nullable: true })
  invoiceId: string | null;

  /** What it has become there; null while it waits, and where it was billed before that was kept in mind. */
  @IdReferenceColumn({ nullable: true })
  billedLineId: string | null;

  @CodeColumn()
  kind: string;

  @NameColumn({ length: 500 })
  description: string;

  @IntColumn()
  quantity: number;

  @BigIntColumn()
  unitAmountMinor: bigint;

  @BigIntColumn()
  taxMinor: bigint;

  /** What it is taxed as when it is billed; null for what is not, and for a credit that names its tax. */
  @CodeColumn({ nullable: true })
  taxCategory: string | null;

  /** The tax that a credit carries back, as it stood on the line that it gives back. */
  @IdReferenceColumn({ nullable: true })
  taxRateId: string | null;

  @NameColumn({ nullable: true, length: 100 })
  taxName: string | null;

  @BigIntColumn({ nullable: true })
  taxPercent: bigint | null;

  @BooleanColumn({ default: false })
  isTaxIncluded: boolean;

  /** The line that a credit gives back, on an invoice or waiting; null for others. */
  @IdReferenceColumn({ nullable: true })
  creditsLineId: string | null;

  @CurrencyColumn()
  currency: string;

  @BooleanColumn()
  isProration: boolean;

  @TextColumn()
  explanation: string;

  @InstantColumn({ nullable: true })
  periodStart: Date | null;

  @InstantColumn({ nullable: true })
  periodEnd: Date | null;

  @JsonColumn({ nullable: true })
  tags: Readonly<Record<string, Jsonable>> | null;

  @InstantColumn()
  createdAt: Date;
}
