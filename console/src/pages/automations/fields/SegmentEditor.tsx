import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useAnswer } from '../../../api/queries.ts'
import type { EditorProps } from './field.ts'
import { common } from './simple-editors.tsx'

/** A segment, or of them a list, found by the server: there may be more than fit. */
export function SegmentEditor(props: EditorProps) {
  const { field, value, onChange } = props
  const id = typeof value === 'string' ? value : ''
  const [text, setText] = useState('')
  const [words] = useDebouncedValue(text.trim(), 200)
  const chosen = useAnswer('getSegment', { params: { segmentId: id } }, { enabled: id !== '' })
  // The field has the name of the chosen one as its text, which is no search.
  const search = words === chosen.data?.name ? '' : words
  const found = useAnswer('listSegments', { query: { limit: 100, search } }, { keepsPrevious: true })
  const fitting = (found.data?.items ?? []).filter(({ kind }) => field.type !== 'list' || kind === 'list')
  const others = fitting
    .filter(each => each.id !== id)
    .map(({ id: key, name }) => ({ value: key, label: name }))
  const own = id === '' ? [] : [{ value: id, label: chosen.data?.name ?? id }]
  return (
    <Select
      {...common(props)}
      searchable
      allowDeselect={false}
      placeholder="Choose one"
      nothingFoundMessage={field.type === 'list' ? 'No list of that name' : 'No segment of that name'}
      filter={({ options }) => options}
      data={[...own, ...others]}
      value={id === '' ? null : id}
      onChange={next => next !== null && onChange(next)}
      onSearchChange={setText}
    />
  )
}
