/**
 * How many milliseconds from now the header `Retry-After` names, in seconds or as a date (RFC 9110, section 10.2.3). Null
 * for anything else and for what is not ahead.
 */
export function readRetryAfter(header: string | readonly string[] | undefined, now: number): number | null {
  if (typeof header !== 'string') return null
  const ms = /^\d{1,9}$/.test(header) ? Number(header) * 1000 : readDate(header) - now
  return ms > 0 ? ms : null
}

/** In the one form in which dates are to be sent: `Sun, 06 Nov 1994 08:49:37 GMT`. */
const dateForm = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/

const readDate = (text: string) => (dateForm.test(text) ? Date.parse(text) : Number.NaN)
