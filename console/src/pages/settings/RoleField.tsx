import { NativeSelect } from '@mantine/core'
import { type Role, roles } from './roles.ts'

interface RoleProps {
  readonly value: Role
  readonly error?: string | undefined
  readonly onChange: (role: Role) => void
}

export function RoleField({ value, error, onChange }: RoleProps) {
  const about = roles.find(({ role }) => role === value)?.about
  return (
    <NativeSelect
      label="Role"
      description={about}
      data={roles.map(({ role }) => role)}
      value={value}
      error={error}
      onChange={event => onChange(event.currentTarget.value as Role)}
    />
  )
}
