const MAX_DIGITS = 19;

/**
 * Groups of digits as on a card, or one run: "4242 4242 4242 4242 12/30". What is tied to letters is a part of an opaque token: the groups
 * of a UUID are digits often enough to pass for a card among ten thousand of them. NFKC has folded other scripts' digits (full-width ４).
 */
const ROWS_OF_DIGITS = /(?<![A-Za-z0-9][.\-_/]*)\d+(?:[\s.\-_/]+\d+)*(?![.\-_/]*[A-Za-z0-9])/g;

/** Whether a text has 13 to 19 digits that pass the Luhn check (ISO/IEC 7812), however they are written. */
export function holdsCardNumber(text: string): boolean {
  return (text.normalize('NFKC').match(ROWS_OF_DIGITS) ?? []).some(isCardNumber);
}

/** The text, with each card number in it replaced: what a client wrote is not told again to whoever reads its logs. */
export function withoutCardNumbers(text: string): string {
  return holdsCardNumber(text) ? text.normalize('NFKC').replaceAll(ROWS_OF_DIGITS, (row) => (isCardNumber(row) ? '[card number]' : row)) : text;
}

function isCardNumber(row: string): boolean {
  return neighbors(row.split(/\D+/)).some((digits) => /^\d{13,19}$/.test(digits) && passesLuhn(digits));
}

/** Every run of groups that stand beside each other, joined; no more of them than a card number has digits. */
function neighbors(groups: readonly string[]): string[] {
  return groups.flatMap((_group, from) => groups.slice(from, from + MAX_DIGITS).map((_next, more) => groups.slice(from, from + more + 1).join('')));
}

/** From the right, every second digit counts double (18 counts 1 + 8); the sum ends in 0. */
function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
