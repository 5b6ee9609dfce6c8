import { fileURLToPath } from 'node:url'
import { type Child, startChild } from './child.ts'

/** Starts one of our own TypeScript files on the Node that runs this one, with a channel for messages. */
export function startNodeChild(file: URL, settings: object): Child {
  const args = ['--disable-warning=ExperimentalWarning', fileURLToPath(file), JSON.stringify(settings)]
  return startChild(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
}

/** The next message of a child that has a type of ours; fails when the child ends before it. */
export function nextMessage<T extends { type: string }>(child: Child, type: T['type']): Promise<T> {
  return new Promise((resolve, reject) => {
    const listen = (message: unknown) => {
      if ((message as T).type !== type) return
      child.process.off('message', listen)
      resolve(message as T)
    }
    child.process.on('message', listen)
    child.exited.then(code => reject(new Error(`A child process ended (${code}):\n${child.output()}`)))
  })
}
