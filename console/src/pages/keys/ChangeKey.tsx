import { Button, Group, Stack } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useDeed } from '../../api/queries.ts'
import { ErrorState } from '../../kit/ErrorState.tsx'
import type { KeyDialect } from '../../kit/key-dialects.ts'
import { Section } from '../../kit/Section.tsx'
import { KeyFields, type KeyValues } from './KeyFields.tsx'
import { dayOf, endOfDay, type Key } from './key-state.ts'

/**
 * Changes what a key may do. When it became another one meanwhile, that is said and what was typed stays; when nothing
 * was, the new one is shown.
 */
export function ChangeKey({ apiKey }: { readonly apiKey: Key }) {
  const [values, setValues] = useState<KeyValues>(() => valuesOf(apiKey))
  const [base, setBase] = useState(apiKey)
  const save = useDeed('updateKey', {
    changes: ['getKey', 'listKeys'],
    done: 'Key saved',
    showsProblem: true,
    onDone: saved => setBase(saved),
  })

  function readAnew() {
    setValues(valuesOf(apiKey))
    setBase(apiKey)
    save.reset()
  }

  const isOvertaken = apiKey.version !== base.version
  if (isOvertaken && isSame(values, valuesOf(base))) readAnew()

  function submit(event: FormEvent) {
    event.preventDefault()
    const { name, scopes, ipAllowList, lastDay } = values
    const isDaySame = lastDay === dayOf(base.expiresAt)
    save.mutate({
      params: { keyId: apiKey.id },
      headers: { 'if-match': `"${base.version}"` },
      body: {
        name: name.trim(),
        scopes: [...scopes],
        ipAllowList: [...ipAllowList],
        ...(!isDaySame && { expiresAt: endOfDay(lastDay) }),
      },
    })
  }

  return (
    <Section title="Change">
      <form onSubmit={submit}>
        <Stack maw={620}>
          {save.error && <ErrorState error={save.error} />}
          <KeyFields
            dialect={apiKey.dialect as KeyDialect}
            values={values}
            onChange={changes => setValues(before => ({ ...before, ...changes }))}
          />
          <Group>
            <Button type="submit" loading={save.isPending} disabled={values.name.trim() === ''}>
              Save key
            </Button>
            {isOvertaken && (
              <Button variant="default" onClick={readAnew}>
                Take what is there now
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Section>
  )
}

const valuesOf = ({ name, scopes, ipAllowList, expiresAt }: Key): KeyValues => ({
  name,
  scopes,
  ipAllowList,
  lastDay: dayOf(expiresAt),
})

const isSame = (one: KeyValues, other: KeyValues) => JSON.stringify(one) === JSON.stringify(other)
