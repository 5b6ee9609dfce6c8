import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useAnswer } from '../../api/queries.ts'

interface Props {
  /** Empty where none is chosen. */
  readonly value: string
  readonly onChange: (id: string) => void
  /** In a filter: none may be chosen, too. */
  readonly ofFilter?: boolean
}

const none = ''

/** Finds a segment by its name, on the server: there may be more than fit in a list. */
export function SegmentField({ value, onChange, ofFilter = false }: Props) {
  const [text, setText] = useState('')
  const [words] = useDebouncedValue(text.trim(), 200)
  const chosen = useAnswer('getSegment', { params: { segmentId: value } }, { enabled: value !== none })
  // The field has the name of the chosen one as its text, which is no search.
  const search = words === chosen.data?.name ? '' : words
  const found = useAnswer('listSegments', { query: { limit: 50, search } }, { keepsPrevious: true })
  const items = found.data?.items ?? []
  const known = chosen.data && !items.some(({ id }) => id === value) ? [chosen.data, ...items] : items
  return (
    <Select
      {...(ofFilter ? { w: 160, clearable: true } : { w: 240, size: 'xs', allowDeselect: false })}
      aria-label="Segment"
      placeholder={ofFilter ? 'Any segment' : 'Segment'}
      searchable
      nothingFoundMessage="No segment of that name."
      filter={({ options }) => options}
      data={known.map(({ id, name }) => ({ value: id, label: name }))}
      value={value === none ? null : value}
      onChange={next => onChange(next ?? none)}
      onSearchChange={setText}
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
    />
  )
}
