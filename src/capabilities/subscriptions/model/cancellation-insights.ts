import { Field, Int, ObjectType } from 'type-graphql';
import { CancellationFeedback } from './cancellation';
import { CancellationOfferKind } from './cancellation-offer';

@ObjectType({ description: 'How many stayed because of one kind of offer.' })
export class CancellationSaved {
  @Field(() => CancellationOfferKind, { description: 'What they took.' })
  kind: CancellationOfferKind;

  @Field(() => Int, { description: 'How many.' })
  count: number;
}

@ObjectType({ description: 'Cancellations for one reason.' })
export class CancellationReason {
  @Field(() => CancellationFeedback, { nullable: true, description: 'The reason; null for those who gave none.' })
  feedback: CancellationFeedback | null;

  @Field(() => Int, { description: 'How often the flow was begun.' })
  started: number;

  @Field(() => [CancellationSaved], { description: 'Those who took an offer, by what they took.' })
  saved: CancellationSaved[];

  @Field(() => Int, { description: 'Those who canceled in the flow, and did not take it back.' })
  confirmed: number;

  @Field(() => Int, { description: 'Those who canceled without the flow, by `subscriptionCancel`, and did not take it back.' })
  canceledDirectly: number;

  @Field(() => Int, { description: 'How many of all these left a comment.' })
  comments: number;
}

@ObjectType({ description: 'Why subscribers cancel, and what keeps them.' })
export class CancellationInsights {
  @Field(() => [CancellationReason], { description: 'By reason, the most frequent first.' })
  reasons: CancellationReason[];
}

/** One group of the statement. */
export interface CancellationCount {
  readonly feedback: CancellationFeedback | null;
  /** SAVED, CONFIRMED ... of a session; DIRECT for a cancellation without one. */
  readonly status: string;
  readonly savedBy: CancellationOfferKind | null;
  readonly count: number;
  readonly comments: number;
}

export function insightsOf(counts: readonly CancellationCount[]): CancellationInsights {
  const feedbacks = [...new Set(counts.map(({ feedback }) => feedback))];
  const reasons = feedbacks.map((feedback) => reasonOf(feedback, counts.filter((one) => one.feedback === feedback)));
  const size = ({ started, canceledDirectly }: CancellationReason) => started + canceledDirectly;
  reasons.sort((a, b) => size(b) - size(a) || (a.feedback ?? '').localeCompare(b.feedback ?? ''));
  return Object.assign(new CancellationInsights(), { reasons });
}

function reasonOf(feedback: CancellationFeedback | null, own: readonly CancellationCount[]): CancellationReason {
  const sum = (wanted: (one: CancellationCount) => boolean) => own.reduce((total, one) => (wanted(one) ? total + one.count : total), 0);
  const kinds = Object.values(CancellationOfferKind).filter((kind) => own.some(({ savedBy }) => savedBy === kind));
  return Object.assign(new CancellationReason(), {
    feedback,
    started: sum(({ status }) => status !== 'DIRECT'),
    saved: kinds.map((kind) => Object.assign(new CancellationSaved(), { kind, count: sum(({ savedBy }) => savedBy === kind) })),
    confirmed: sum(({ status }) => status === 'CONFIRMED'),
    canceledDirectly: sum(({ status }) => status === 'DIRECT'),
    comments: own.reduce((total, { comments }) => total + comments, 0),
  });
}
