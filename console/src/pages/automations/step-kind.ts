/** What is known of a kind of step. */
import type { Icon } from '@tabler/icons-react'
import type { Field } from './fields/field.ts'
import { weekdayWords } from './fields/option-words.ts'
import type { Definition, Step } from './model/definition.ts'
import type { World } from './use-world.ts'

export interface WayKind {
  readonly key: string
  readonly label: string
  /** Drawn also when it leads nowhere; the others are found in the form. */
  readonly isMain: boolean
}

export type Family = 'wait' | 'decide' | 'change' | 'reach' | 'end'

export interface StepKind {
  readonly label: string
  readonly family: Family
  readonly icon: Icon
  readonly about: string
  readonly fresh: Readonly<Record<string, unknown>>
  readonly ways: (step: Step, definition?: Definition) => readonly WayKind[]
  readonly fields: readonly Field[]
  readonly words: (step: Step, world: World, definition: Definition) => string
}

export const main = (key: string, label = ''): WayKind => ({ key, label, isMain: true })
export const other = (key: string, label: string): WayKind => ({ key, label, isMain: false })
export const next = main('next')
export const onlyNext = () => [next]
export const items = (list: unknown): readonly Readonly<Record<string, unknown>>[] =>
  Array.isArray(list) ? list : []
export const on = (days: unknown) =>
  Array.isArray(days) ? ` on ${days.map(day => weekdayWords[String(day)] ?? day).join(', ')}` : ''
