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
