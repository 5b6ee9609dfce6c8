import { JsonInput } from '@mantine/core'
import { useState } from 'react'
import { type EditorProps, faultsAt } from './field.ts'

/** What has no form of its own, as JSON. What cannot be read yet is kept as a text here, and not told. */
export function JsonEditor({ field, value, pointer, faults, onChange }: EditorProps) {
  const [text, setText] = useState(() => JSON.stringify(value, null, 2))
  const [fault] = faultsAt(faults, pointer)
  function change(next: string) {
    setText(next)
    try {
      onChange(JSON.parse(next))
    } catch {
      // It is being typed.
    }
  }
  return (
    <JsonInput
      label={field.label}
      description={field.about}
      autosize
      minRows={4}
      maxRows={20}
      formatOnBlur
      validationError="This is no JSON yet"
      value={text}
      error={fault?.detail}
      onChange={change}
    />
  )
}
