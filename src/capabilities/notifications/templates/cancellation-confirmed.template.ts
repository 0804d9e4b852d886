import { User } from '../../identity/contract';
import { Plan } from '../../subscriptions/contract';
import { getTenant } from '../../tenants/contract';
import { defineMailTemplate } from './mail-template';

/** To somebody who has canceled a subscription: what ends, and when. */
export const cancellationConfirmedTemplate = defineMailTemplate({
  name: 'cancellation-confirmed',
  compose: async ({ view }, event) => {
    const { userId, planId, endsAt } = event.data as { userId: string; planId: string; endsAt: string };
    const user = await view.find(User, userId);
    if (!user?.email) return null;
    const [{ name: shop }, plan] = [await getTenant(view), await view.find(Plan, planId)];
    return {
      to: user.email,
      subject: `Your subscription at ${shop} is canceled`,
      paragraphs: [
        user.name === '' ? 'Hello,' : `Hello ${user.name},`,
        `your subscription to ${plan?.name ?? 'our plan'} is canceled. It ends on ${endsAt.slice(0, 10)}, and is not charged any more.`,
        'As long as it runs you can take this back.',
      ],
    };
  },
});
