/**
 * What a run leaves behind and must take away whatever happens: child processes, folders, databases. Each is noted
 * when it is made and undone either in the ordinary course or, on Ctrl-C or a failure, all together, newest first.
 */
export type Undo = () => Promise<void>

const pending = new Set<Undo>()

/** Notes how to undo something. The function answered does it, once. */
export function noteUndo(undo: Undo): Undo {
  let undoing: Promise<void> | undefined
  const once = () => {
    undoing ??= undo().finally(() => pending.delete(once))
    return undoing
  }
  pending.add(once)
  return once
}

export async function undoAll(): Promise<void> {
  for (const undo of [...pending].reverse()) {
    await undo().catch(error => console.error(`Could not clean up: ${(error as Error).message}`))
  }
}

/** Runs a command to its end, cleans up, and sets the exit code: what `work` answers, or 1 when it throws. */
export async function runCommand(work: () => Promise<number>): Promise<void> {
  let isStopping = false
  const stop = (code: number) => {
    if (isStopping) return // Ctrl-C reaches us twice: from the terminal and from bin/run.cjs
    isStopping = true
    undoAll().finally(() => process.exit(code))
  }
  process.on('SIGINT', () => stop(130))
  process.on('SIGTERM', () => stop(143))
  process.on('SIGHUP', () => stop(129))
  process.on('uncaughtException', error => {
    console.error(error.stack)
    stop(1)
  })
  try {
    const code = await work()
    stop(code)
  } catch (error) {
    if (!isStopping) console.error((error as Error).stack)
    stop(1)
  }
}
