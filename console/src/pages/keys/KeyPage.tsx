import { Stack } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useAnswer, useDeed } from '../../api/queries.ts'
import { ConfirmButton } from '../../kit/ConfirmButton.tsx'
import { Facts } from '../../kit/Facts.tsx'
import { dialectLabel } from '../../kit/key-dialects.ts'
import { ButtonLink, TextLink } from '../../kit/links.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { Section } from '../../kit/Section.tsx'
import { StateBadge } from '../../kit/StateBadge.tsx'
import { Time } from '../../kit/Time.tsx'
import { UnreadPage } from '../../kit/UnreadPage.tsx'
import { useMay } from '../../session/session.tsx'
import { ChangeKey } from './ChangeKey.tsx'
import { KeyUses } from './KeyUses.tsx'
import { stateOf } from './key-state.ts'
import { RotateKey } from './RotateKey.tsx'

const route = getRouteApi('/shell/developers/keys/$keyId')

/** One key: what it may do, who calls with it, and how it ends. */
export function KeyPage() {
  const { keyId } = route.useParams()
  const params = { keyId }
  const may = useMay()
  const { data: key, error, refetch } = useAnswer('getKey', { params })
  const revoke = useDeed('revokeKey', { changes: ['getKey', 'listKeys'], done: 'Key revoked' })
  if (!key)
    return (
      <UnreadPage
        title="Key"
        back={<TextLink to="/developers/keys">Keys</TextLink>}
        error={error}
        onRetry={refetch}
      />
    )
  const { word, tone } = stateOf(key)
  const isChangeable = may('keys:write') && key.revokedAt === null
  return (
    <>
      <PageHeader
        title={key.name}
        back={<TextLink to="/developers/keys">Keys</TextLink>}
        beside={<StateBadge tone={tone}>{word}</StateBadge>}
        actions={
          <>
            {may('requests:read') && (
              <ButtonLink variant="default" to="/developers/requests" search={{ key: keyId }}>
                Its requests
              </ButtonLink>
            )}
            {isChangeable && (
              <ConfirmButton
                color="red"
                variant="light"
                question={`Revoke ${key.name}?`}
                consequence="Whatever calls with it is refused from now on. It cannot be undone."
                deed="Revoke for good"
                onConfirm={() => revoke.mutateAsync({ params, headers: { 'if-match': `"${key.version}"` } })}
              >
                Revoke
              </ConfirmButton>
            )}
          </>
        }
      />
      <Stack gap="lg">
        <Section title="Key">
          <Facts
            of={[
              ['API', dialectLabel(key.dialect)],
              ['Of', key.owner && (key.owner.name ?? 'somebody who is gone: it opens nothing')],
              ['May', key.scopes.join(', ') || 'everything'],
              ['From', key.ipAllowList.join(', ') || 'anywhere'],
              ['Made', <Time key="made" at={key.createdAt} />],
              ['Ends', key.expiresAt ? <Time key="ends" at={key.expiresAt} form="short" /> : 'never'],
              ['Revoked', key.revokedAt && <Time key="revoked" at={key.revokedAt} />],
              ['Id', key.id],
            ]}
          />
        </Section>
        <KeyUses keyId={keyId} />
        {isChangeable && <RotateKey apiKey={key} />}
        {isChangeable && <ChangeKey key={key.id} apiKey={key} />}
      </Stack>
    </>
  )
}
