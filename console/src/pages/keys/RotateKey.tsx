import { Button, Group, NativeSelect, Stack } from '@mantine/core'
import { useState } from 'react'
import { useDeed } from '../../api/queries.ts'
import { ButtonLink } from '../../kit/links.tsx'
import { Section } from '../../kit/Section.tsx'
import type { Key } from './key-state.ts'
import { SecretShown } from './SecretShown.tsx'

const graces = [
  { value: '0', label: 'at once' },
  { value: '3600', label: 'after an hour' },
  { value: '86400', label: 'after a day' },
  { value: '604800', label: 'after a week' },
]

/** Makes another key that may do the same, and ends this one after a while. */
export function RotateKey({ apiKey }: { readonly apiKey: Key }) {
  const [grace, setGrace] = useState('86400')
  const rotate = useDeed('rotateKey', { changes: ['listKeys', 'getKey'] })
  const made = rotate.data
  return (
    <Section title="Replace" about="Makes a key that may do the same, under a new secret, and ends this one.">
      {made ? (
        <Stack>
          <SecretShown secret={made.secret} />
          <Group justify="flex-end">
            <ButtonLink to="/developers/keys/$keyId" params={{ keyId: made.id }}>
              Go to the new key
            </ButtonLink>
          </Group>
        </Stack>
      ) : (
        <Group align="flex-end">
          <NativeSelect
            label="This one ends"
            value={grace}
            onChange={event => setGrace(event.currentTarget.value)}
            data={graces}
          />
          <Button
            variant="default"
            loading={rotate.isPending}
            onClick={() =>
              rotate.mutate({ params: { keyId: apiKey.id }, body: { graceSeconds: Number(grace) } })
            }
          >
            Replace the key
          </Button>
        </Group>
      )}
    </Section>
  )
}
