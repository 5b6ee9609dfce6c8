/** The properties of steps, matches and settings, as forms have them. */
import type { ComponentType } from 'react'
import type { Fault } from '../../../api/problem.ts'
import type { Definition } from '../model/definition.ts'
import type { World } from '../use-world.ts'

export type FieldType =
  | 'area'
  | 'audience'
  | 'attribute'
  | 'batch'
  | 'branches'
  | 'cases'
  | 'choice'
  | 'consents'
  | 'duration'
  | 'headers'
  | 'json'
  | 'lines'
  | 'list'
  | 'mapping'
  | 'match'
  | 'number'
  | 'path'
  | 'preferences'
  | 'schema'
  | 'segment'
  | 'shares'
  | 'signedDuration'
  | 'slots'
  | 'step'
  | 'switch'
  | 'tags'
  | 'template'
  | 'test'
  | 'text'
  | 'throttle'
  | 'time'
  | 'values'
  | 'weekdays'
  | 'zone'

export interface Field {
  readonly name: string
  readonly label: string
  readonly type: FieldType
  readonly about?: string
  /** Left out when it is empty. */
  readonly isOptional?: boolean
  /** Of a choice: words by value. */
  readonly options?: Readonly<Record<string, string>>
  /** Where the words depend on what has the property. */
  readonly optionsOf?: (holder: Readonly<Record<string, unknown>>) => Readonly<Record<string, string>>
  readonly least?: number
  readonly most?: number
  /** Only there when this holds of what has it. */
  readonly isFor?: (holder: Readonly<Record<string, unknown>>) => boolean
}

export interface EditorProps {
  readonly field: Field
  readonly value: unknown
  /** What has the property. */
  readonly holder: Readonly<Record<string, unknown>>
  readonly definition: Definition
  readonly world: World
  /** Where the property is, as a JSON pointer into the definition. */
  readonly pointer: string
  readonly faults: readonly Fault[]
  /** Undefined leaves it out. */
  readonly onChange: (value: unknown) => void
}

export type Editor = ComponentType<EditorProps>

/** What is wrong at a place or below it. */
export const faultsAt = (faults: readonly Fault[], pointer: string): readonly Fault[] =>
  faults.filter(fault => fault.pointer === pointer || fault.pointer?.startsWith(`${pointer}/`))

export const faultAt = (faults: readonly Fault[], pointer: string): string | undefined =>
  faults.find(fault => fault.pointer === pointer)?.detail
