/** Fields have fields within them: each finds the editors of the others here, not by import. */
import { createContext, use } from 'react'
import type { Editor, FieldType } from './field.ts'

export type Editors = Readonly<Record<FieldType, Editor>>

export const EditorsContext = createContext<Editors | undefined>(undefined)

export function useEditors(): Editors {
  const editors = use(EditorsContext)
  if (!editors) throw new Error('There are no editors around this.')
  return editors
}
