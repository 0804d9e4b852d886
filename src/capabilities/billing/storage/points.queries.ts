import type { View } from '../../../platform/database/view';
import type { PointsRate } from '../model/points';
import { PointsProgram } from '../model/points-program.entity';

/** The program, while it is on. */
export async function findPointsProgram(view: View): Promise<PointsProgram | null> {
  const program = await view.from(PointsProgram).one();
  return program?.isEnabled ? program : null;
}

/** How points are earned and spent in a currency; null where they are not. */
export async function findPointsRate(view: View, currency: string): Promise<PointsRate | null> {
  return rateOf(await findPointsProgram(view), currency);
}

export function rateOf(program: PointsProgram | null, currency: string): PointsRate | null {
  return program?.rates.find((rate) => rate.currency === currency) ?? null;
}
