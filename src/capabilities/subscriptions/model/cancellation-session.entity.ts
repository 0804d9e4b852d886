import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { StateMachine } from '../../../kernel/state-machine';
import { CodeColumn, IdPrefix, IdReferenceColumn, InstantColumn, JsonColumn, References, TextColumn } from '../../../platform/database/columns';
import { NodeEntity, VersionColumn } from '../../../platform/database/node-entity';
import { DateTimeScalar } from '../../../platform/graphql/scalars';
import { CancellationFeedback } from './cancellation';
import type { CancellationOfferKind, StoredOffer } from './cancellation-offer';

export enum CancellationSessionStatus {
  OPEN = 'OPEN',
  SAVED = 'SAVED',
  CONFIRMED = 'CONFIRMED',
  ABANDONED = 'ABANDONED',
  TAKEN_BACK = 'TAKEN_BACK',
}

registerEnumType(CancellationSessionStatus, {
  name: 'CancellationSessionStatus',
  description: 'What became of somebody\'s wish to cancel.',
  valuesConfig: {
    OPEN: { description: 'She has seen the offers, and decides.' },
    SAVED: { description: 'She took an offer.' },
    CONFIRMED: { description: 'She canceled.' },
    ABANDONED: { description: 'She began anew.' },
    TAKEN_BACK: { description: 'She canceled, and took that back before the end.' },
  },
});

export const cancellationSessionStates = new StateMachine<'status', CancellationSessionStatus>('This cancellation', 'status', [CancellationSessionStatus.OPEN], {
  OPEN: [CancellationSessionStatus.SAVED, CancellationSessionStatus.CONFIRMED, CancellationSessionStatus.ABANDONED],
  SAVED: [],
  CONFIRMED: [CancellationSessionStatus.TAKEN_BACK],
  ABANDONED: [],
  TAKEN_BACK: [],
});

/** Somebody wants to cancel: why, what she was offered, and what she did. */
@ObjectType('CancellationSession', { implements: NodeEntity, description: 'Somebody\'s wish to cancel: the reason, the offers that were shown, and what became of it.' })
@Entity('cancellation_session')
@IdPrefix('cses')
@References('SubscriptionContract', 'subscriptionId')
@References('User', 'userId')
@Index(['tenantId', 'subscriptionId', 'status'])
@Index(['tenantId', 'createdAt'])
@Index(['tenantId', 'userId'])
export class CancellationSession extends NodeEntity {
  @IdReferenceColumn()
  subscriptionId: string;

  @IdReferenceColumn()
  userId: string;

  @Field(() => CancellationSessionStatus, { description: 'What became of it.' })
  @CodeColumn()
  status: CancellationSessionStatus;

  @Field(() => CancellationFeedback, { description: 'Why.' })
  @CodeColumn()
  feedback: CancellationFeedback;

  @TextColumn({ nullable: true })
  comment: string | null;

  /** As they were then. */
  @JsonColumn()
  offers: readonly StoredOffer[];

  @IdReferenceColumn({ nullable: true })
  acceptedOfferId: string | null;

  @CodeColumn({ nullable: true })
  savedBy: CancellationOfferKind | null;

  @Field(() => DateTimeScalar, { description: 'When it began.' })
  @InstantColumn()
  createdAt: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When she decided; null while it is OPEN.' })
  @InstantColumn({ nullable: true })
  closedAt: Date | null;

  @VersionColumn()
  version: number;
}
