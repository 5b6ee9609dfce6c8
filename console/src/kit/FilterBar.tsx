import { Box, CloseButton, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { type ReactNode, useEffect, useState } from 'react'
import classes from './filter.module.css'

interface Props {
  /** Without it there is no field to search in. */
  readonly search?: {
    readonly label: string
    readonly value: string
    readonly onChange: (value: string) => void
  }
  /** Selects and switches that narrow the list. */
  readonly children?: ReactNode
}

/** Above a list: what is searched for, and by what it is narrowed. */
export function FilterBar({ search, children }: Props) {
  return (
    <Box className={classes.bar}>
      {search && <SearchField {...search} />}
      {children}
    </Box>
  )
}

/** Tells what was typed after a short rest. */
export function SearchField({ label, value, onChange }: NonNullable<Props['search']>) {
  const [text, setText] = useState(value)
  const tell = useDebouncedCallback(onChange, 250)
  useEffect(() => setText(value), [value])
  function change(next: string) {
    setText(next)
    tell(next)
  }
  return (
    <TextInput
      aria-label={label}
      placeholder={label}
      type="search"
      value={text}
      onChange={event => change(event.currentTarget.value)}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={text !== '' && <CloseButton size="sm" onClick={() => change('')} aria-label="Clear" />}
      className={classes.search}
    />
  )
}
