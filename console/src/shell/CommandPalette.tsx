import { useDebouncedValue } from '@mantine/hooks'
import {
  Spotlight,
  type SpotlightActionData,
  type SpotlightActionGroupData,
  spotlight,
} from '@mantine/spotlight'
import { IconSearch, IconUser } from '@tabler/icons-react'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { useAnswer } from '../api/queries.ts'
import { nameOf } from '../pages/contacts/contact-name.ts'
import { useMay } from '../session/session.tsx'
import { useNamedThings } from './named-things.tsx'
import { areas } from './navigation.ts'

export const openPalette = () => spotlight.open()

/** Ctrl K, or ⌘ K: to any page, contact, schema, segment or automation. */
export function CommandPalette() {
  const [text, setText] = useState('')
  const groups = [usePages(), useContacts(text), ...useNamedThings(text)].filter(
    ({ actions }) => actions.length > 0,
  )
  return (
    <Spotlight
      actions={groups}
      query={text}
      onQueryChange={setText}
      shortcut={['mod + K', '/']}
      nothingFound="Nothing of that name."
      highlightQuery
      scrollable
      maxHeight="60vh"
      limit={30}
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden />,
        placeholder: 'A contact, a schema, a segment, a page …',
        'aria-label': 'Search, or go to',
      }}
    />
  )
}

/** The pages of the navigation. */
function usePages(): SpotlightActionGroupData {
  const may = useMay()
  const router = useRouter()
  const places = areas.flatMap(area => area.places).filter(({ scope }) => may(scope))
  const actions = places.map(
    ({ label, to, icon: Sign, words }): SpotlightActionData => ({
      id: `page ${label}`,
      label,
      ...(words && { keywords: words }),
      leftSection: <Sign size={18} aria-hidden />,
      onClick: () => router.navigate({ to }),
    }),
  )
  return { group: 'Pages', actions }
}

/** Found by the server, from two letters on. */
function useContacts(text: string): SpotlightActionGroupData {
  const [words] = useDebouncedValue(text.trim(), 200)
  const router = useRouter()
  const enabled = useMay()('contacts:read') && words.length >= 2
  const query = { query: { search: words, limit: 8 } }
  const { data } = useAnswer('listContacts', query, { enabled })
  const items = enabled ? (data?.items ?? []) : []
  const actions = items.map((contact): SpotlightActionData => {
    const { id, attributes } = contact
    const { email, mobilePhone } = attributes
    return {
      id: `contact ${id}`,
      label: nameOf(contact),
      description: [email, mobilePhone].filter(Boolean).join(' · '),
      // The server found it: it is shown, whatever the words.
      keywords: text,
      leftSection: <IconUser size={18} aria-hidden />,
      onClick: () => router.navigate({ to: '/contacts/$contactId', params: { contactId: id } }),
    }
  })
  return { group: 'Contacts', actions }
}
