import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { Context } from '../../../platform/graphql/context';
import { Allow } from '../../../platform/graphql/permission';
import { updateNoticePolicy } from '../actions/update-notice-policy';
import { NoticePolicy } from '../model/notice-policy.entity';
import { RenewalNoticePolicyUpdateInput, RenewalNoticePolicyUpdatePayload } from './notice-policy.inputs';

@Resolver(() => NoticePolicy)
export class NoticePolicyResolver {
  @Allow('subscriptions.manageNotices')
  @Query(() => NoticePolicy, { nullable: true, description: 'How renewals are announced; null before the shop has said so: 5 days before, 3 before the end of a trial, and not required.' })
  renewalNoticePolicy(@Ctx() { view }: Context): Promise<NoticePolicy | null> {
    return view.from(NoticePolicy).one();
  }

  @Allow('subscriptions.manageNotices')
  @Mutation(() => RenewalNoticePolicyUpdatePayload, { description: 'Says how renewals are announced, also those of subscriptions that run. Refuses INVALID with the field.' })
  renewalNoticePolicyUpdate(@Ctx() context: Context, @Arg('input', { description: 'What to change.' }) input: RenewalNoticePolicyUpdateInput) {
    return context.mutate({ name: 'renewalNoticePolicyUpdate', input }, async (work) => ({ renewalNoticePolicy: await updateNoticePolicy(work, input) }));
  }
}
