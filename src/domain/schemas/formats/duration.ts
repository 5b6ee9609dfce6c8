/**
 * Durations by the grammar of RFC 3339 Appendix A: units in order without a gap ("P1Y2D" has one), weeks alone,
 * whole numbers only.
 */
const TIME = 'T(?:\\d+H(?:\\d+M(?:\\d+S)?)?|\\d+M(?:\\d+S)?|\\d+S)'
const DATE = '(?:\\d+Y(?:\\d+M(?:\\d+D)?)?|\\d+M(?:\\d+D)?|\\d+D)'
const DURATION = new RegExp(`^P(?:${DATE}(?:${TIME})?|${TIME}|\\d+W)$`)

export function isDuration(text: string): boolean {
  return DURATION.test(text)
}
