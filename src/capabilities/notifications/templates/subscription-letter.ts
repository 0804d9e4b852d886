import { User } from '../../identity/contract';
import { Plan } from '../../subscriptions/contract';
import { getTenant } from '../../tenants/contract';
import { defineMailTemplate, type MailTemplate } from './mail-template';

/** Who pays, and for what; the events of subscriptions all tell it. */
interface OfSubscription {
  readonly userId: string;
  readonly planId: string;
}

interface SubscriptionLetter<Data> {
  readonly name: string;
  subject(shop: string): string;
  /** What comes after the greeting. */
  paragraphs(plan: string, data: Data): readonly string[];
}

/** A letter about a subscription to the one who pays for it. */
export function defineSubscriptionLetter<Data extends OfSubscription>(letter: SubscriptionLetter<Data>): MailTemplate {
  return defineMailTemplate({
    name: letter.name,
    compose: async (view, event) => {
      const data = event.data as unknown as Data;
      const user = await view.find(User, data.userId);
      if (!user?.email) return null;
      const [{ name: shop }, plan] = [await getTenant(view), await view.find(Plan, data.planId)];
      const greeting = user.name === '' ? 'Hello,' : `Hello ${user.name},`;
      return { to: user.email, subject: letter.subject(shop), paragraphs: [greeting, ...letter.paragraphs(plan?.name ?? 'our plan', data)] };
    },
  });
}
