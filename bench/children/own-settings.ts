/** For a file that `startNodeChild` runs: what it was given. The process ends when its parent does. */
export function ownSettings<T>(): T {
  process.on('disconnect', () => process.exit())
  process.on('SIGINT', () => {}) // Ctrl-C goes to the whole group; the parent decides.
  return JSON.parse(process.argv[2] ?? '{}') as T
}

export function tellParent(message: { readonly type: string }): void {
  process.send?.(message)
}
