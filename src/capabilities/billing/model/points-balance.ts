import { Field, ObjectType } from 'type-graphql';
import { BigIntScalar, DateTimeScalar } from '../../../platform/graphql/scalars';
import { LedgerCauseKind, pointsCauses, type LedgerEntry } from './ledger-entry.entity';
import type { LedgerLot } from './ledger-lot.entity';
import { remainingOf, spendable } from './lots';

@ObjectType({ description: 'Points that lapse together.' })
export class PointsExpiry {
  @Field(() => BigIntScalar, { description: 'How many.' })
  points: bigint;

  @Field(() => DateTimeScalar, { description: 'When.' })
  expiresAt: Date;
}

/** Read from a user's lots that are not used up, soonest first. */
@ObjectType({ description: 'A user\'s points.' })
export class PointsBalance {
  constructor(private readonly lots: readonly LedgerLot[]) {}

  @Field(() => BigIntScalar, { description: 'What she has. Below zero when more was taken back, with the money that had earned it, than she had: what she earns next pays that.' })
  get balance(): bigint {
    return remainingOf(this.lots);
  }

  /** What of them may be spent at an instant that is not past. */
  spendableAt(at: Date): bigint {
    return remainingOf(spendable(this.lots, at));
  }

  @Field(() => [PointsExpiry], { description: 'What of them lapses, and when: the soonest first, at most 100.' })
  get expiring(): PointsExpiry[] {
    const lapsing = this.lots.flatMap(({ remainingMinor: points, expiresAt }) => (points > 0n && expiresAt ? [{ points, expiresAt }] : []));
    return lapsing.sort((one, other) => one.expiresAt.getTime() - other.expiresAt.getTime()).slice(0, 100);
  }
}

@ObjectType({ description: 'A movement of a user\'s points.' })
export class PointsEntry {
  constructor(private readonly entry: LedgerEntry) {}

  @Field(() => BigIntScalar, { description: 'How many came; negative for what went.' })
  get points(): bigint {
    return this.entry.amountMinor;
  }

  @Field(() => pointsCauses, { description: 'Why.' })
  get cause(): LedgerCauseKind {
    return this.entry.cause;
  }

  @Field(() => String, { nullable: true, description: 'Of an adjustment: why, in the words of whoever decided it.' })
  get reason(): string | null {
    return this.entry.reason;
  }

  @Field(() => DateTimeScalar, { description: 'When.' })
  get createdAt(): Date {
    return this.entry.createdAt;
  }

  /** The invoice that earned, took or gave them. */
  get invoiceId(): string | null {
    const { cause, causeId } = this.entry;
    return cause === LedgerCauseKind.EARNED || cause === LedgerCauseKind.INVOICE || cause === LedgerCauseKind.INVOICE_REVERSAL ? causeId : null;
  }
}
