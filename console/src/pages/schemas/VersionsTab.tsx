import { Button, Group, Modal, Stack } from '@mantine/core'
import { IconVersions } from '@tabler/icons-react'
import { useState } from 'react'
import type { Answer } from '../../api/ask.ts'
import { usePages } from '../../api/queries.ts'
import type { Schema } from '../../api/shapes.ts'
import { type Column, DataTable } from '../../kit/DataTable.tsx'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { Section } from '../../kit/Section.tsx'
import { StateBadge } from '../../kit/StateBadge.tsx'
import { Time } from '../../kit/Time.tsx'
import { useMay } from '../../session/session.tsx'
import { Differences } from './Differences.tsx'
import { fieldsOf, toText } from './definition.ts'

type Version = Answer<'listSchemaVersions'>['items'][number]

interface Props {
  readonly schema: Schema
  /** Puts what a version said where it can be changed and saved. */
  readonly onTake: (version: { readonly displayName: string; readonly text: string }) => void
}

/** What it said when. To go back to one is to save it anew, under the next number. */
export function VersionsTab({ schema, onTake }: Props) {
  const versions = usePages('listSchemaVersions', { params: { schemaId: schema.id }, query: {} })
  const [compared, setCompared] = useState<Version>()
  const may = useMay()('schemas:write')
  const columns: readonly Column<Version>[] = [
    {
      title: 'Version',
      render: ({ version }) => (
        <Group gap="xs">
          {version}
          {version === schema.version && <StateBadge tone="good">present</StateBadge>}
        </Group>
      ),
      width: 150,
    },
    { title: 'Name', render: ({ displayName }) => displayName, from: 'sm' },
    { title: 'Fields', render: ({ jsonSchema }) => fieldsOf(jsonSchema).length, align: 'right', from: 'sm' },
    { title: 'Since', render: ({ createdAt }) => <Time at={createdAt} isPast />, align: 'right' },
    {
      title: 'Look at it',
      align: 'right',
      render: version =>
        version.version === schema.version ? (
          '–'
        ) : (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`Compare version ${version.version}`}
            onClick={() => setCompared(version)}
          >
            Compare
          </Button>
        ),
    },
  ]
  return (
    <Section flush title="Versions" about="The newest 200 are kept.">
      <DataTable
        label="Versions"
        columns={columns}
        rows={versions.items}
        keyOf={({ version }) => String(version)}
        isPending={versions.isPending}
        error={versions.error}
        onRetry={() => versions.refetch()}
        more={versions}
        empty={
          <EmptyState icon={IconVersions} title="No versions yet">
            They begin when the schema is registered.
          </EmptyState>
        }
      />
      <Modal
        opened={compared !== undefined}
        onClose={() => setCompared(undefined)}
        title={`Version ${compared?.version}, and the present one`}
        size="xl"
      >
        {compared && (
          <Stack>
            <Differences
              before={{ title: `Version ${compared.version}`, schema: compared.jsonSchema }}
              after={{ title: `Version ${schema.version}`, schema: schema.jsonSchema }}
            />
            {may && (
              <Group justify="flex-end">
                <Button
                  onClick={() =>
                    onTake({ displayName: compared.displayName, text: toText(compared.jsonSchema) })
                  }
                >
                  Go on from version {compared.version}
                </Button>
              </Group>
            )}
          </Stack>
        )}
      </Modal>
    </Section>
  )
}
