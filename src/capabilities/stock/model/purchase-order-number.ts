/** `PO-000042`: what people and suppliers call the 42nd purchase order of a tenant. */
export function purchaseOrderNumber(sequence: number): string {
  return `PO-${String(sequence).padStart(6, '0')}`;
}

/** The sequence that a number says; null for what is none. */
export function readPurchaseOrderNumber(number: string): number | null {
  const match = /^PO-0*([1-9]\d{0,8})$/.exec(number.trim());
  return match ? Number(match[1]) : null;
}
