import { CloseButton, Combobox, InputBase, Loader, Text, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useAnswer } from '../api/queries.ts'
import { nameOf } from '../pages/contacts/contact-name.ts'

interface Props {
  readonly label: string
  readonly isLabelHidden?: boolean
  readonly placeholder?: string
  /** The id of a contact. */
  readonly value: string | undefined
  readonly onChange: (contactId: string | undefined) => void
  /** Left out of what is found. */
  readonly without?: string
}

/** One contact, searched for by anything. */
export function ContactPicker(props: Props) {
  const {
    label,
    isLabelHidden = false,
    placeholder = 'Name, e-mail, phone …',
    value,
    onChange,
    without,
  } = props
  const [text, setText] = useState('')
  const [isTyping, setTyping] = useState(false)
  const [words] = useDebouncedValue(text.trim(), 200)
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const chosen = useAnswer(
    'getContact',
    { params: { contactId: value ?? '' } },
    { enabled: value !== undefined },
  )
  const query = { limit: 8, ...(words !== '' && { search: words }) }
  const found = useAnswer(
    'listContacts',
    { query },
    { enabled: combobox.dropdownOpened, keepsPrevious: true },
  )
  const items = (found.data?.items ?? []).filter(({ id }) => id !== without)
  const name = value === undefined ? '' : nameOf(chosen.data ?? { id: value, attributes: {} })

  function leave() {
    combobox.closeDropdown()
    setTyping(false)
    setText('')
  }

  return (
    <Combobox
      store={combobox}
      onOptionSubmit={id => {
        onChange(id)
        leave()
      }}
    >
      <Combobox.Target withExpandedAttribute>
        <InputBase
          role="combobox"
          {...(isLabelHidden ? { 'aria-label': label } : { label })}
          placeholder={placeholder}
          value={isTyping ? text : name}
          onFocus={() => combobox.openDropdown()}
          onClick={() => combobox.openDropdown()}
          onBlur={leave}
          onChange={event => {
            setTyping(true)
            setText(event.currentTarget.value)
            combobox.openDropdown()
            combobox.updateSelectedOptionIndex()
          }}
          rightSectionPointerEvents="auto"
          rightSection={
            found.isFetching ? (
              <Loader size="xs" aria-label="Searching" />
            ) : (
              value !== undefined && (
                <CloseButton
                  size="sm"
                  aria-label={`Clear ${label}`}
                  onMouseDown={event => event.preventDefault()}
                  onClick={() => onChange(undefined)}
                />
              )
            )
          }
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options aria-label={label} mah={320} style={{ overflowY: 'auto' }}>
          {items.map(contact => (
            <Combobox.Option key={contact.id} value={contact.id}>
              <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
                <bdi>{nameOf(contact)}</bdi>
              </Text>
              <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                {[contact.attributes.email, contact.attributes.mobilePhone].filter(Boolean).join(' · ')}
              </Text>
            </Combobox.Option>
          ))}
          {items.length === 0 && !found.isFetching && <Combobox.Empty>Nobody of that name.</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
