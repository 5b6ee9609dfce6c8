import { Agent } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import type { Ledger, Post } from './ledger.ts'
import { type Answer, post } from './post.ts'
import type { Random } from './random.ts'
import type { Stage } from './stage.ts'

export interface Clients {
  /** Resolves when each has its last answer. */
  stop(): Promise<void>
}

/** How long a client waits before it tries again when the server is away. */
const pauseMs = 20

/** Lets clients post without a pause, each over a connection of its own, and notes every answer. */
export function startClients(
  count: number,
  place: Pick<Stage, 'port' | 'demo' | 'followUps' | 'dialect'>,
  ledger: Ledger,
  random: Random,
): Clients {
  let isOver = false

  async function run(name: string, choices: Random) {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    for (let number = 1; !isOver; number++) {
      const isBroken = choices.happens(20)
      const isRepeated = !isBroken && choices.happens(10)
      await submit(agent, { marker: `${name}-${number}`, isBroken, isRepeated })
    }
    agent.destroy()
  }

  async function submit(agent: Agent, each: Post) {
    while (true) {
      const started = performance.now()
      const answer = await post(agent, place, each)
      if (answer) ledger.noteDuration(performance.now() - started)
      const outcome = judge(each, answer, ledger)
      if (outcome !== 'unknown') return ledger.note(each, outcome, answer?.body.id)
      await delay(pauseMs)
      if (!each.isRepeated || isOver) return ledger.note(each, 'unknown')
    }
  }

  const running = Array.from({ length: count }, (_, index) => run(`client-${index + 1}`, random.fork()))
  return {
    async stop() {
      isOver = true
      await Promise.all(running)
    },
  }
}

function judge({ isBroken }: Post, answer: Answer | undefined, ledger: Ledger) {
  if (!answer) return 'unknown'
  const { status, body } = answer
  const isTaken = (status === 200 && typeof body.id === 'string') || (status === 201 && isQueued(body))
  const isRefused = status === 400 && (body.errorCode === 'InvalidInteractionPayload' || isAboutEvent(body))
  if (isTaken && !isBroken) return 'accepted'
  if (isRefused && isBroken) return 'rejected'
  if (status !== 503) ledger.noteOdd(`${status} ${body.errorCode ?? body.message ?? body.response?.message}`)
  return 'unknown'
}

const isQueued = ({ response }: Answer['body']) => response?.status === 'queued'
const isAboutEvent = ({ response }: Answer['body']) => response?.message?.includes('eventData.') === true
