import fc from 'fast-check';
import { anyDelivery, one, pick, requesting, Step, told } from './step';

/** Points are earned by the rule as well; these come from nowhere, or go. */
export const givePoints = requesting(fc.record({ user: one, points: fc.integer({ min: -200, max: 600 }).filter((points) => points !== 0) }), {
  say: ({ user, points }) => `user ${user} is given ${points} points`,
  asked: async (life, { user, points }) => ({ mutation: 'pointsAdjust', input: { userId: pick(life.userIds, user), points }, selection: 'balance' }),
});

export const makeGiftCard = fc.tuple(fc.integer({ min: 1, max: 2_500 }), anyDelivery).map(
  ([amountMinor, delivery]) =>
    new Step(`a gift card of ${amountMinor} is made${told(delivery)}`, async (life) => {
      const { giftCard, code } = await life.ask({ mutation: 'giftCardCreate', input: { amountMinor, currency: 'GBP' }, selection: 'code giftCard { id }' }, delivery);
      if (!giftCard) return;
      life.giftedMinor += amountMinor;
      life.giftCardCodes.push(code as string);
    }),
);

/** Also one that somebody has redeemed before. */
export const redeemGiftCard = requesting(fc.record({ user: one, card: one }), {
  say: ({ user, card }) => `user ${user} redeems gift card ${card}`,
  asked: async (life, { user, card }) => {
    const code = pick(life.giftCardCodes, card);
    return code ? { mutation: 'giftCardRedeem', input: { code, userId: pick(life.userIds, user) }, selection: 'giftCard { id }' } : null;
  },
});

export const giveCredit = fc.tuple(one, fc.integer({ min: -800, max: 1_500 }).filter((amount) => amount !== 0), anyDelivery).map(
  ([user, amountMinor, delivery]) =>
    new Step(`user ${user} is given credit of ${amountMinor}${told(delivery)}`, async (life) => {
      const input = { userId: pick(life.userIds, user), amountMinor, currency: 'GBP' };
      const { entry } = await life.ask({ mutation: 'creditBalanceAdjust', input, selection: 'entry { id }' }, delivery);
      if (entry) life.adjustedMinor += amountMinor;
    }),
);
