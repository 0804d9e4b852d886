import { User } from '../../identity/contract';
import { getTenant } from '../../tenants/contract';
import { defineMailTemplate } from './mail-template';

/** To somebody who has just signed up. */
export const welcomeTemplate = defineMailTemplate({
  name: 'welcome',
  compose: async (view, event) => {
    const user = await view.find(User, event.objectId);
    if (!user?.email) return null;
    const { name: shop } = await getTenant(view);
    return {
      to: user.email,
      subject: `Welcome to ${shop}`,
      paragraphs: [
        user.name === '' ? 'Hello,' : `Hello ${user.name},`,
        `you have an account at ${shop} now. Sign in with this address, ${user.email}.`,
        'If it was not you who signed up, you need not do anything: nobody can use the account without your password.',
      ],
    };
  },
});
