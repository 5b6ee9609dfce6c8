import { circlesOf } from '../model/area.ts'
import { CirclesFields } from './CirclesFields.tsx'
import type { EditorProps } from './field.ts'

export const AreaEditor = ({ field, value, faults, pointer, onChange }: EditorProps) => (
  <CirclesFields
    label={field.label}
    circles={circlesOf(value)}
    faults={faults}
    pointer={pointer}
    onChange={onChange}
  />
)
