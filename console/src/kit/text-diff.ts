/** What two texts have not in common, line by line. */
export interface DiffLine {
  /** `more` stands for lines that are the same and left out. */
  readonly kind: 'same' | 'gone' | 'new' | 'more'
  readonly text: string
}

/** So many lines are shown around what differs. */
const around = 2
/** Of longer ones the middle is told as all gone and all new. */
const mostLines = 1500

/** In bounded time: what both begin and end with is set aside, and of the rest the longest common lines are found. */
export function differencesOf(before: string, after: string): DiffLine[] {
  const [one, other] = [before.split('\n'), after.split('\n')]
  const least = Math.min(one.length, other.length)
  let start = 0
  while (start < least && one[start] === other[start]) start++
  let end = 0
  while (end < least - start && one.at(-1 - end) === other.at(-1 - end)) end++
  const same = (lines: readonly string[]) => lines.map((text): DiffLine => ({ kind: 'same', text }))
  const middle = compare(one.slice(start, one.length - end), other.slice(start, other.length - end))
  return shortened([...same(one.slice(0, start)), ...middle, ...same(end === 0 ? [] : one.slice(-end))])
}

function compare(one: readonly string[], other: readonly string[]): DiffLine[] {
  const gone = (text: string): DiffLine => ({ kind: 'gone', text })
  const fresh = (text: string): DiffLine => ({ kind: 'new', text })
  if (one.length > mostLines || other.length > mostLines) return [...one.map(gone), ...other.map(fresh)]
  const width = other.length + 1
  /** At [i, j]: how many lines the rests from i and j have in common. */
  const common = new Uint16Array((one.length + 1) * width)
  for (let i = one.length - 1; i >= 0; i--)
    for (let j = other.length - 1; j >= 0; j--)
      common[i * width + j] =
        one[i] === other[j]
          ? common[(i + 1) * width + j + 1]! + 1
          : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!)
  const lines: DiffLine[] = []
  let [i, j] = [0, 0]
  while (i < one.length && j < other.length) {
    if (one[i] === other[j]) {
      lines.push({ kind: 'same', text: one[i]! })
      i++
      j++
    } else if (common[(i + 1) * width + j]! >= common[i * width + j + 1]!) lines.push(gone(one[i++]!))
    else lines.push(fresh(other[j++]!))
  }
  return [...lines, ...one.slice(i).map(gone), ...other.slice(j).map(fresh)]
}

function shortened(lines: readonly DiffLine[]): DiffLine[] {
  const isNear = (index: number) =>
    lines.slice(Math.max(index - around, 0), index + around + 1).some(({ kind }) => kind !== 'same')
  const shown: DiffLine[] = []
  for (const [index, line] of lines.entries()) {
    if (isNear(index)) shown.push(line)
    else if (shown.at(-1)?.kind !== 'more') shown.push({ kind: 'more', text: '⋯' })
  }
  return shown
}
