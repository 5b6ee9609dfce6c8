import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useAnswer } from '../../api/queries.ts'
import { useMay } from '../../session/session.tsx'
import { nameOf } from '../contacts/contact-name.ts'

interface Props {
  readonly label: string
  readonly value: string | undefined
  readonly onChange: (contactId: string | undefined) => void
}

/** One contact, found by the server as one types. */
export function ContactPick({ label, value, onChange }: Props) {
  const may = useMay()('contacts:read')
  const [text, setText] = useState('')
  const [words] = useDebouncedValue(text.trim(), 250)
  const chosen = useAnswer(
    'getContact',
    { params: { contactId: value ?? '' } },
    { enabled: may && value !== undefined },
  )
  const found = useAnswer(
    'listContacts',
    { query: { limit: 12, ...(words !== '' && { search: words }) } },
    { enabled: may, keepsPrevious: true },
  )
  const own = value !== undefined && chosen.data ? [chosen.data] : []
  const all = [...own, ...(found.data?.items ?? []).filter(({ id }) => id !== value)]
  const data = all.map(contact => {
    const email = String(contact.attributes.email ?? '')
    const name = nameOf(contact)
    return { value: contact.id, label: email && email !== name ? `${name}, ${email}` : name }
  })
  return (
    <Select
      label={label}
      placeholder="Name, e-mail …"
      searchable
      clearable
      nothingFoundMessage="Nobody of that name"
      filter={({ options }) => options}
      data={
        value !== undefined && own.length === 0
          ? [{ value, label: `Contact ${value.slice(0, 8)}` }, ...data]
          : data
      }
      value={value ?? null}
      onChange={next => onChange(next ?? undefined)}
      onSearchChange={setText}
      maw={420}
    />
  )
}
