/** What is not saved yet outlives a reload of the page, in this tab of the browser alone. */
import type { Draft } from '../model/definition.ts'

interface Kept {
  readonly draft: Draft
  /** The automation's version from which the editing began; 0 for a new one. */
  readonly version: number
}

const keyOf = (id: string) => `parley automation ${id}`

export function readKept(id: string): Kept | undefined {
  try {
    const kept = JSON.parse(sessionStorage.getItem(keyOf(id)) ?? 'null') as Kept | null
    return kept?.draft?.definition?.steps ? kept : undefined
  } catch {
    return undefined
  }
}

export function keep(id: string, kept: Kept): void {
  try {
    sessionStorage.setItem(keyOf(id), JSON.stringify(kept))
  } catch {
    // The browser keeps nothing: then a reload loses what is not saved.
  }
}

export const forgetKept = (id: string) => sessionStorage.removeItem(keyOf(id))
