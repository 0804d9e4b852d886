import type { ImportedReturnLine } from './imported-order';
import type { OrderLine } from './order-line.entity';

export interface ReturnedPiece {
  readonly line: OrderLine;
  readonly quantity: number;
}

/** From which lines so many pieces of some variants came back, first lines first or the one that is named; null when fewer have left. */
export function planReturn(
  lines: readonly OrderLine[],
  wanted: readonly ImportedReturnLine[],
): ReturnedPiece[] | null {
  const left = new Map(lines.map((line) => [line, line.fulfilledQuantity - line.returnedQuantity]));
  const pieces: ReturnedPiece[] = [];
  for (const { variantId, quantity, position } of wanted) {
    let missing = quantity;
    const isMeant = (line: OrderLine) => line.variantId === variantId && (position == null || line.position === position);
    for (const line of lines.filter(isMeant)) {
      const taken = Math.min(missing, left.get(line)!);
      if (taken <= 0) continue;
      pieces.push({ line, quantity: taken });
      left.set(line, left.get(line)! - taken);
      missing -= taken;
    }
    if (missing > 0) return null;
  }
  return pieces.length > 0 ? pieces : null;
}

export function refundMinorOf(pieces: readonly ReturnedPiece[]): bigint {
  return pieces.reduce((sum, { line, quantity }) => sum + line.unitPriceMinor * BigInt(quantity), 0n);
}
