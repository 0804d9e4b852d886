/** Instants are stored as UTC with milliseconds, in the text form that both engines read: `2026-01-31 23:59:59.999`. */
export function instantToText(instant: Date): string {
  return instant.toISOString().replace('T', ' ').slice(0, 23);
}

export function instantFromText(text: string): Date {
  return new Date(
    Date.UTC(
      Number(text.slice(0, 4)),
      Number(text.slice(5, 7)) - 1,
      Number(text.slice(8, 10)),
      Number(text.slice(11, 13)),
      Number(text.slice(14, 16)),
      Number(text.slice(17, 19)),
      Number(text.slice(20, 23).padEnd(3, '0')),
    ),
  );
}
