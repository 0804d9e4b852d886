import type { OrderLine } from './order-line.entity';

export interface ReturnedPiece {
  readonly line: OrderLine;
  readonly quantity: number;
}

/** From which lines so many pieces of some variants came back, first lines first; null when fewer have left. */
export function planReturn(
  lines: readonly OrderLine[],
  wanted: readonly { readonly variantId: string; readonly quantity: number }[],
): ReturnedPiece[] | null {
  const left = new Map(lines.map((line) => [line, line.fulfilledQuantity - line.returnedQuantity]));
  const pieces: ReturnedPiece[] = [];
  for (const { variantId, quantity } of wanted) {
    let missing = quantity;
    for (const line of lines.filter((candidate) => candidate.variantId === variantId)) {
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
