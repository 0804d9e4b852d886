import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { BigIntColumn, CodeColumn, IdPrefix, IdReferenceColumn, InstantColumn, NameColumn, References } from '../../../platform/database/columns';
import { NodeEntity } from '../../../platform/database/node-entity';
import { Money } from '../../../platform/graphql/money.type';
import { DateTimeScalar } from '../../../platform/graphql/scalars';
import type { LedgerAccountKind } from './ledger-account.entity';

export enum LedgerCauseKind {
  INVOICE = 'INVOICE',
  INVOICE_REVERSAL = 'INVOICE_REVERSAL',
  ADJUSTMENT = 'ADJUSTMENT',
  /** A gift card was made, redeemed, or made worthless. */
  GIFT_CARD_ISSUE = 'GIFT_CARD_ISSUE',
  GIFT_CARD_REDEMPTION = 'GIFT_CARD_REDEMPTION',
  /** Points that a paid invoice earned; the cause is the invoice. */
  EARNED = 'EARNED',
  /** Points that go back because money that earned them does; the cause is the refund. */
  CLAWBACK = 'CLAWBACK',
  /** What nobody used in time, or was disabled. */
  EXPIRY = 'EXPIRY',
}

/** Those that a credit balance has. */
const creditBalanceCauses = {
  INVOICE: LedgerCauseKind.INVOICE,
  INVOICE_REVERSAL: LedgerCauseKind.INVOICE_REVERSAL,
  ADJUSTMENT: LedgerCauseKind.ADJUSTMENT,
} as const;

export const pointsCauses = {
  EARNED: LedgerCauseKind.EARNED,
  INVOICE: LedgerCauseKind.INVOICE,
  INVOICE_REVERSAL: LedgerCauseKind.INVOICE_REVERSAL,
  EXPIRY: LedgerCauseKind.EXPIRY,
  CLAWBACK: LedgerCauseKind.CLAWBACK,
  ADJUSTMENT: LedgerCauseKind.ADJUSTMENT,
} as const;

registerEnumType(pointsCauses, {
  name: 'PointsCause',
  description: 'Why points came or went.',
  valuesConfig: {
    EARNED: { description: 'An invoice that was paid in money earned them.' },
    INVOICE: { description: 'An invoice was paid with them.' },
    INVOICE_REVERSAL: { description: 'What an invoice had taken came back: it was withdrawn, or what it was for was called off.' },
    EXPIRY: { description: 'Nobody used them in time.' },
    CLAWBACK: { description: 'The money that had earned them was given back.' },
    ADJUSTMENT: { description: 'The shop\'s people decided it; `reason` says why.' },
  },
});

registerEnumType(creditBalanceCauses, {
  name: 'CreditBalanceCause',
  description: 'Why credit was put on a balance or taken from it.',
  valuesConfig: {
    INVOICE: { description: 'An invoice was paid with it, or was below zero and gave it.' },
    INVOICE_REVERSAL: { description: 'What an invoice had taken went back: it was withdrawn, or what it was for was called off.' },
    ADJUSTMENT: { description: 'The shop\'s people decided it; `reason` says why.' },
  },
});

/** One side of a transfer between two accounts. Entries are written once and never change; the API shows those of users' balances. */
@ObjectType('CreditBalanceEntry', { implements: NodeEntity, description: 'A movement of a user\'s credit balance.' })
@Entity('ledger_entry')
@IdPrefix('len')
@References('LedgerAccount', 'accountId')
@Index(['tenantId', 'accountId', 'cause', 'causeId'], { unique: true })
@Index(['tenantId', 'ownerId', 'createdAt'])
export class LedgerEntry extends NodeEntity {
  /** The same on both sides, which sum to zero. */
  @IdReferenceColumn()
  transferId: string;

  @IdReferenceColumn()
  accountId: string;

  /** Kind, owner and unit are the account's, here too so that a user's entries are found and shown by themselves. */
  @CodeColumn()
  accountKind: LedgerAccountKind;

  @IdReferenceColumn()
  ownerId: string;

  @CodeColumn()
  unit: string;

  @BigIntColumn()
  amountMinor: bigint;

  /** An account is moved once for each cause. */
  @Field(() => creditBalanceCauses, { description: 'Why it was booked.' })
  @CodeColumn()
  cause: LedgerCauseKind;

  @IdReferenceColumn()
  causeId: string;

  @Field(() => String, { nullable: true, description: 'Of an adjustment: why, in the words of whoever decided it.' })
  @NameColumn({ nullable: true })
  reason: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was booked.' })
  @InstantColumn()
  createdAt: Date;

  @Field(() => Money, { description: 'How much was put on the balance; negative for what was taken.' })
  get amount(): Money {
    return Money.of(this.amountMinor, this.unit);
  }
}
