/** Jobs by name: the jobs themselves call the actions that schedule them. In business time, like what they end. */
export const expireLotKind = { kind: 'billing.expire-lot', time: 'BUSINESS' } as const;
export const expireGiftCardKind = { kind: 'billing.expire-gift-card', time: 'BUSINESS' } as const;
