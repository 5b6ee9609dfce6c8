import { useMemo } from 'react'
import { CodeEditor } from './CodeEditor.tsx'
import { placesOf, textFaults } from './json-places.ts'

/** One thing that is wrong, at a JSON pointer; the empty one is the whole. */
export interface JsonFault {
  readonly pointer: string
  readonly detail: string
}

interface Props {
  readonly label: string
  readonly value: string
  readonly onChange: (text: string) => void
  /** What is wrong, by a pointer into the text. What keeps it from being JSON is found here. */
  readonly faults: readonly JsonFault[]
  readonly minHeight?: number
  readonly maxHeight?: number
}

/** JSON to be written, with what is wrong at its lines. */
export function JsonEditor({ faults, value, ...props }: Props) {
  const placed = useMemo(() => {
    const pointers = faults.map(({ pointer }) => pointer)
    const places = placesOf(value, pointers)
    const given = faults.map(({ pointer, detail }, index) => ({
      ...places[index]!,
      message: `${lastName(pointer)} ${detail}`.trim(),
    }))
    return [...textFaults(value), ...given]
  }, [value, faults])
  return <CodeEditor language="json" value={value} faults={placed} {...props} />
}

const lastName = (pointer: string) =>
  (pointer.split('/').at(-1) ?? '').replaceAll('~1', '/').replaceAll('~0', '~')
