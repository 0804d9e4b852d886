import { moreThan } from '../../../platform/database/select';
import type { View } from '../../../platform/database/view';
import type { Work } from '../../../platform/database/work';
import { byId } from '../../../platform/graphql/loader';
import { TRIAL_NOTICE_DAYS } from '../model/dunning';
import { NoticePolicy } from '../model/notice-policy.entity';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { isFinal, SubscriptionStatus } from '../model/subscription-states';

/** What a new subscription takes down of the shop's policy. */
export async function noticeOfShop(view: View): Promise<Pick<SubscriptionContract, 'noticeDays' | 'isNoticeRequired'>> {
  const policy = await view.from(NoticePolicy).one();
  return { noticeDays: policy?.renewalDays ?? null, isNoticeRequired: policy?.isRequired ?? false };
}

/** How many days before the end of a trial its subscriber is told. */
export async function trialNoticeDays(view: View): Promise<number> {
  return (await view.from(NoticePolicy).one())?.trialDays ?? TRIAL_NOTICE_DAYS;
}

export const noticePolicyById = byId(NoticePolicy);

const RUNNING = Object.values(SubscriptionStatus).filter((status) => !isFinal(status));

/** The next subscriptions that have not ended, by id. */
export function lockRunningAfter(work: Work, { after, size }: { after: string; size: number }): Promise<SubscriptionContract[]> {
  return work.locked(SubscriptionContract).where({ id: moreThan(after), status: RUNNING }).orderBy('id').limit(size).all();
}
