/**
 * What happens, as it happens: one connection of server-sent events for all of the console. It is open while somebody
 * listens and the page is seen; what came meanwhile is caught up with, since each message names the place after it.
 */
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { base, type Name } from '../api/ask.ts'
import { forget, pagesShown } from '../api/queries.ts'

export interface Fact {
  /** `contact.updated`, `interaction.created`. */
  readonly type: string
  readonly at: string
  readonly contactId?: string | null
  readonly data?: Readonly<Record<string, unknown>>
}

/** Facts, and that some were passed over: what is shown may be another by now. */
type Listener = (heard: Fact | 'gap') => void

const listeners = new Set<Listener>()
let source: EventSource | undefined
let place: string | undefined
/** When it was closed; what came since is caught up with for a while only. */
let closedAt = 0
let hideTimer: ReturnType<typeof setTimeout> | undefined
const hiddenMs = 20_000
const retryMs = 5000
const longestGapMs = 120_000
/** Between a fact and the call that asks what is so now. */
const pauseMs = 700

function open() {
  if (source || listeners.size === 0 || document.hidden) return
  if (place !== undefined && closedAt > 0 && Date.now() - closedAt > longestGapMs) {
    place = undefined
    for (const listener of listeners) listener('gap')
  }
  const after = place === undefined ? '' : `?after=${encodeURIComponent(place)}`
  source = new EventSource(`${base}/stream${after}`)
  source.onmessage = ({ data, lastEventId }) => {
    place = lastEventId
    const fact = JSON.parse(data) as Fact
    for (const listener of listeners) listener(fact)
  }
  source.addEventListener('reset', ({ lastEventId }) => {
    place = lastEventId
    for (const listener of listeners) listener('gap')
  })
  source.onerror = () => {
    // The browser tries again by itself unless it was refused: then the session may be over, which a call finds out.
    if (source?.readyState !== EventSource.CLOSED) return
    close()
    setTimeout(open, retryMs)
  }
}

function close() {
  if (source) closedAt = Date.now()
  source?.close()
  source = undefined
}

document.addEventListener('visibilitychange', () => {
  clearTimeout(hideTimer)
  if (document.hidden) hideTimer = setTimeout(close, hiddenMs)
  else open()
})

function listen(listener: Listener): () => void {
  listeners.add(listener)
  open()
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    // A page that is left is mostly followed by one that listens, too.
    setTimeout(() => listeners.size === 0 && close(), 1000)
  }
}

/** Calls back for facts whose type is one of these; `message.*` is all of a noun, `*` is everything. */
export function useFacts(types: readonly string[], heard: (fact: Fact) => void): void {
  const hear = useEffectEvent(heard)
  const wanted = types.join(',')
  useEffect(() => {
    const patterns = wanted.split(',')
    return listen(fact => {
      if (fact !== 'gap' && patterns.some(pattern => fits(pattern, fact.type))) hear(fact)
    })
  }, [wanted])
}

/**
 * Asks again for these operations when such facts come: soon after the first, and once a second at most; of long lists,
 * all of whose pages are asked for, seldomer. With a contact only facts about that one count.
 */
export function useLive(types: readonly string[], names: readonly Name[], contactId?: string): void {
  const client = useQueryClient()
  const askAgain = useEffectEvent(() => forget(client, names))
  const pause = useEffectEvent(() => pauseMs * pagesShown(client, names))
  const wanted = types.join(',')
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const patterns = wanted.split(',')
    const concerns = ({ type, contactId: of }: Fact) =>
      (contactId === undefined || !of || of === contactId) && patterns.some(pattern => fits(pattern, type))
    const stop = listen(fact => {
      if (timer || (fact !== 'gap' && !concerns(fact))) return
      timer = setTimeout(() => {
        timer = undefined
        askAgain()
      }, pause())
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [wanted, contactId])
}

function fits(pattern: string, type: string): boolean {
  return pattern.endsWith('*') ? type.startsWith(pattern.slice(0, -1)) : pattern === type
}
