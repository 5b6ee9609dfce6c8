import { Stack } from '@mantine/core'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { useMe } from '../../session/session.tsx'
import { NameSection } from './NameSection.tsx'
import { PasswordSection } from './PasswordSection.tsx'
import { SessionsSection } from './SessionsSection.tsx'

/** What is one's own: the name, the password, and where one is signed in. */
export function AccountPage() {
  const { email, role, tenant } = useMe()
  return (
    <>
      <PageHeader title="Your account" about={`${email}, ${role} of ${tenant.name}.`} />
      <Stack gap="lg" maw={860}>
        <NameSection />
        <PasswordSection />
        <SessionsSection />
      </Stack>
    </>
  )
}
