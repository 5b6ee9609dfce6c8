import { Button, Group, NativeSelect, Stack } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useDeed } from '../../api/queries.ts'
import { ErrorState } from '../../kit/ErrorState.tsx'
import { dialects, type KeyDialect } from '../../kit/key-dialects.ts'
import { ButtonLink, TextLink } from '../../kit/links.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { Section } from '../../kit/Section.tsx'
import { KeyFields, type KeyValues } from './KeyFields.tsx'
import { endOfDay } from './key-state.ts'
import { SecretShown } from './SecretShown.tsx'

/** Makes a key, and shows its secret once. */
export function NewKeyPage() {
  const [dialect, setDialect] = useState<KeyDialect>('parley')
  const [values, setValues] = useState<KeyValues>({ name: '', scopes: [], ipAllowList: [], lastDay: '' })
  const create = useDeed('createKey', { changes: ['listKeys'], showsProblem: true })
  const made = create.data

  function submit(event: FormEvent) {
    event.preventDefault()
    const { name, scopes, ipAllowList, lastDay } = values
    create.mutate({
      body: {
        dialect,
        name: name.trim(),
        scopes: [...scopes],
        ipAllowList: [...ipAllowList],
        expiresAt: endOfDay(lastDay),
      },
    })
  }

  return (
    <>
      <PageHeader
        title={made ? made.name : 'New key'}
        back={<TextLink to="/developers/keys">Keys</TextLink>}
        about="One for each system that calls, with no more than it needs: then each can be ended on its own."
      />
      <Section>
        {made ? (
          <Stack>
            <SecretShown secret={made.secret} />
            <Group justify="flex-end">
              <ButtonLink to="/developers/keys/$keyId" params={{ keyId: made.id }}>
                Go to the key
              </ButtonLink>
            </Group>
          </Stack>
        ) : (
          <form onSubmit={submit}>
            <Stack maw={620}>
              {create.error && <ErrorState error={create.error} />}
              <NativeSelect
                label="API"
                description="A key opens one of them."
                value={dialect}
                onChange={event => {
                  setDialect(event.currentTarget.value as KeyDialect)
                  setValues(before => ({ ...before, scopes: [] }))
                }}
                data={[...dialects]}
                maw={220}
              />
              <KeyFields
                dialect={dialect}
                values={values}
                onChange={changes => setValues(before => ({ ...before, ...changes }))}
              />
              <Group>
                <Button type="submit" loading={create.isPending} disabled={values.name.trim() === ''}>
                  Make the key
                </Button>
              </Group>
            </Stack>
          </form>
        )}
      </Section>
    </>
  )
}
