/**
 * One of the processes that run test files: takes one after another from the queue, each a suite by its path. What is
 * dear to start is started once: the program's modules stay, and so do the databases that files give back.
 */
import { resolve } from 'node:path'
import { after, suite, test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { keepDatabases } from '../kit/kept-databases.ts'
import { takeNext } from './queue.ts'

const [folder = '', owner = '', timeout = ''] = process.argv.slice(2)
const databases = keepDatabases()

for (let file = takeNext(folder, owner); file; file = takeNext(folder, owner)) {
  await runFile(file)
  await setImmediate() // what came of it is told, should the next one end the process
}
await databases.close()

function runFile(file: string): Promise<void> {
  return new Promise(ended => {
    suite(file, { timeout: Number(timeout) }, async () => {
      try {
        await import(pathToFileURL(resolve(file)).href)
      } catch (error) {
        test('can be read', () => Promise.reject(error))
      }
      after(() => ended()) // the last of its hooks
    })
  })
}
