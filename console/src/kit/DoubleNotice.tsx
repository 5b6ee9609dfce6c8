import { Alert } from '@mantine/core'
import { IconShieldCheck } from '@tabler/icons-react'
import { useMe } from '../session/session.tsx'

/** Said in place of what is only done to doubles. */
export function DoubleNotice({ what }: { readonly what: string }) {
  const { name, production } = useMe().tenant
  if (!production) return null
  return (
    <Alert
      color="blue"
      variant="light"
      icon={<IconShieldCheck aria-hidden />}
      title={`${name} is in production`}
    >
      {what} For tests there are doubles: companies of their own without the mark of production, made with{' '}
      <code>parley tenant create</code>.
    </Alert>
  )
}
