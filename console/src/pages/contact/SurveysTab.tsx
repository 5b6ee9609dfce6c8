import { IconMoodSmile } from '@tabler/icons-react'
import type { Contact } from '../../api/shapes.ts'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { Section } from '../../kit/Section.tsx'
import { Facts } from './TimelineTab.tsx'

export function SurveysTab({ contact }: { readonly contact: Contact }) {
  return (
    <Section flush title="Answers">
      <Facts
        contact={contact}
        types="nps.*,survey.*"
        empty={
          <EmptyState icon={IconMoodSmile} title="No answers yet">
            When this contact says how likely they recommend you, the grade and the words are here.
          </EmptyState>
        }
      />
    </Section>
  )
}
