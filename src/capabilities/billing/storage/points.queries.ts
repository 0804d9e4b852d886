import type { View } from '../../../platform/database/view';
import type { PointsRate } from '../model/points';
import { PointsProgram, rateFrom } from '../model/points-program.entity';

/** The program, while it is on. */
export async function findPointsProgram(view: View): Promise<PointsProgram | null> {
  const program = await view.from(PointsProgram).one();
  return program?.isEnabled ? program : null;
}

/** How points are earned and spent in a currency; null where they are not. */
export function rateOf(program: PointsProgram | null, currency: string): PointsRate | null {
  const stored = program?.rates.find((rate) => rate.currency === currency);
  return stored ? rateFrom(stored) : null;
}
