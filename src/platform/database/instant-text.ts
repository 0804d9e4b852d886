/** Instants are stored as UTC with milliseconds, in the text form that both engines read: `2026-01-31 23:59:59.999`. */
export function instantToText(instant: Date): string {
  return instant.toISOString().replace('T', ' ').slice(0, 23);
}

export function instantFromText(text: string): Date {
  return new Date(`${text.slice(0, 10)}T${text.slice(11)}Z`);
}
