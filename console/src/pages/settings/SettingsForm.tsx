import { Alert, Button, Group, SimpleGrid, Stack } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { faultOf, isProblem } from '../../api/problem.ts'
import { useAnswer, useDeed } from '../../api/queries.ts'
import { ErrorState } from '../../kit/ErrorState.tsx'
import { LeaveGuard } from '../../kit/LeaveGuard.tsx'
import { PageLoading } from '../../kit/PageLoading.tsx'
import { Section } from '../../kit/Section.tsx'
import { useMay } from '../../session/session.tsx'
import { SettingInput } from './SettingInput.tsx'
import type { SettingField } from './setting-fields.ts'

interface Props {
  readonly groups: readonly {
    readonly title: string
    readonly about?: string
    readonly fields: readonly SettingField[]
  }[]
}

/** Some settings of the tenant, under the version that was read. Only what was changed is sent. */
export function SettingsForm({ groups }: Props) {
  const may = useMay()('tenant:write')
  const { data, error, refetch } = useAnswer('getTenant', {})
  const [changes, setChanges] = useState<Readonly<Record<string, unknown>>>({})
  const save = useDeed('updateTenant', {
    changes: ['getTenant'],
    done: 'Settings saved',
    showsProblem: true,
    onDone: () => setChanges({}),
  })
  if (!data) return error ? <ErrorState error={error} onRetry={refetch} /> : <PageLoading />
  const { settings, version } = data
  const isOvertaken = isProblem(save.error, 'version-mismatch')
  const isDirty = Object.keys(changes).length > 0
  const names = groups.flatMap(({ fields }) => fields.map(({ name }) => name))
  const isAtField = names.some(name => faultOf(save.error, `/settings/${name}`) !== undefined)

  function submit(event: FormEvent) {
    event.preventDefault()
    save.mutate({ body: { settings: changes }, headers: { 'if-match': `"${version}"` } })
  }

  async function goOn() {
    await refetch()
    save.reset()
  }

  return (
    <form onSubmit={submit}>
      <LeaveGuard isDirty={isDirty} />
      <Stack gap="lg" maw={880}>
        {isOvertaken && (
          <Alert color="gray" title="Somebody changed the settings meanwhile">
            <Stack align="flex-start" gap="xs">
              What you entered is still here; the others are shown as they are now when you go on.
              <Button size="xs" variant="default" onClick={goOn}>
                Go on with mine
              </Button>
            </Stack>
          </Alert>
        )}
        {save.error && !isOvertaken && !isAtField && <ErrorState error={save.error} />}
        {groups.map(({ title, about, fields }) => (
          <Section key={title} title={title} about={about}>
            <SimpleGrid cols={{ base: 1, sm: 2 }} mt="sm">
              {fields.map(field => (
                <SettingInput
                  key={field.name}
                  field={field}
                  value={changes[field.name] ?? settings[field.name]}
                  error={faultOf(save.error, `/settings/${field.name}`)}
                  isReadOnly={!may}
                  onChange={value => setChanges(before => ({ ...before, [field.name]: value }))}
                />
              ))}
            </SimpleGrid>
          </Section>
        ))}
        {may && (
          <Group justify="flex-end">
            {isDirty && (
              <Button variant="default" onClick={() => setChanges({})}>
                Discard changes
              </Button>
            )}
            <Button type="submit" loading={save.isPending} disabled={!isDirty || isOvertaken}>
              Save settings
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  )
}
