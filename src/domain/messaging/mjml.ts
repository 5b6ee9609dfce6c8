/**
 * MJML, a language for e-mails, becomes HTML when a template is saved. It reads no files: includes are passed over. It
 * is compiled in a thread of its own, which is ended when it takes too long: styles that are to be inlined can cost the
 * square of their number.
 */
import { Worker } from 'node:worker_threads'
import { templatesBusy } from './errors.ts'

export type Compiled = { readonly html: string } | { readonly problems: readonly string[] }

const longestSource = 200_000
const longestHtml = 300_000
const mostMs = 10_000
const mostProblems = 20
const [mostAtOnce, mostWaiting] = [2, 10]
const resourceLimits = { maxOldGenerationSizeMb: 256, stackSizeMb: 4 }

/** The HTML, or what is wrong with the source. Liquid in it stays as it is. Throws `templates-busy`. */
export async function compileMjml(source: string): Promise<Compiled> {
  if (source.length > longestSource)
    return { problems: [`must not be longer than ${longestSource} characters`] }
  const compiled = await inTurn(() => inThread(source))
  return 'html' in compiled && compiled.html.length > longestHtml
    ? { problems: [`becomes more than ${longestHtml} characters of HTML`] }
    : compiled
}

let running = 0
const waiting: (() => void)[] = []

/** Some at a time: each thread takes memory. Not many wait, so that nobody waits for long. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (waiting.length >= mostWaiting) throw templatesBusy()
  if (running >= mostAtOnce) await new Promise<void>(resolve => waiting.push(resolve))
  running++
  try {
    return await work()
  } finally {
    running--
    waiting.shift()?.()
  }
}

function inThread(source: string): Promise<Compiled> {
  const thread = new Worker(new URL('./mjml-thread.ts', import.meta.url), {
    workerData: source,
    resourceLimits,
    env: {},
  })
  return new Promise<Compiled>(resolve => {
    const timer = setTimeout(() => resolve({ problems: ['takes too long to compile'] }), mostMs)
    const tell = (compiled: Compiled) => {
      clearTimeout(timer)
      resolve(compiled)
    }
    thread.once('message', ({ html, problems }: { html: string; problems: string[] }) =>
      tell(problems.length === 0 ? { html } : { problems: problems.slice(0, mostProblems).map(shortened) }),
    )
    thread.once('error', (error: Error) =>
      tell({ problems: [shortened(error.message.split('\n', 1)[0] ?? '')] }),
    )
  }).finally(() => void thread.terminate())
}

const shortened = (problem: string) => problem.slice(0, 300)
