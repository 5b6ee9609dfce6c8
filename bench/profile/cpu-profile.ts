/** Reads what `node --cpu-prof` writes. Times are microseconds on the monotonic clock, as `process.hrtime` tells it. */
export interface CpuProfile {
  readonly startTime: number
  readonly nodes: readonly ProfileNode[]
  /** Which node was on top of the stack, sample by sample. */
  readonly samples: readonly number[]
  /** The time from the sample before. */
  readonly timeDeltas: readonly number[]
}

interface ProfileNode {
  readonly id: number
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number }
}

export interface Share {
  readonly name: string
  /** Of the window, 0 to 1. */
  readonly share: number
}

const notWork = new Set(['(idle)', '(root)'])

/** The time that each function was at work itself, within a window, the longest first. */
export function selfTimes(
  profile: CpuProfile,
  from: number,
  to: number,
  nameOf: (node: ProfileNode) => string,
): Share[] {
  const nodes = new Map(profile.nodes.map(node => [node.id, node]))
  const microseconds = new Map<string, number>()
  let time = profile.startTime
  profile.samples.forEach((id, index) => {
    const delta = profile.timeDeltas[index]!
    time += delta
    const node = nodes.get(id)
    if (!node || time < from || time > to || notWork.has(node.callFrame.functionName)) return
    const name = nameOf(node)
    microseconds.set(name, (microseconds.get(name) ?? 0) + delta)
  })
  return [...microseconds]
    .map(([name, spent]) => ({ name, share: spent / (to - from) }))
    .sort((a, b) => b.share - a.share)
}

/** `rowToValues src/storage/rows.ts:17` */
export function functionOf({ callFrame: { functionName, url, lineNumber } }: ProfileNode): string {
  const name = functionName === '' ? '(anonymous)' : functionName
  return url === '' ? name : `${name}  ${shorten(url)}:${lineNumber + 1}`
}

/** The package, or our own folder, or Node's own part. */
export function partOf({ callFrame: { functionName, url } }: ProfileNode): string {
  if (url === '') return functionName.startsWith('(') ? functionName : 'native code'
  const path = shorten(url)
  if (path.startsWith('node:')) return 'node'
  const [, name] = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? []
  return name ?? path.split('/').slice(0, 3).join('/')
}

function shorten(url: string): string {
  const root = new URL('../../', import.meta.url).href
  return url.startsWith(root) ? url.slice(root.length) : url.replace(/^file:\/\/.*?(?=node_modules)/, '')
}
