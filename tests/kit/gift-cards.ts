import type { Client, Data, Shop } from './shop';

/** Makes a gift card, in GBP unless told otherwise; its id and its code. Throws when it is refused. */
export async function giftCard(
  { server }: Shop,
  input: { amountMinor: number; currency?: string; expiresAt?: string; idempotencyKey?: string },
): Promise<{ id: string; code: string }> {
  const { giftCardCreate } = await server.do(
    `mutation Make($input: GiftCardCreateInput!) { giftCardCreate(input: $input) { code giftCard { id } userErrors { code field message } } }`,
    { input: { currency: 'GBP', ...input } },
  );
  if (!giftCardCreate.giftCard) throw new Error(JSON.stringify(giftCardCreate.userErrors));
  return { id: giftCardCreate.giftCard.id as string, code: giftCardCreate.code as string };
}

/** Redeems a code; the whole payload. */
export async function redeem(client: Client, code: string, input: { userId?: string; idempotencyKey?: string } = {}): Promise<Data> {
  const { giftCardRedeem } = await client.do(
    `mutation Redeem($input: GiftCardRedeemInput!) { giftCardRedeem(input: $input) {
      giftCard { id status balance { amount currency } } userErrors { code field }
    } }`,
    { input: { code, ...input } },
  );
  return giftCardRedeem as Data;
}

/** Makes a gift card worthless; the whole payload. */
export async function disable(client: Client, giftCardId: string): Promise<Data> {
  const { giftCardDisable } = await client.do(
    `mutation Disable($input: GiftCardDisableInput!) { giftCardDisable(input: $input) { giftCard { id status balance { amount } } userErrors { code field } } }`,
    { input: { giftCardId } },
  );
  return giftCardDisable as Data;
}

/** The gift cards that a client sees, newest first: "REDEEMED 5.00 of 10.00 GBP". */
export async function cardsOf(client: Client): Promise<string[]> {
  const { giftCards } = await client.do(`{ giftCards { edges { node { status amount { amount } balance { amount currency } } } } }`);
  return (giftCards.edges as { node: Data }[]).map(({ node: { status, amount, balance } }) => `${status} ${balance.amount} of ${amount.amount} ${balance.currency}`);
}
