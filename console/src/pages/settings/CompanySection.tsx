import { Stack } from '@mantine/core'
import { useAnswer } from '../../api/queries.ts'
import { Facts } from '../../kit/Facts.tsx'
import { Section } from '../../kit/Section.tsx'
import { StateBadge } from '../../kit/StateBadge.tsx'
import { SettingsForm } from './SettingsForm.tsx'
import { companyGroups } from './setting-fields.ts'

/** Who the company is, and how its server behaves. */
export function CompanySection() {
  const { data } = useAnswer('getTenant', {})
  return (
    <Stack gap="lg" maw={880}>
      {data && (
        <Section>
          <Facts
            of={[
              ['Name', data.name],
              ['Slug', data.slug],
              [
                'Mark',
                <StateBadge key="mark" tone={data.settings.production ? 'good' : 'neutral'}>
                  {data.settings.production ? 'production' : 'a double to test against'}
                </StateBadge>,
              ],
            ]}
          />
        </Section>
      )}
      <SettingsForm groups={companyGroups} />
    </Stack>
  )
}
