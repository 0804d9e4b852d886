import type { Client, Data, Shop } from './shop';

/** 1 point for each 1.00 GBP that is paid; 100 points are worth 1.00; they lapse after 30 days. */
export const rate = { currency: 'GBP', earnPoints: 1, earnPerMinor: 100, worthPoints: 1, worthMinor: 1 };

/** Turns points on, as `rate` says unless told otherwise; the whole payload. */
export async function pointsProgram({ server }: Pick<Shop, 'server'>, input: Data = {}): Promise<Data> {
  const { pointsProgramUpdate } = await server.do(
    `mutation Points($input: PointsProgramUpdateInput!) { pointsProgramUpdate(input: $input) {
      pointsProgram { id isEnabled expiresAfterDays rates { currency earnPoints earnPer { amount } worthPoints worth { amount } } } userErrors { code field }
    } }`,
    { input: { isEnabled: true, expiresAfterDays: 30, rates: [rate], ...input } },
  );
  return pointsProgramUpdate as Data;
}

/** Gives a user points, or takes them; the whole payload. */
export async function adjustPoints(client: Client, input: { userId: string; points: number; reason?: string; idempotencyKey?: string }): Promise<Data> {
  const { pointsAdjust } = await client.do(`mutation Adjust($input: PointsAdjustInput!) { pointsAdjust(input: $input) { balance userErrors { code field } } }`, { input });
  return pointsAdjust as Data;
}

/** What a user has, and what of it lapses when: "150, of which 50 on 2026-03-31". */
export async function pointsOf({ server }: Pick<Shop, 'server'>, userId: string): Promise<string> {
  const { user } = await server.do(`query Points($id: ID!) { user(id: $id) { points { balance expiring { points expiresAt } } } }`, { id: userId });
  const lapsing = (user.points.expiring as { points: number; expiresAt: string }[]).map(({ points, expiresAt }) => `${points} on ${expiresAt.slice(0, 10)}`);
  return [String(user.points.balance), ...lapsing].join(', ');
}

/** The movements of a user's points, oldest first: "EARNED 100". */
export async function movementsOf({ server }: Pick<Shop, 'server'>, userId: string): Promise<string[]> {
  const { user } = await server.do(`query Moves($id: ID!) { user(id: $id) { pointsEntries(first: 100) { edges { node { points cause } } } } }`, { id: userId });
  return (user.pointsEntries.edges as { node: Data }[]).map(({ node }) => `${node.cause} ${node.points}`).reverse();
}
