import { NativeSelect } from '@mantine/core'
import { useMe } from '../../session/session.tsx'
import { type Role, roles } from './roles.ts'

interface RoleProps {
  readonly value: Role
  readonly error?: string | undefined
  readonly onChange: (role: Role) => void
}

/** Of the roles that the person may give: only owners make owners. */
export function RoleField({ value, error, onChange }: RoleProps) {
  const isOwner = useMe().role === 'owner'
  const about = roles.find(({ role }) => role === value)?.about
  return (
    <NativeSelect
      label="Role"
      description={about}
      data={roles.map(({ role }) => role).filter(role => isOwner || role !== 'owner')}
      value={value}
      error={error}
      onChange={event => onChange(event.currentTarget.value as Role)}
    />
  )
}
