import { Stack, TagsInput, TextInput } from '@mantine/core'
import type { KeyDialect } from '../../kit/key-dialects.ts'
import { useMe } from '../../session/session.tsx'
import { useScopes } from './use-scopes.ts'

export interface KeyValues {
  readonly name: string
  readonly scopes: readonly string[]
  readonly ipAllowList: readonly string[]
  /** `2027-01-31`; empty: it does not end. */
  readonly lastDay: string
}

interface Props {
  readonly dialect: KeyDialect
  readonly values: KeyValues
  readonly onChange: (changes: Partial<KeyValues>) => void
}

/** What can be given to a key, when it is made and later. */
export function KeyFields({ dialect, values, onChange }: Props) {
  const scopes = useScopes(dialect)
  const isBound = useMe().scopes.length > 0
  return (
    <Stack>
      <TextInput
        label="Name"
        description="Which system it is for."
        value={values.name}
        onChange={event => onChange({ name: event.currentTarget.value })}
        maxLength={200}
        required
      />
      <TagsInput
        label="Scopes"
        description={`What it may do, such as contacts:read, or contacts:* for all of a noun. ${isBound ? 'At least one, and none that your role lacks.' : 'None: everything.'}`}
        required={isBound}
        data={scopes}
        value={[...values.scopes]}
        onChange={chosen => onChange({ scopes: chosen })}
        splitChars={[',', ' ']}
        maxDropdownHeight={240}
        acceptValueOnBlur
      />
      <TagsInput
        label="Addresses that may use it"
        description="IP addresses or blocks, such as 203.0.113.7 or 203.0.113.0/24. None: from anywhere."
        value={[...values.ipAllowList]}
        onChange={ipAllowList => onChange({ ipAllowList })}
        splitChars={[',', ' ']}
        acceptValueOnBlur
      />
      <TextInput
        type="date"
        label="Last day"
        description="It ends when this day is over. Empty: it does not end."
        value={values.lastDay}
        onChange={event => onChange({ lastDay: event.currentTarget.value })}
        maw={220}
      />
    </Stack>
  )
}
